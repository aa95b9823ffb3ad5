#include "grdp/io/journal.hpp"

#include <fcntl.h>
#include <sys/wait.h>

#include <functional>
#include <random>
#include <set>

#include "catch.hpp"
#include "faulty_files.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/crc32c.hpp"
#include "temporary_folder.hpp"

using namespace grdp;
using test::FaultyFiles;
using test::Mishap;
namespace fs = std::filesystem;

namespace {

const std::string kHeader = "header of a test";
const std::vector<std::string> kAll{"one", std::string(5000, '2'), "three", "", "five", std::string(300, '6'), "seven"};

std::uint16_t first_code(const Diagnostics& diagnostics) { return diagnostics.empty() ? std::uint16_t{0} : diagnostics.items()[0].code.number; }

io::RecordVisitor into(std::vector<std::string>& contents) {
    return [&contents](io::RecordKind, std::string_view content, std::uint64_t) {
        contents.emplace_back(content);
        return true;
    };
}

/// What a program does with a journal: go on where it stopped, two records at a time, then write the result and drop the journal.
/// Returns false if the files refused; `announced` has what was durable when the caller was told so.
bool work(const test::TemporaryFolder& folder, io::FileOperations& files, std::set<std::string>& announced) {
    const auto path = folder / "x.journal";
    std::vector<std::string> held;
    auto journal = io::Journal::open(path, kHeader, into(held), files);
    if (!journal) return false;
    for (std::size_t i = held.size(); i < kAll.size(); i += 2) {
        const std::vector<std::string> group(kAll.begin() + static_cast<std::ptrdiff_t>(i), kAll.begin() + static_cast<std::ptrdiff_t>(std::min(i + 2, kAll.size())));
        if (!journal->append(group)) return false;
        announced.insert(group.begin(), group.end());
    }
    std::vector<std::string> all;
    if (!journal->read(into(all))) return false;
    std::string result;
    for (const auto& one : all) result += one + "|";
    return io::write_file_atomically(folder / "x", result, files) && journal->remove();
}

std::string expected_result() {
    std::string result;
    for (const auto& one : kAll) result += one + "|";
    return result;
}

/// The journal still holds what was announced, or the result does.
bool nothing_lost(const test::TemporaryFolder& folder, const std::set<std::string>& announced) {
    if (fs::exists(folder / "x")) return test::bytes_of(folder / "x") == expected_result();
    if (announced.empty()) return true;
    std::vector<std::string> held;
    if (!io::read_journal(folder / "x.journal", into(held))) return false;
    return std::all_of(announced.begin(), announced.end(), [&](const std::string& one) { return std::find(held.begin(), held.end(), one) != held.end(); });
}

int calls_of_a_whole_run() {
    const test::TemporaryFolder folder;
    FaultyFiles files;
    files.plan(Mishap::none, 0);
    std::set<std::string> announced;
    return work(folder, files, announced) ? files.calls() : 0;
}

std::string journal_bytes() {
    const test::TemporaryFolder folder;
    auto journal = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
    for (const auto& one : kAll) static_cast<void>(journal->append({one}));
    return test::bytes_of(folder / "j");
}

}  // namespace

TEST_CASE("crc32c gives the published check values") {
    CHECK(io::crc32c("123456789") == 0xE3069283u);
    CHECK(io::crc32c("") == 0u);
    CHECK(io::crc32c(std::string(32, '\0')) == 0x8A9136AAu);
    CHECK(io::crc32c("6789", io::crc32c("12345")) == 0xE3069283u);
}

TEST_CASE("a journal gives back what was appended, in order") {
    const test::TemporaryFolder folder;
    {
        auto journal = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
        REQUIRE(journal);
        REQUIRE(journal->append({kAll[0], kAll[1]}));
        REQUIRE(journal->append({kAll[2], kAll[3], kAll[4]}));
    }
    std::vector<std::string> held;
    auto again = io::Journal::open(folder / "j", kHeader, into(held));
    REQUIRE(again);
    CHECK(again.diagnostics().empty());
    CHECK(held == std::vector<std::string>(kAll.begin(), kAll.begin() + 5));
    REQUIRE(again->remove());
    CHECK(folder.entries() == 0);
}

TEST_CASE("killed before, amid or after any call, and again while it resumes, a journal loses nothing announced") {
    const int calls = calls_of_a_whole_run();
    REQUIRE(calls > 15);
    int killed_again = 0;
    for (const auto first : {Mishap::kill_before, Mishap::kill_amid, Mishap::kill_after}) {
        for (int at = 1; at <= calls; ++at) {
            for (int second = 0; second <= calls; ++second) {
                const test::TemporaryFolder folder;
                FaultyFiles files;
                std::set<std::string> announced;
                files.plan(first, at);
                REQUIRE_FALSE((work(folder, files, announced) && files.dead()));
                REQUIRE(nothing_lost(folder, announced));
                if (second > 0) {
                    files.plan(second % 2 == 0 ? Mishap::kill_amid : Mishap::kill_before, second);
                    static_cast<void>(work(folder, files, announced));
                    killed_again += files.dead() ? 1 : 0;
                    REQUIRE(nothing_lost(folder, announced));
                }
                files.plan(Mishap::none, 0);
                CAPTURE(at, second);
                REQUIRE(work(folder, files, announced));
                REQUIRE(test::bytes_of(folder / "x") == expected_result());
                REQUIRE_FALSE(fs::exists(folder / "x.journal"));
                if (second > 0 && !files.dead() && at > 3 && second > 6) second += 4;  // later ones repeat the same writes
            }
        }
    }
    CHECK(killed_again > 200);
}

TEST_CASE("a full disk, a size limit or an error at any call is reported, loses nothing and can be resumed") {
    const int calls = calls_of_a_whole_run();
    for (const int error_number : {ENOSPC, EFBIG, EIO, EDQUOT, EROFS}) {
        for (int at = 1; at <= calls; ++at) {
            const test::TemporaryFolder folder;
            FaultyFiles files;
            std::set<std::string> announced;
            files.plan(Mishap::error, at, error_number);
            CAPTURE(error_number, at);
            CHECK_FALSE(work(folder, files, announced));
            CHECK(nothing_lost(folder, announced));
            files.plan(Mishap::none, 0);
            CHECK(work(folder, files, announced));
            CHECK(test::bytes_of(folder / "x") == expected_result());
        }
    }
}

TEST_CASE("short writes and interruptions of a journal are carried on") {
    const int calls = calls_of_a_whole_run();
    for (const auto mishap : {Mishap::short_write, Mishap::interrupted}) {
        for (int at = 1; at <= calls; ++at) {
            const test::TemporaryFolder folder;
            FaultyFiles files;
            std::set<std::string> announced;
            files.plan(mishap, at);
            static_cast<void>(work(folder, files, announced));
            CHECK(nothing_lost(folder, announced));
            files.plan(Mishap::none, 0);
            CHECK((fs::exists(folder / "x") || work(folder, files, announced)));
            CHECK(test::bytes_of(folder / "x") == expected_result());
        }
    }
}

TEST_CASE("a second writer is refused and told who the first is") {
    const test::TemporaryFolder folder;
    auto first = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
    REQUIRE(first);
    const auto second = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
    REQUIRE_FALSE(second);
    CHECK(first_code(second.diagnostics()) == 5011);  // E5011
    CHECK(second.diagnostics().items()[0].message.find("process " + std::to_string(::getpid()) + " on ") == 0);
}

TEST_CASE("the lock of a dead writer stops nobody") {
    const test::TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        auto journal = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
        ::_exit(journal && journal->append({"kept"}) ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    std::vector<std::string> held;
    CHECK(io::Journal::open(folder / "j", kHeader, into(held)));
    CHECK(held == std::vector<std::string>{"kept"});
}

TEST_CASE("a journal of another sweep is refused and left alone") {
    const test::TemporaryFolder folder;
    REQUIRE(io::Journal::open(folder / "j", "another", [](auto...) { return true; }));
    const auto before = test::bytes_of(folder / "j");
    const auto refused = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
    CHECK(first_code(refused.diagnostics()) == 5012);  // E5012
    CHECK(test::bytes_of(folder / "j") == before);
}

TEST_CASE("a file that is no journal is never overwritten") {
    const test::TemporaryFolder folder;
    folder.write("j", "my notes");
    CHECK(first_code(io::Journal::open(folder / "j", kHeader, [](auto...) { return true; }).diagnostics()) == 5015);  // E5015
    CHECK(test::bytes_of(folder / "j") == "my notes");
    fs::create_symlink("j", folder.path() / "link");
    CHECK_FALSE(io::Journal::open(folder / "link", kHeader, [](auto...) { return true; }));
    CHECK_FALSE(io::Journal::open(folder.path().string(), kHeader, [](auto...) { return true; }));
    CHECK_FALSE(io::Journal::open("/dev/null", kHeader, [](auto...) { return true; }));
    CHECK(first_code(io::check_journal(folder / "j").diagnostics()) == 5015);
}

TEST_CASE("an unfinished end is cut off with a warning, at whatever byte it ends") {
    const std::string whole = journal_bytes();
    for (std::size_t size = 0; size < whole.size(); size += size < 400 || size + 400 > whole.size() ? std::size_t{1} : std::size_t{97}) {
        const test::TemporaryFolder folder;
        folder.write("j", whole.substr(0, size));
        std::vector<std::string> held;
        const auto journal = io::Journal::open(folder / "j", kHeader, into(held));
        CAPTURE(size);
        REQUIRE(journal);
        REQUIRE(held.size() <= kAll.size());
        REQUIRE(std::equal(held.begin(), held.end(), kAll.begin()));
        if (!journal.diagnostics().empty()) REQUIRE(first_code(journal.diagnostics()) == 5014);  // W5014
    }
}

TEST_CASE("an announced record that is damaged on the disk is refused, the last one too, never taken for an unfinished one") {
    const std::string whole = journal_bytes();
    for (const std::string& one : kAll) {
        if (one.empty()) continue;
        std::string bytes = whole;
        bytes[bytes.rfind(one) + one.size() - 1] ^= 4;
        const test::TemporaryFolder folder;
        folder.write("j", bytes);
        CAPTURE(one.substr(0, 9));
        CHECK(first_code(io::Journal::open(folder / "j", kHeader, [](auto...) { return true; }).diagnostics()) == 5013);  // E5013
        CHECK(test::bytes_of(folder / "j") == bytes);
        const auto repaired = io::repair_journal(folder / "j", folder / "new");
        REQUIRE(repaired);
        CHECK(repaired->contents == kAll.size() - 1);
    }
}

TEST_CASE("a record that was written but never announced is cut off as unfinished when it is bad") {
    constexpr std::size_t kMark = io::kRecordHead;
    std::string bytes = journal_bytes();
    bytes.resize(bytes.size() - kMark);
    bytes.back() ^= 4;
    const test::TemporaryFolder folder;
    folder.write("j", bytes);
    std::vector<std::string> held;
    const auto journal = io::Journal::open(folder / "j", kHeader, into(held));
    REQUIRE(journal);
    CHECK(first_code(journal.diagnostics()) == 5014);  // W5014
    CHECK(held == std::vector<std::string>(kAll.begin(), kAll.end() - 1));
}

TEST_CASE("a mark that never reached the disk loses nothing and stops nobody") {
    const std::string whole = journal_bytes(), mark = io::journal_record(io::RecordKind::mark, {});
    std::size_t marks = 0;
    for (std::size_t at = whole.find(mark); at != std::string::npos; at = whole.find(mark, at + 1), ++marks) {
        std::string bytes = whole;
        bytes.replace(at, mark.size(), mark.size(), '\0');
        const test::TemporaryFolder folder;
        folder.write("j", bytes);
        std::vector<std::string> held;
        CAPTURE(at);
        CHECK(io::Journal::open(folder / "j", kHeader, into(held)));
        CHECK(held == kAll);
    }
    CHECK(marks == kAll.size() + 1);
}

TEST_CASE("damage before sound records is named, and repair keeps the rest in a new file") {
    std::string bytes = journal_bytes();
    const auto place = bytes.find("2222");
    bytes[place + 100] = 'x';
    const test::TemporaryFolder folder;
    folder.write("j", bytes);
    const auto refused = io::Journal::open(folder / "j", kHeader, [](auto...) { return true; });
    REQUIRE(first_code(refused.diagnostics()) == 5013);  // E5013
    CHECK(refused.diagnostics().items()[0].hint.find("store repair") != std::string::npos);
    const auto report = io::repair_journal(folder / "j", folder / "new");
    REQUIRE(report);
    CHECK(report->contents == kAll.size() - 1);
    CHECK(report->state.damaged.size() == 1);
    CHECK(test::bytes_of(folder / "j") == bytes);
    std::vector<std::string> held;
    REQUIRE(io::Journal::open(folder / "new", kHeader, into(held)));
    CHECK(held == std::vector<std::string>{kAll[0], kAll[2], kAll[3], kAll[4], kAll[5], kAll[6]});
    CHECK(first_code(io::repair_journal(folder / "j", folder / "new").diagnostics()) == 6010);
}

TEST_CASE("random damage to a journal never gives a record that was not written") {
    const std::string whole = journal_bytes();
    const std::set<std::string> written(kAll.begin(), kAll.end());
    std::mt19937 luck(20230101);
    int refused = 0;
    for (int i = 0; i < 1500; ++i) {
        std::string bytes = whole;
        const auto any = [&] { return luck() % bytes.size(); };
        for (unsigned k = 0; k <= luck() % 4; ++k) bytes[any()] = static_cast<char>(luck());
        if (i % 3 == 1) bytes.erase(any());
        if (i % 3 == 2) bytes.insert(any(), bytes.substr(any(), 200));
        const test::TemporaryFolder folder;
        folder.write("j", bytes);
        std::vector<std::string> held;
        const bool opened = static_cast<bool>(io::Journal::open(folder / "j", kHeader, into(held)));
        refused += opened ? 0 : 1;
        for (const auto& one : held) REQUIRE(written.contains(one));
        static_cast<void>(io::repair_journal(folder / "j", folder / "new"));
    }
    CHECK(refused > 100);
}

TEST_CASE("a journal of lying sizes is read in linear time") {
    std::string bytes;
    while (bytes.size() < (std::size_t{1} << 21)) bytes += std::string("GRDJ\x00\x00\x10\x00\x03\x00\x00\x00xxxx", 16);
    const test::TemporaryFolder folder;
    folder.write("j", bytes);
    CHECK_FALSE(io::check_journal(folder / "j"));
}
