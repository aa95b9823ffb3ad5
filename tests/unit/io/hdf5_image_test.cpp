#include <hdf5.h>

#include <bit>
#include <cstdlib>
#include <functional>

#include "catch.hpp"
#include "grdp/io/hdf5_decode.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "labelled_arrays_sample.hpp"

using namespace grdp;

namespace {

std::vector<std::uint64_t> bits(const std::vector<double>& values) {
    std::vector<std::uint64_t> result;
    for (const double value : values) result.push_back(std::bit_cast<std::uint64_t>(value));
    return result;
}

bool same(const io::Values& a, const io::Values& b) {
    if (const auto* numbers = std::get_if<std::vector<double>>(&a)) {
        const auto* others = std::get_if<std::vector<double>>(&b);
        return others != nullptr && bits(*numbers) == bits(*others);
    }
    return a == b;
}

std::string code_of(const Result<io::LabelledArrays>& arrays) {
    return arrays ? std::string{} : code_text(arrays.diagnostics().items().at(0).code);
}

/// An image that someone else wrote with libhdf5.
std::string foreign_image(const std::function<void(hid_t)>& fill) {
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_fapl_core(access, 65536, false);
    const hid_t file = H5Fcreate("foreign.h5", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    fill(file);
    H5Fflush(file, H5F_SCOPE_GLOBAL);
    std::string image(static_cast<std::size_t>(H5Fget_file_image(file, nullptr, 0)), '\0');
    H5Fget_file_image(file, image.data(), image.size());
    H5Fclose(file);
    H5Pclose(access);
    return image;
}

/// A dataset "x" of doubles with its own creation properties.
void put_dataset(hid_t file, hid_t type, std::vector<hsize_t> extents, const std::function<void(hid_t)>& properties) {
    const hid_t space = H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    properties(creation);
    const hid_t dataset = H5Dcreate2(file, "x", type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    REQUIRE(dataset >= 0);
    H5Dclose(dataset);
    H5Pclose(creation);
    H5Sclose(space);
}

}  // namespace

TEST_CASE("arrays read back to the last bit") {
    const auto written = test::sample_arrays();
    const auto image = io::encode_hdf5(written);
    REQUIRE(image);
    const auto read = io::decode_hdf5(*image, "x.h5");
    REQUIRE(read);
    REQUIRE(read->arrays.size() == written.arrays.size());
    for (const auto& array : written.arrays) {
        CAPTURE(array.name);
        const auto* other = read->find(array.name);
        REQUIRE(other != nullptr);
        CHECK(other->shape == array.shape);
        CHECK(same(other->values, array.values));
    }
    for (const auto& attribute : written.attributes) {
        CAPTURE(attribute.name);
        const auto* other = read->find_attribute(attribute.name);
        const bool empty = attribute.value == decltype(attribute.value)(std::string());
        CHECK((other == nullptr) == empty);
        if (other != nullptr) CHECK(other->value == attribute.value);
    }
}

TEST_CASE("equal arrays give equal bytes, whatever lay in memory before") {
    const auto first = io::encode_hdf5(test::sample_arrays());
    REQUIRE(first);
    std::vector<std::string> noise;
    for (std::size_t size = 8; size < 200'000; size = size * 5 / 4) noise.emplace_back(size, '\xA5');
    noise.clear();
    const auto second = io::encode_hdf5(test::sample_arrays());
    REQUIRE(second);
    CHECK(*first == *second);
}

TEST_CASE("what HDF5 cannot hold is an error with its reason, and the next file is not touched by it") {
    auto arrays = test::sample_arrays();
    arrays.arrays.push_back(arrays.arrays.back());
    const auto image = io::encode_hdf5(arrays);
    REQUIRE_FALSE(image);
    const auto& error = image.diagnostics().items().at(0);
    CHECK(code_text(error.code) == "E5008");
    CHECK(error.message.find("already exists") != std::string::npos);
    CHECK(io::encode_hdf5(test::sample_arrays()));
}

TEST_CASE("no handle stays open behind an encoded or decoded image") {
    const auto image = io::encode_hdf5(test::sample_arrays());
    REQUIRE(image);
    REQUIRE(io::decode_hdf5(*image, "x.h5"));
    CHECK(code_of(io::decode_hdf5(image->substr(0, 2000), "x.h5")) == "E5002");
    CHECK(H5Fget_obj_count(H5F_OBJ_ALL, H5F_OBJ_ALL) == 0);
}

TEST_CASE("a foreign image cannot reach out of itself") {
    REQUIRE(io::encode_hdf5(test::sample_arrays()));  // silences libhdf5
    SECTION("external link") {
        const auto image = foreign_image([](hid_t file) { H5Lcreate_external("/etc/passwd", "/", file, "x", H5P_DEFAULT, H5P_DEFAULT); });
        CHECK(code_of(io::decode_hdf5(image, "x.h5")) == "E5006");
    }
    SECTION("soft link") {
        const auto image = foreign_image([](hid_t file) { H5Lcreate_soft("/nowhere", file, "x", H5P_DEFAULT, H5P_DEFAULT); });
        CHECK(code_of(io::decode_hdf5(image, "x.h5")) == "E5006");
    }
    SECTION("group") {
        const auto image = foreign_image([](hid_t file) {
            H5Gclose(H5Gcreate2(file, "x", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        });
        CHECK(code_of(io::decode_hdf5(image, "x.h5")) == "E5006");
    }
    SECTION("external storage") {
        const auto image = foreign_image([](hid_t file) {
            put_dataset(file, H5T_STD_U8LE, {64}, [](hid_t creation) { H5Pset_external(creation, "/etc/passwd", 0, 64); });
        });
        CHECK(code_of(io::decode_hdf5(image, "x.h5")) == "E5006");
    }
    SECTION("virtual storage") {
        const auto image = foreign_image([](hid_t file) {
            put_dataset(file, H5T_STD_U8LE, {64}, [](hid_t creation) {
                const hsize_t extent = 64;
                const hid_t space = H5Screate_simple(1, &extent, nullptr);
                H5Pset_virtual(creation, space, "/tmp/other.h5", "y", space);
                H5Sclose(space);
            });
        });
        CHECK(code_of(io::decode_hdf5(image, "x.h5")) != "");
    }
}

TEST_CASE("a foreign image cannot claim memory that it does not hold") {
    REQUIRE(io::encode_hdf5(test::sample_arrays()));
    const auto claim = [](std::vector<hsize_t> extents) {
        return foreign_image([&](hid_t file) {
            put_dataset(file, H5T_IEEE_F64LE, extents, [&](hid_t creation) {
                const std::vector<hsize_t> chunk(extents.size(), 1);
                H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data());
            });
        });
    };
    CHECK(code_of(io::decode_hdf5(claim({hsize_t{1} << 60}), "x.h5")) == "E5007");
    CHECK(code_of(io::decode_hdf5(claim({hsize_t{1} << 32, hsize_t{1} << 32}), "x.h5")) == "E5007");
    CHECK(code_of(io::decode_hdf5(claim({100}), "x.h5")) == "E5007");
    CHECK(code_of(io::decode_hdf5(claim({0}), "x.h5")) == "E5007");
}

TEST_CASE("unknown types, filters and shapes are refused by name") {
    REQUIRE(io::encode_hdf5(test::sample_arrays()));
    const auto nothing = [](hid_t) {};
    const auto message = [&](const std::function<void(hid_t)>& fill) {
        const auto arrays = io::decode_hdf5(foreign_image(fill), "x.h5");
        REQUIRE(code_of(arrays) == "E5006");
        return arrays.diagnostics().items()[0].message;
    };
    CHECK(message([&](hid_t file) { put_dataset(file, H5T_IEEE_F32LE, {2}, nothing); }) == "\"x\" has values of an unknown type");
    CHECK(message([&](hid_t file) { put_dataset(file, H5T_STD_REF_OBJ, {2}, nothing); }) == "\"x\" has values of an unknown type");
    CHECK(message([&](hid_t file) { put_dataset(file, H5T_C_S1, {2}, nothing); }) == "\"x\" has strings of fixed length");
    CHECK(message([&](hid_t file) { put_dataset(file, H5T_IEEE_F64LE, {}, nothing); }) == "\"x\" has 0 dimensions");
    CHECK(message([&](hid_t file) {
        put_dataset(file, H5T_IEEE_F64LE, {2}, [](hid_t creation) {
            const hsize_t chunk = 2;
            H5Pset_chunk(creation, 1, &chunk);
            H5Pset_deflate(creation, 1);
        });
    }) == "\"x\" uses filter 1");
}
