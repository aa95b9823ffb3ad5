#include <fcntl.h>

#include <cstring>
#include <random>

#include "grdp/io/sealed_file.hpp"
#include "catch.hpp"
#include "faulty_files.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/seal.hpp"
#include "temporary_folder.hpp"

using namespace grdp;

namespace {

constexpr std::size_t kRows = 70'000;

/// Numbers in several chunks and strings in several blocks, handed over whole or in blocks.
void feed_sample(io::ArrayReceiver& receiver, bool in_blocks) {
    const auto hand_over = [&](std::string name, std::vector<std::string> dimensions, std::vector<std::size_t> shape, const std::function<io::Values(std::size_t, std::size_t)>& values) {
        io::Array array{std::move(name), std::move(dimensions), std::move(shape), {}, {{"long_name", std::string("about")}}};
        const std::size_t rows = array.shape[0];
        array.values = in_blocks ? values(0, 0) : values(0, rows);
        if (in_blocks) {
            receiver.receive({std::move(array), values});
            return;
        }
        io::LabelledArrays whole;
        whole.arrays.push_back(std::move(array));
        receiver.receive(std::move(whole));
    };
    io::LabelledArrays head;
    head.attributes.push_back({"format", std::string("sample")});
    receiver.receive(std::move(head));
    hand_over("row", {"row"}, {kRows}, [](std::size_t begin, std::size_t end) {
        std::vector<std::string> names;
        for (std::size_t i = begin; i < end; ++i) names.push_back(std::string(i % 4, 'n') + std::to_string(i));
        return names;
    });
    hand_over("column", {"column"}, {2}, [](std::size_t begin, std::size_t end) {
        std::vector<std::uint64_t> numbers;
        for (std::size_t i = begin; i < end; ++i) numbers.push_back(i);
        return numbers;
    });
    hand_over("value", {"row", "column"}, {kRows, 2}, [](std::size_t begin, std::size_t end) {
        std::vector<double> values;
        for (std::size_t i = 2 * begin; i < 2 * end; ++i) values.push_back(static_cast<double>(i) / 7);
        return values;
    });
    hand_over("flag", {"row"}, {kRows}, [](std::size_t begin, std::size_t end) {
        std::vector<std::uint8_t> flags;
        for (std::size_t i = begin; i < end; ++i) flags.push_back(static_cast<std::uint8_t>(i % 3));
        return flags;
    });
}

std::string whole_image() {
    const auto image = io::encode_hdf5_parts([](io::ArrayReceiver& receiver) { feed_sample(receiver, false); });
    REQUIRE(image);
    return io::sealed(*image);
}

Status write_sample(const std::string& path, io::FileOperations& files, io::PageSizes sizes) {
    return io::write_file_atomically(path, [&](io::FileOperations& system, int file) { return io::write_sealed(system, file, [](io::ArrayReceiver& receiver) { feed_sample(receiver, true); }, sizes); }, files);
}

constexpr io::PageSizes kFewPages{65536, 3};

}  // namespace

TEST_CASE("a sealed file that is written page by page has the bytes of the image in memory") {
    const test::TemporaryFolder folder;
    const auto whole = whole_image();
    for (const auto sizes : {io::PageSizes{}, kFewPages, io::PageSizes{4096, 2}}) {
        REQUIRE(write_sample(folder / "s.h5", io::system_files(), sizes));
        CHECK((test::bytes_of(folder / "s.h5") == whole));
        CHECK(io::unsealed(whole, "s.h5"));
    }
    CHECK(folder.entries() == 1);
}

TEST_CASE("a sealed file in pages: whatever call fails, the old file or the new one stands there, and nothing else") {
    const test::TemporaryFolder folder;
    const auto whole = whole_image();
    test::FaultyFiles counted;
    counted.plan(test::Mishap::none, 0);
    REQUIRE(write_sample(folder / "s.h5", counted, kFewPages));
    REQUIRE(counted.calls() > 50);
    int refused = 0;
    for (const int error_number : {ENOSPC, EIO, EFBIG}) {
        for (int at = 1; at <= counted.calls(); at += error_number == EIO ? 7 : 29) {
            test::FaultyFiles files;
            folder.write("s.h5", "old");
            files.plan(test::Mishap::error, at, error_number);
            const auto written = write_sample(folder / "s.h5", files, kFewPages);
            const auto held = test::bytes_of(folder / "s.h5");
            CAPTURE(at, error_number);
            REQUIRE((held == "old" || held == whole));
            if (written) REQUIRE(held == whole);
            else CHECK(written.diagnostics().items()[0].code.number == 1008);
            refused += written ? 0 : 1;
            REQUIRE(folder.entries() == 1);
        }
    }
    CHECK(refused > 50);
}

TEST_CASE("a sealed file in pages: short writes and interruptions are carried on, and a kill leaves the old file or the new one") {
    const test::TemporaryFolder folder;
    const auto whole = whole_image();
    for (const auto mishap : {test::Mishap::short_write, test::Mishap::interrupted, test::Mishap::kill_before, test::Mishap::kill_amid, test::Mishap::kill_after}) {
        const bool killed = mishap != test::Mishap::short_write && mishap != test::Mishap::interrupted;
        for (int at = 3; at < 60; at += 5) {
            test::FaultyFiles files;
            folder.write("s.h5", "old");
            files.plan(mishap, at);
            const bool written = static_cast<bool>(write_sample(folder / "s.h5", files, kFewPages));
            CAPTURE(at);
            CHECK(written != killed);
            CHECK((test::bytes_of(folder / "s.h5") == (killed ? "old" : whole)));
            for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
                if (entry.path().filename() != "s.h5") std::filesystem::remove(entry.path());
            }
        }
    }
}

TEST_CASE("a feed that cannot go on ends with its own reason and without a file") {
    const test::TemporaryFolder folder;
    folder.write("s.h5", "old");
    const auto written = io::write_file_atomically(folder / "s.h5", [](io::FileOperations& system, int file) {
        return io::write_sealed(system, file, [](io::ArrayReceiver& receiver) {
            io::ArrayInBlocks array{{"row", {"row"}, {kRows}, std::vector<double>(), {}}, {}};
            array.block = [](std::size_t begin, std::size_t) -> io::Values {
                Diagnostics diagnostics;
                diagnostics.add({.code = Code{5013}, .where = {}, .message = "lost at " + std::to_string(begin), .expected = {}, .hint = {}});
                throw io::FeedRefused{diagnostics};
            };
            receiver.receive(array);
        });
    });
    REQUIRE_FALSE(written);
    CHECK(written.diagnostics().items()[0].message == "lost at 0");
    CHECK(test::bytes_of(folder / "s.h5") == "old");
    CHECK(folder.entries() == 1);
}

TEST_CASE("a paged file reads what was written, whatever stands in memory, and after the first refusal too") {
    const test::TemporaryFolder folder;
    std::mt19937 luck(20230105);
    for (const int refused_at : {0, 40, 60, 90}) {
        const auto path = folder.write("p", "");
        test::FaultyFiles files;
        const io::OpenFile file(files, files.open(path, O_RDWR, 0));
        io::PagedFile paged(files, file.number(), 64, 4);
        files.plan(refused_at == 0 ? test::Mishap::none : test::Mishap::error, refused_at, ENOSPC);
        std::string expected;
        for (int step = 0; step < 400; ++step) {
            const std::size_t place = luck() % 2000, size = 1 + luck() % 150;
            if (luck() % 2 == 0) {
                const std::string bytes(size, static_cast<char>('a' + luck() % 26));
                if (expected.size() < place + size) expected.resize(place + size);
                const bool there = paged.write(place, bytes.data(), size);
                if (!there) break;  // a page could not be read back
                expected.replace(place, size, bytes);
            } else {
                std::string bytes(size, '?');
                if (!paged.read(place, bytes.data(), size)) break;
                std::string wanted = place < expected.size() ? expected.substr(place, size) : std::string();
                wanted.resize(size);
                REQUIRE(bytes == wanted);
            }
        }
        paged.write_out();
        CHECK(paged.error() == (refused_at == 0 ? 0 : ENOSPC));
        if (refused_at == 0) CHECK(test::bytes_of(path) == expected);
    }
}
