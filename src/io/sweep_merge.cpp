#include "grdp/io/sweep_merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "grdp/analysis/sweep_shard.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::io {
namespace {

constexpr std::size_t kListedRanges = 8;

Diagnostic merge_fault(std::uint16_t code, const std::string& path, std::string message, std::string expected, std::string hint) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = std::move(expected), .hint = std::move(hint), .notes = {}, .file = path};
}

/// The first input that is not the same in both.
std::string differing_input_of(const std::vector<model::InputFile>& first, const std::vector<model::InputFile>& second) {
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i >= first.size() || i >= second.size()) return fmt::format("{} is read by one of them only", (i < first.size() ? first : second)[i].path);
        if (first[i].path != second[i].path) return fmt::format("one reads {}, the other {}", first[i].path, second[i].path);
        if (first[i].sha256 != second[i].sha256) return fmt::format("the text of {} differs", first[i].path);
    }
    return {};
}

}  // namespace

std::string differing_sweep(const StoredPart& first, const StoredPart& second) {
    const auto& a = first.sweep;
    const auto& b = second.sweep;
    const auto& of_a = a.result.settings;
    const auto& of_b = b.result.settings;
    if (a.program != b.program) return fmt::format("program {}, not {}", b.program, a.program);
    if (a.numerics_version != b.numerics_version) return fmt::format("version {} of the numerical contract, not {}", b.numerics_version, a.numerics_version);
    if (a.generator != b.generator) return fmt::format("random numbers of {}, not of {}", b.generator, a.generator);
    if (of_a.sampling.seed != of_b.sampling.seed) return fmt::format("seed {}, not {}", of_b.sampling.seed, of_a.sampling.seed);
    if (of_a.sampling.draws != of_b.sampling.draws) return fmt::format("{} paths, not {}", of_b.sampling.draws, of_a.sampling.draws);
    if (a.result.scenario != b.result.scenario) return fmt::format("scenario {}, not {}", b.result.scenario, a.result.scenario);
    if (auto input = differing_input_of(a.inputs, b.inputs); !input.empty()) return input;
    if (first.scenarios != second.scenarios) return fmt::format("a design of {} scenarios, not {}", second.scenarios, first.scenarios);
    if (a.content != b.content) return "another design, or other settings";
    if (a.command != b.command) return fmt::format("the command {}, not {}", b.command, a.command);
    if (first.shards != second.shards) return fmt::format("shards of {}, not of {}", second.shards, first.shards);
    return {};
}

std::vector<std::uint32_t> missing_shards(const StoredPart& part) {
    std::vector<std::uint32_t> missing;
    auto held = part.held.begin();
    for (std::uint32_t number = 1; number <= part.shards; ++number) {
        if (held != part.held.end() && *held == number) ++held;
        else missing.push_back(number);
    }
    return missing;
}

Status check_complete(const StoredPart& part) {
    const auto missing = missing_shards(part);
    if (missing.empty()) return Done{};
    return merge_fault(5018, {}, fmt::format("{} of {} shards are missing: {}", missing.size(), part.shards, shard_list(missing)), fmt::format("all {} shards", part.shards),
                       "compute them with --shard, name their files too, or join what is there with --partial");
}

std::string shard_list(const std::vector<std::uint32_t>& shards) {
    std::string text;
    std::size_t ranges = 0;
    for (std::size_t begin = 0; begin < shards.size();) {
        std::size_t end = begin + 1;
        while (end < shards.size() && shards[end] == shards[end - 1] + 1) ++end;
        if (ranges++ == kListedRanges) return text + fmt::format(" and {} more", shards.size() - begin);
        if (end - begin == 2) end = begin + 1;
        text += fmt::format("{}{}", text.empty() ? "" : ", ", shards[begin]);
        if (end - begin > 1) text += fmt::format("..{}", shards[end - 1]);
        begin = end;
    }
    return text;
}

Status PartMerger::add(StoredPart part, const std::string& path) {
    if (first_path_.empty()) {
        first_path_ = path;
        for (const auto number : part.held) holders_.emplace_back(number, path);
        merged_ = std::move(part);
        return Done{};
    }
    if (const auto difference = differing_sweep(merged_, part); !difference.empty())
        return merge_fault(5016, path, fmt::format("this part belongs to another sweep than {}: {}", first_path_, difference), "parts of one sweep, of the same program",
                           "leave it out, or compute its shards again with the command of the others");
    for (const auto number : part.held) {
        const auto same = std::lower_bound(holders_.begin(), holders_.end(), std::pair(number, std::string()));
        if (same == holders_.end() || same->first != number) continue;
        return merge_fault(5017, path, fmt::format("shard {} of {} is in {} already", number, part.shards, same->second), "each shard once", "leave one of the two files out");
    }
    for (const auto number : part.held) holders_.emplace_back(number, path);
    std::sort(holders_.begin(), holders_.end());
    auto& into = merged_.sweep.result;
    auto& from = part.sweep.result;
    const std::size_t axes = into.axes.size();
    const std::size_t named = std::min(into.ids.size(), from.ids.size());
    for (const auto number : part.held) {
        for (const auto row : analysis::rows_of({number, part.shards}, named)) {
            const auto place = static_cast<std::size_t>(row);
            into.ids[place] = std::move(from.ids[place]);
            std::copy_n(from.points.begin() + static_cast<std::ptrdiff_t>(place * axes), axes, into.points.begin() + static_cast<std::ptrdiff_t>(place * axes));
        }
    }
    std::move(from.rows.begin(), from.rows.end(), std::back_inserter(into.rows));
    return Done{};
}

StoredPart PartMerger::part() && {
    GRDP_EXPECTS(!first_path_.empty());
    merged_.held.clear();
    for (const auto& [number, path] : holders_) merged_.held.push_back(number);
    auto& rows = merged_.sweep.result.rows;
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    return std::move(merged_);
}

Result<StoredSweep> PartMerger::whole() && {
    auto part = std::move(*this).part();
    if (const auto complete = check_complete(part); !complete) return complete.diagnostics();
    const auto& rows = part.sweep.result.rows;
    GRDP_EXPECTS(rows.empty() || rows.size() == part.scenarios);  // follows: the rows of a part are those of its shards
    return std::move(part.sweep);
}

}  // namespace grdp::io
