#!/usr/bin/env python3
"""The architecture checker accepts a lawful tree and finds each violation in an unlawful one."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import check  # noqa: E402
import isa_symbols  # noqa: E402

LAWFUL = {
    "include/grdp/base/text.hpp": "#pragma once\n#include <string>\n",
    "include/grdp/base/codes.def": 'GRDP_CODE(1001, error, "file not found")\n',
    "include/grdp/engine/run.hpp": '#pragma once\n#include "grdp/base/text.hpp"\n',
    "include/grdp/report/table.hpp": '#pragma once\n#include "grdp/engine/run.hpp"\n',
    "src/base/text.cpp": '#include "grdp/base/text.hpp"\n// std::exp(x) in a comment is no call\n',
    "src/app/main.cpp": '#include <iostream>\n#include "grdp/report/table.hpp"\n',
    "tests/unit/base/text_test.cpp": "CHECK(code == Code{1001});\n",
    "tests/system/malformed/latin1.model": b"T\xe2n\n",
    "docs/page.md": "Cần Thơ\n",
}


class CheckerTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for name, content in LAWFUL.items():
            self.put(name, content)

    def put(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def faults(self, rule):
        return [f"{path.relative_to(self.root)}:{number}: {text}" for path, number, text in check.RULES[rule](self.root)]

    def expect(self, rule, *words):
        found = self.faults(rule)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_a_lawful_tree_has_no_fault(self):
        for rule in check.RULES:
            self.assertEqual(self.faults(rule), [], rule)

    def test_an_include_that_points_up_is_found(self):
        self.put("src/base/up.cpp", '#include "grdp/engine/run.hpp"\n')
        self.expect("layers", "src/base/up.cpp:1", "base may not see engine")

    def test_siblings_do_not_see_each_other(self):
        self.put("src/io/write.cpp", '\n#include "grdp/report/table.hpp"\n')
        self.expect("layers", "src/io/write.cpp:2", "io may not see report")

    def test_the_kernel_sees_no_streams_threads_files_or_libraries(self):
        for header in ("iostream", "fstream", "sstream", "thread", "mutex", "filesystem", "hdf5.h", "H5DSpublic.h",
                       "boost/program_options.hpp", "cstdio", "nlohmann/json.hpp", "sys/stat.h"):
            with self.subTest(header=header):
                self.put("src/stats/bad.cpp", f"#include <{header}>\n")
                self.expect("layers", "src/stats/bad.cpp:1", header)

    def test_layers_above_the_kernel_may_use_them(self):
        self.put("src/io/file.cpp", "#include <fstream>\n#include <hdf5.h>\n#include <thread>\n")
        self.assertEqual(self.faults("layers"), [])

    def test_the_kernel_calls_no_mathematics_of_the_c_library(self):
        self.put("src/stats/bad.cpp", "double f(double x) { return std::exp (x); }\n")
        self.expect("layers", "src/stats/bad.cpp:1", "std::exp")
        self.put("src/stats/bad.cpp", "double f(double x) { return std::sqrt(x) + stats::exp(x); }\n")
        self.assertEqual(self.faults("layers"), [])

    def test_a_file_outside_the_layers_is_found(self):
        self.put("src/utilities/misc.cpp", "\n")
        self.expect("layers", "src/utilities/misc.cpp", "no layer")

    def test_a_public_header_may_not_need_a_private_one(self):
        self.put("src/engine/secret.hpp", "#pragma once\n")
        self.put("include/grdp/engine/open.hpp", '#pragma once\n#include "secret.hpp"\n')
        self.expect("layers", "open.hpp:2", "not installed")

    def test_a_missing_header_is_found(self):
        self.put("src/engine/a.cpp", '#include "grdp/base/gone.hpp"\n')
        self.expect("layers", "gone.hpp")

    def test_text_must_be_utf8_in_nfc_without_byte_order_mark(self):
        self.put("docs/latin1.md", b"T\xe2n\n")
        self.expect("text", "latin1.md:1", "not UTF-8")
        (self.root / "docs/latin1.md").unlink()
        self.put("docs/mark.md", b"\xef\xbb\xbftext\n")
        self.expect("text", "mark.md:1", "byte order mark")
        (self.root / "docs/mark.md").unlink()
        self.put("docs/decomposed.md", "\nCa\u0302\u0300n Tho\u031b\n")
        self.expect("text", "decomposed.md:2", "NFC")

    def test_a_long_file_is_found(self):
        self.put("src/base/long.cpp", "\n" * 500)
        self.assertEqual(self.faults("size"), [])
        self.put("src/base/long.cpp", "\n" * 501)
        self.expect("size", "501 lines")

    def test_a_source_includes_its_own_header_first(self):
        self.put("src/base/text.cpp", '#include <vector>\n#include "grdp/base/text.hpp"\n')
        self.expect("names", "src/base/text.cpp", "header first")

    def test_a_code_without_test_or_manual_is_found(self):
        self.put("include/grdp/base/codes.def", 'GRDP_CODE(1001, error, "a")\nGRDP_CODE(1002, error, "b")\n')
        self.expect("codes", "codes.def:2", "1002 appears in no test")
        self.put("tests/system/errors.py", 'assert "E1002" in text\n')
        self.assertEqual(self.faults("codes"), [])
        self.put("docs/reference/diagnostics.md", "| E1001 | a |\n")
        self.expect("codes", "codes.def:2", "1002 (error) is not in docs")

    def test_a_number_that_happens_to_equal_a_code_is_no_test_of_it(self):
        self.put("tests/unit/base/text_test.cpp", "CHECK(seed == 1001);\n")
        self.expect("codes", "1001 appears in no test")

    def test_unfinished_work_and_vain_tests_are_found(self):
        for line in ("// TO" "DO later", "SUC" "CEED();", 'TEST_CASE("x", "[' '.]")', 'TEST_CASE("x", "[' '!mayfail]")'):
            with self.subTest(line=line):
                self.put("tests/unit/base/bad_test.cpp", line + "\n")
                self.expect("manners", "bad_test.cpp:1")

    def test_the_command_line_reports_and_fails(self):
        self.put("src/base/up.cpp", '#include "grdp/engine/run.hpp"\n')
        run = subprocess.run([sys.executable, HERE / "check.py", "layers", "--root", self.root], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        self.assertIn("src/base/up.cpp:1: base includes", run.stdout)


class HeaderTest(unittest.TestCase):
    def run_on(self, content):
        with tempfile.TemporaryDirectory() as root:
            header = Path(root) / "include/grdp/base/x.hpp"
            header.parent.mkdir(parents=True)
            header.write_text(content)
            return subprocess.run([sys.executable, HERE / "headers.py", os.environ.get("CXX", "c++"), root],
                                  capture_output=True, text=True).returncode

    def test_a_header_that_needs_another_first_is_found(self):
        self.assertEqual(self.run_on("#pragma once\nstd::string f();\n"), 1)

    def test_a_header_without_guard_is_found(self):
        self.assertEqual(self.run_on("struct S {};\n"), 1)

    def test_a_complete_header_passes(self):
        self.assertEqual(self.run_on("#pragma once\n#include <string>\nstd::string f();\n"), 0)


class IsaSymbolsTest(unittest.TestCase):
    LISTING = ("_ZN4grdp8isa_avx23addEPd T 0 10\n_ZN4grdp8isa_avx26helperIiEEvv W 0 10\n"
               "_ZSt3maxIdERKT_S2_S2_ W 0 10\n_ZN4grdp4base1fEv U\n")

    def test_a_weak_symbol_outside_the_namespaces_is_found(self):
        self.assertEqual(isa_symbols.shared_symbols(self.LISTING), ["_ZSt3maxIdERKT_S2_S2_"])


if __name__ == "__main__":
    unittest.main()
