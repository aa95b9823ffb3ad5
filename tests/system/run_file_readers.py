"""Other programs open our run files: h5dump, ncdump, xarray by way of netCDF4 and of h5netcdf, R where it is."""
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(os.environ["GRDP_SOURCE_DIR"])
COMMAND = os.environ["GRDP_COMMAND"]
ran = 0


def run(*arguments):
    result = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, f"{arguments}: exit {result.returncode}\n{result.stdout[-2000:]}{result.stderr[-2000:]}"
    return result.stdout


def have(what, present):
    if not present:
        print(f"skipped: {what} is not installed")
    return present


def with_h5dump(path):
    assert "GRDP" not in run("h5dump", "-H", path)  # the seal is no part of HDF5
    run("h5dump", path)
    assert "DATASET" in run("h5dump", "-d", "/projection" if path != "sweep.h5" else "/probability", path)


def with_ncdump(path):
    header = run("ncdump", "-h", path)
    assert ':format = "grdp run" ;' in header
    assert "double projection(series, period) ;" in header
    assert "string series_label_vi(series) ;" in header
    run("ncdump", path)


def with_xarray(path, engine):
    import numpy
    import xarray
    with xarray.open_dataset(path, engine=engine) as data:
        data.load()
        assert data.attrs["format"] == "grdp run"
        assert "_vi" not in data.attrs or data.attrs["scenario_label_vi"]
        period = str(data["period"].values[-1])
        for name in data["series"].values:
            assert numpy.isfinite(float(data["projection"].sel(series=name, period=period))), name
        if "probability" in data:
            parts = data["probability"].sel(outcome=["below", "within", "above"]).sum("outcome")
            failed = data["event_failed"] / data["event_points"]
            assert numpy.allclose(parts + failed, 1, atol=1e-12)
            low, high = data["probability_low"], data["probability_high"]
            assert bool(((low <= data["probability"]) & (data["probability"] <= high)).all())
        if "histogram" in data:
            binned = data["histogram"].sum("bin") + data["histogram_below"] + data["histogram_above"]
            used = data["histogram_bins"] > 0
            assert bool((binned == data["finite_paths"]).where(used, True).all())


def sweep_with_ncdump(path):
    header = run("ncdump", "-h", path)
    assert ':format = "grdp sweep" ;' in header
    assert "double probability(scenario, event, outcome) ;" in header


def sweep_with_xarray(path, engine):
    import numpy
    import xarray
    with xarray.open_dataset(path, engine=engine) as data:
        data.load()
        assert dict(data.sizes)["scenario"] == 6
        assert list(data["design"].sel(axis="trend[services]@2023").values) == [7, 8, 9] * 2
        assert list(data["design_text"].sel(axis="credit").values) == ["easy"] * 3 + ["tight"] * 3
        parts = data["probability"].sel(outcome=["below", "within", "above"]).sum("outcome")
        assert numpy.allclose(parts, 1, atol=1e-9)
        assert list(data["axis_unit"].values) == ["", "%"]


def with_r(path):
    run("Rscript", "-e", f'f <- ncdf4::nc_open("{path}"); stopifnot(is.numeric(ncdf4::ncvar_get(f, if ("projection" %in% names(f$var)) "projection" else "probability")))')


def check(path, ncdump=with_ncdump, read=with_xarray):
    global ran
    readers = [
        ("h5dump", shutil.which("h5dump"), lambda: with_h5dump(path)),
        ("ncdump", shutil.which("ncdump"), lambda: ncdump(path)),
    ]
    for module, engine in (("netCDF4", "netcdf4"), ("h5netcdf", "h5netcdf")):
        found = importlib.util.find_spec("xarray") and importlib.util.find_spec(module)
        readers.append((f"xarray with {module}", found, lambda engine=engine: read(path, engine)))
    r_reads = shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(ncdf4)"], capture_output=True).returncode == 0
    readers.append(("R with ncdf4", r_reads, lambda: with_r(path)))
    for name, present, reader in readers:
        if have(name, present):
            reader()
            ran += 1
            print(f"{name} opens {pathlib.Path(path).name}")


def main():
    scenario = SOURCE / "scenarios/can-tho-2023/base.scenario"
    run(COMMAND, "simulate", scenario, "--draws", "20000", "--out", "run.h5")
    run(COMMAND, "simulate", scenario, "--draws", "500", "--paths", "--only", "growth_grdp", "--out", "paths.h5")
    for path in ("run.h5", "paths.h5"):
        check(path)
    run(COMMAND, "sweep", scenario, "--alternative", "credit=easy: 2023 driver[credit] = 14", "--alternative", "credit=tight: 2023 driver[credit] = 8",
        "--grid", "trend[services]@2023=7..9:1", "--draws", "2000", "--out", "sweep.h5")
    check("sweep.h5", sweep_with_ncdump, sweep_with_xarray)
    if ran == 0:
        print("skipped: no other reader is installed (hdf5-tools, netcdf-bin, python3-xarray)")
        sys.exit(77)


main()
