#include "grdp/io/file_loader.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "catch.hpp"
#include "grdp/io/file_bytes.hpp"
#include "temporary_folder.hpp"

using namespace grdp;
namespace fs = std::filesystem;

namespace {

/// Works inside a folder and goes back.
struct Inside {
    explicit Inside(const fs::path& folder) : before(fs::current_path()) { fs::current_path(folder); }
    ~Inside() { fs::current_path(before); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    fs::path before;
};

struct Project : test::TemporaryFolder {
    Project() {
        write("outside.csv", "secret\n");
        write("project/models/four.model", "model four\n");
        write("project/scenarios/can-tho/base.scenario", "scenario base\n");
        write("project/scenarios/can-tho/data/can_tho.csv", "period,x\n");
    }
    std::string scenario = *this / "project/scenarios/can-tho/base.scenario";
};

Diagnostic error_of(const Result<SourceText>& text) {
    REQUIRE_FALSE(text);
    return text.diagnostics().items().at(0);
}

}  // namespace

TEST_CASE("paths in a file are relative to that file and shown as the user can open them") {
    const Project project;
    const Inside inside(project.path() / "project/scenarios");
    io::FileLoader loader;
    const auto first = loader.load("can-tho/base.scenario", "");
    REQUIRE(first);
    CHECK(first->path == "can-tho/base.scenario");
    CHECK(first->text == "scenario base\n");
    CHECK(loader.load("data/can_tho.csv", first->path)->path == "can-tho/data/can_tho.csv");
    const auto model = loader.load("../../models/four.model", first->path);
    REQUIRE(model);
    CHECK(model->path == "../models/four.model");
    CHECK(fs::exists(model->path));
}

TEST_CASE("extends by a bare name finds the scenario beside the naming file") {
    const Project project;
    project.write("project/scenarios/can-tho/high.scenario", "scenario high extends base\n");
    fs::create_directory(project.path() / "project/scenarios/can-tho/base");  // a folder of that name is no hindrance
    io::FileLoader loader;
    const auto high = loader.load(project / "project/scenarios/can-tho/high.scenario", "");
    REQUIRE(high);
    CHECK(loader.load("base", high->path)->path == project.scenario);
}

TEST_CASE("the path from the root does not depend on the current directory") {
    const Project project;
    const auto named = [&](const char* folder, const char* scenario) {
        const Inside inside(project.path() / folder);
        io::FileLoader loader;
        const auto first = loader.load(scenario, "");
        std::vector<model::InputFile> inputs{{"scenario", first->path, {}, {}},
                                             {"model", loader.load("../../models/four.model", first->path)->path, {}, {}},
                                             {"override", "--set", {}, {}}};
        loader.name_from_root(inputs);
        return inputs[0].path + " " + inputs[1].path + " " + inputs[2].path;
    };
    const std::string expected = "scenarios/can-tho/base.scenario models/four.model --set";
    CHECK(named(".", "project/scenarios/can-tho/base.scenario") == expected);
    CHECK(named("project/scenarios/can-tho", "base.scenario") == expected);
    CHECK(named("project/models", "../scenarios/can-tho/base.scenario") == expected);
}

TEST_CASE("a path that leaves the scenario's root is refused") {
    const Project project;
    io::FileLoader loader;
    REQUIRE(loader.load(project.scenario, ""));
    for (const std::string path : {"/etc/passwd", "../../../outside.csv", "../../../nothing-there", "../../../../../../etc/passwd"}) {
        CAPTURE(path);
        CHECK(error_of(loader.load(path, project.scenario)).code == Code{1005});
    }
    SECTION("also through a symbolic link to a file") {
        fs::create_symlink(project.path() / "outside.csv", project.path() / "project/scenarios/can-tho/link.csv");
        CHECK(error_of(loader.load("link.csv", project.scenario)).code == Code{1005});
    }
    SECTION("also through a symbolic link to a folder") {
        fs::create_directory_symlink(project.path(), project.path() / "project/scenarios/can-tho/up");
        CHECK(error_of(loader.load("up/outside.csv", project.scenario)).code == Code{1005});
    }
    SECTION("a link that stays inside is followed") {
        fs::create_symlink(project.path() / "project/models/four.model", project.path() / "project/scenarios/can-tho/m.model");
        CHECK(loader.load("m.model", project.scenario));
    }
    SECTION("a folder whose name merely begins like the root's is outside") {
        project.write("project-2/x.csv", "x\n");
        CHECK(error_of(loader.load("../../../project-2/x.csv", project.scenario)).code == Code{1005});
    }
}

TEST_CASE("without a models folder the scenario's own folder is the root") {
    const test::TemporaryFolder folder;
    folder.write("a/x.scenario", "scenario x\n");
    folder.write("b.csv", "x\n");
    io::FileLoader loader;
    REQUIRE(loader.load(folder / "a/x.scenario", ""));
    CHECK(error_of(loader.load("../b.csv", folder / "a/x.scenario")).code == Code{1005});
}

TEST_CASE("a missing file is named, with the nearest name beside it") {
    const Project project;
    io::FileLoader loader;
    REQUIRE(loader.load(project.scenario, ""));
    const auto missing = error_of(loader.load("data/cantho.csv", project.scenario));
    CHECK(missing.code == Code{1001});
    CHECK(missing.file == project / "project/scenarios/can-tho/data/cantho.csv");
    CHECK(missing.hint == "did you mean \"" + (project / "project/scenarios/can-tho/data/can_tho.csv") + "\"?");
    CHECK(error_of(loader.load("", project.scenario)).code == Code{1001});
    CHECK(error_of(loader.load(std::string("a\0b", 3), project.scenario)).code == Code{1001});
    CHECK(error_of(loader.load("base.scenario/x", project.scenario)).code == Code{1001});
    CHECK(error_of(loader.load(std::string(5000, 'a'), project.scenario)).code == Code{1001});
}

TEST_CASE("a device, pipe, socket or folder ends at once in an error") {
    const test::TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (folder / "socket").copy(address.sun_path, sizeof(address.sun_path) - 1);
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    for (const auto& path : {std::string("/dev/zero"), std::string("/dev/full"), folder / "pipe", folder / "socket", folder.path().string()}) {
        CAPTURE(path);
        CHECK(io::read_regular_file(path, io::kTextFileLimit).diagnostics().items().at(0).code == Code{1002});
        io::FileLoader loader;
        CHECK(error_of(loader.load(path, "")).code == Code{1002});
    }
    ::close(socket);
}

TEST_CASE("a file is read up to the limit and refused one byte above") {
    const test::TemporaryFolder folder;
    const auto path = folder.write("x", std::string(100, 'x'));
    CHECK(io::read_regular_file(path, 100)->size() == 100);
    CHECK(io::read_regular_file(path, 99).diagnostics().items().at(0).code == Code{1003});
    fs::resize_file(path, (std::uintmax_t{1} << 40));  // a hole of a tebibyte must not be read to know its size
    CHECK(io::read_regular_file(path, io::kTextFileLimit).diagnostics().items().at(0).code == Code{1003});
    CHECK_FALSE(io::read_regular_file("/proc/self/maps", io::kTextFileLimit)->empty());  // says its size is 0
    CHECK(io::read_regular_file("/proc/self/maps", 10).diagnostics().items().at(0).code == Code{1003});
}
