#include "grdp/io/atomic_file.hpp"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <functional>

#include "catch.hpp"
#include "fault_injection.hpp"
#include "temporary_folder.hpp"

using namespace grdp;
using test::Fault;
namespace fs = std::filesystem;

namespace {

const std::string kOld = "the old result";
const std::string kNew(200'000, 'n');

/// Runs in a process of its own; the exit status.
int in_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::uint16_t code_of(const Status& status) {
    return status ? std::uint16_t{0} : status.diagnostics().items().at(0).code.number;
}

Status write_with(Fault fault, int at_call, int error_number, const std::string& path) {
    test::fault_plan() = {fault, at_call, error_number, 0};
    auto status = io::write_file_atomically(path, kNew);
    test::fault_plan().fault = Fault::none;
    return status;
}

}  // namespace

TEST_CASE("a file is written, replaced and keeps its permissions") {
    const test::TemporaryFolder folder;
    const auto path = folder / "run.h5";
    REQUIRE(io::write_file_atomically(path, kOld));
    CHECK(test::bytes_of(path) == kOld);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    REQUIRE(io::write_file_atomically(path, kNew));
    CHECK(test::bytes_of(path) == kNew);
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
    CHECK(io::write_file_atomically(path, ""));
    CHECK(fs::file_size(path) == 0);
    CHECK(folder.entries() == 1);
}

TEST_CASE("a new file gets the permissions the user's mask leaves") {
    const test::TemporaryFolder folder;
    const mode_t mask = ::umask(027);
    const auto status = io::write_file_atomically(folder / "x", "x");
    ::umask(mask);
    REQUIRE(status);
    CHECK(fs::status(folder / "x").permissions() == static_cast<fs::perms>(0640));
}

TEST_CASE("anything but a regular file is never replaced") {
    const test::TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    fs::create_directory(folder.path() / "folder");
    fs::create_symlink("nowhere", folder.path() / "dangling");
    for (const auto& path : {std::string("/dev/null"), folder / "pipe", folder / "folder", folder / "dangling", std::string()}) {
        CAPTURE(path);
        CHECK(code_of(io::write_file_atomically(path, kNew)) == 1002);
        CHECK(code_of(io::check_writable(path)) == 1002);
    }
    CHECK(folder.entries() == 3);
}

TEST_CASE("a symbolic link stays a link and its file is replaced") {
    const test::TemporaryFolder folder;
    folder.write("real/run.h5", kOld);
    fs::create_symlink("real/run.h5", folder.path() / "link");
    REQUIRE(io::write_file_atomically(folder / "link", kNew));
    CHECK(fs::is_symlink(folder.path() / "link"));
    CHECK(test::bytes_of(folder / "real/run.h5") == kNew);
}

TEST_CASE("a missing folder is an error with a hint") {
    const test::TemporaryFolder folder;
    const auto status = io::write_file_atomically(folder / "no/run.h5", kNew);
    REQUIRE(code_of(status) == 1008);
    CHECK(status.diagnostics().items()[0].hint == "create the folder first");
    CHECK(code_of(io::write_file_atomically(folder / (std::string(300, 'x')), kNew)) == 1008);
}

TEST_CASE("a read-only folder or file is respected and the old file stays") {
    const test::TemporaryFolder folder;
    folder.write("run.h5", kOld);
    fs::permissions(folder.path(), fs::perms::all);
    const auto attempt = [&] {
        return in_child([&] {
            if (::geteuid() == 0 && ::setuid(65534) != 0) return 100;
            return code_of(io::write_file_atomically(folder / "run.h5", kNew)) == 1008 ? 1 : 0;
        });
    };
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    fs::permissions(folder / "run.h5", fs::perms::all);
    CHECK(attempt() == 1);
    fs::permissions(folder.path(), fs::perms::all);
    fs::permissions(folder / "run.h5", fs::perms::owner_read | fs::perms::others_read);
    CHECK(attempt() == 1);
    CHECK(test::bytes_of(folder / "run.h5") == kOld);
    CHECK(folder.entries() == 1);
}

TEST_CASE("whatever call fails, the old file is untouched and nothing else is left") {
    const test::TemporaryFolder folder;
    const auto path = folder.write("run.h5", kOld);
    // Calls in order: write, fsync of the file, rename, fsync of the folder.
    for (const int error_number : {ENOSPC, EIO, EDQUOT, EFBIG, EROFS}) {
        for (int call = 1; call <= 3; ++call) {
            CAPTURE(error_number, call);
            CHECK(code_of(write_with(Fault::error, call, error_number, path)) == 1008);
            CHECK(test::bytes_of(path) == kOld);
            CHECK(folder.entries() == 1);
        }
    }
    const auto late = write_with(Fault::error, 4, EIO, path);
    REQUIRE(code_of(late) == 1008);
    CHECK(late.diagnostics().items()[0].message.find("the new file is in place") == 0);
    CHECK(test::bytes_of(path) == kNew);
    CHECK(folder.entries() == 1);
}

TEST_CASE("of several files none appears where one cannot be written") {
    const test::TemporaryFolder folder;
    const auto first = folder.write("first", kOld);
    const auto last = folder / "last";
    // Calls in order: write and fsync of the one, of the other, then both renames.
    for (int call = 1; call <= 5; ++call) {
        CAPTURE(call);
        test::fault_plan() = {Fault::error, call, ENOSPC, 0};
        const auto status = io::write_files_atomically({{first, kNew}, {last, kNew}});
        test::fault_plan().fault = Fault::none;
        CHECK(code_of(status) == 1008);
        CHECK(test::bytes_of(first) == kOld);
        CHECK(folder.entries() == 1);
    }
    REQUIRE(io::write_files_atomically({{first, kNew}, {last, kOld}}));
    CHECK(test::bytes_of(first) == kNew);
    CHECK(test::bytes_of(last) == kOld);
    CHECK(folder.entries() == 2);
}

TEST_CASE("short writes and interruptions are carried on") {
    for (int call = 1; call <= 4; ++call) {
        for (const Fault fault : {Fault::half, Fault::interrupted}) {
            if (fault == Fault::interrupted && call == 3) continue;  // rename is never interrupted
            CAPTURE(call);
            const test::TemporaryFolder folder;
            CHECK(write_with(fault, call, 0, folder / "run.h5"));
            CHECK(test::bytes_of(folder / "run.h5") == kNew);
        }
    }
}

TEST_CASE("killed before or after any call, the file is wholly old or wholly new") {
    for (const Fault fault : {Fault::kill_before, Fault::kill_after}) {
        for (int call = 1; call <= 5; ++call) {
            CAPTURE(call);
            const test::TemporaryFolder folder;
            const auto path = folder.write("run.h5", kOld);
            const int status = in_child([&] { return write_with(fault, call, 0, path) ? 0 : 1; });
            CHECK(status == (call <= 4 ? 99 : 0));
            const bool renamed = call > 3 || (call == 3 && fault == Fault::kill_after);
            CHECK(test::bytes_of(path) == (renamed ? kNew : kOld));
        }
    }
}

TEST_CASE("a limit on file sizes ends in an error, not in a signal") {
    const test::TemporaryFolder folder;
    const auto path = folder.write("run.h5", kOld);
    const int status = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{65536, 65536};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        return code_of(io::write_file_atomically(path, kNew)) == 1008 ? 1 : 0;
    });
    CHECK(status == 1);
    CHECK(test::bytes_of(path) == kOld);
    CHECK(folder.entries() == 1);
}

TEST_CASE("a full disk ends in an error that says so") {
    const test::TemporaryFolder folder;
    const int status = in_child([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return 100;
        if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) return 100;
        const auto path = folder.write("run.h5", kOld);
        const auto full = io::write_file_atomically(path, kNew);
        if (code_of(full) != 1008) return 1;
        if (full.diagnostics().items()[0].message != "the file cannot be written: No space left on device") return 2;
        return test::bytes_of(path) == kOld && folder.entries() == 1 ? 0 : 3;
    });
    if (status == 100) {
        WARN("skipped: mounting a small file system needs root");
        return;
    }
    CHECK(status == 0);
}
