#include "sweep_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "grdp/analysis/sweep_phrase.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/sweep_merge.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/sweep_chart.hpp"
#include "grdp/report/sweep_text.hpp"

namespace grdp::app {
namespace {

constexpr std::size_t kNamedFailures = 3;

Diagnostic bad_question(std::string message, std::string expected) {
    return {.code = Code{7209}, .where = {}, .message = std::move(message), .expected = std::move(expected)};
}

Result<std::vector<analysis::SweepQuestion>> read_questions(const Options& options, const analysis::SweepFrame& frame) {
    std::vector<analysis::SweepQuestion> questions;
    Diagnostics faults;
    for (const auto& name : options.sweep.events) {
        const auto found = analysis::find_sweep_question(frame, name);
        if (found) questions.push_back(*found);
        else faults.append(found.diagnostics());
    }
    if (options.sweep.events.size() > 2) faults.add(bad_question("--event names more than two events", "one to rank by, or two for what cannot be bettered in both"));
    if (faults.has_errors()) return faults;
    if (questions.empty() && !frame.events.empty()) questions.emplace_back();
    return questions;
}

struct HeatQuestion {
    std::size_t across = 0, down = 0;
    std::vector<std::optional<double>> at;
};

/// NAME=VALUE, the value a number or the name of a level.
Status read_held(const std::string& text, const analysis::SweepResult& named, HeatQuestion& question) {
    const std::size_t mark = text.rfind('=');
    const auto axis = analysis::find_sweep_axis(named, text.substr(0, mark));
    if (mark == std::string::npos) return bad_question(fmt::format("--at {} lacks a value", text), "AXIS=VALUE");
    if (!axis) return axis.diagnostics();
    const std::string value = text.substr(mark + 1);
    const auto& levels = named.axes[*axis].levels;
    for (std::size_t level = 0; level < levels.size(); ++level) {
        if (levels[level].name == value) question.at[*axis] = static_cast<double>(level);
    }
    if (const auto parsed = parse_number(value); levels.empty() && parsed.fault == NumberFault::none) question.at[*axis] = parsed.value;
    if (!question.at[*axis]) return bad_question(fmt::format("{} cannot stand at \"{}\"", named.axes[*axis].name, value), levels.empty() ? "a number with a decimal point" : "the name of a level");
    return Done{};
}

Result<std::optional<HeatQuestion>> read_heat(const Options& options, const std::vector<analysis::SweepAxis>& axes) {
    const auto& names = options.sweep.heat;
    if (names.empty() && options.sweep.svg) return bad_question("--svg draws the table of --heat, and there is none", "two axes, as in --heat 'trend[services]@2023,trend[industry]@2023'");
    if (names.empty()) return std::optional<HeatQuestion>();
    analysis::SweepResult named;
    named.axes = axes;
    if (names.size() != 2) return bad_question(fmt::format("--heat names {} axes", names.size()), "two of them, the first across and the second down");
    const auto across = analysis::find_sweep_axis(named, names[0]);
    const auto down = analysis::find_sweep_axis(named, names[1]);
    if (!across) return across.diagnostics();
    if (!down) return down.diagnostics();
    if (*across == *down) return bad_question("--heat names one axis twice", "two axes");
    HeatQuestion question{*across, *down, std::vector<std::optional<double>>(axes.size())};
    for (const auto& text : options.sweep.at) {
        if (auto held = read_held(text, named, question); !held) return held.diagnostics();
    }
    return std::optional(question);
}

}  // namespace

Status check_questions(const Options& options, const analysis::SweepFrame& frame, const std::vector<analysis::SweepAxis>& axes) {
    Diagnostics faults;
    if (const auto questions = read_questions(options, frame); !questions) faults.append(questions.diagnostics());
    if (const auto heat = read_heat(options, axes); !heat) faults.append(heat.diagnostics());
    if (faults.has_errors()) return faults;
    return Done{};
}

AnswerRows::AnswerRows(const Options& options, const analysis::SweepFrame& frame) : all_(options.json && !options.sweep.shard && !options.sweep.partial) {
    const auto questions = read_questions(options, frame);
    if (!questions || options.sweep.announce || options.sweep.shard || options.sweep.partial) return;
    for (const auto& question : *questions) events_.push_back(question.event);
    std::sort(events_.begin(), events_.end());
    events_.erase(std::unique(events_.begin(), events_.end()), events_.end());
}

analysis::SweepRow AnswerRows::of(const analysis::SweepRow& row) const {
    if (all_) return row;
    analysis::SweepRow narrow{row.row, row.seed, row.failed, row.reason, row.failed_paths, {}, {}};
    narrow.events.reserve(events_.size());
    for (const std::size_t event : events_) narrow.events.push_back(row.events[event]);
    return narrow;
}

analysis::SweepFrame AnswerRows::frame(const analysis::SweepFrame& whole) const {
    if (all_) return whole;
    analysis::SweepFrame narrow;
    for (const std::size_t event : events_) narrow.events.push_back(whole.events[event]);
    return narrow;
}

Result<io::StoredPart> read_for_answer(Result<io::SweepFile> file, const std::function<AnswerRows(const analysis::SweepFrame&)>& rows) {
    if (!file) return file.diagnostics();
    const AnswerRows wanted = rows(file->head().sweep.result.frame);
    std::vector<analysis::SweepRow> kept;
    kept.reserve(file->size());
    const auto read = file->visit([&](analysis::SweepRow&& row) -> Status {
        kept.push_back(wanted.of(row));
        return Done{};
    });
    if (!read) return read.diagnostics();
    auto part = (*std::move(file)).take_head();
    part.sweep.result.frame = wanted.frame(part.sweep.result.frame);
    part.sweep.result.rows = std::move(kept);
    return part;
}

Result<std::string> sweep_answer(const Options& options, const Terminal& terminal, const analysis::SweepResult& result, const std::optional<analysis::SweepSharing>& sharing) {
    const auto questions = read_questions(options, result.frame);
    if (!questions) return questions.diagnostics();
    const auto heat = read_heat(options, result.axes);
    if (!heat) return heat.diagnostics();
    report::SweepReport report{result, *questions, std::nullopt, std::nullopt, sharing};
    if (!questions->empty() && options.sweep.reach) report.reach = analysis::reaching(result, questions->front(), *options.sweep.reach);
    if (!questions->empty() && *heat) report.heat = analysis::heat_map(result, (*heat)->across, (*heat)->down, (*heat)->at);
    if (report.heat && options.sweep.svg) {
        if (auto written = io::write_file_atomically(*options.sweep.svg, report::sweep_heat_svg(report, options.language)); !written) return written.diagnostics();
    }
    return options.json ? report::sweep_json(report, options.language) : report::sweep_text(report, options.language, terminal.style());
}

ExitCode failed_scenarios(const analysis::SweepResult& result, const Options& options, Terminal& terminal) {
    std::size_t failed = 0;
    std::string first;
    for (const auto& row : result.rows) {
        if (!row.failed) continue;
        if (++failed <= kNamedFailures) first += fmt::format("{}{}: {}", first.empty() ? "" : "; ", result.ids[row.row], row.reason.substr(0, row.reason.find('\n')));
    }
    if (failed == 0) return ExitCode::done;
    Diagnostics diagnostics;
    diagnostics.add({.code = Code{7210}, .where = {}, .message = fmt::format("{} of {} scenarios failed: {}", failed, result.rows.size(), first), .expected = {},
                     .hint = options.out ? "the others are kept; grdp show lists every reason with --json" : ""});
    return terminal.explain(diagnostics);
}

report::PartSummary summary_of(const io::StoredPart& part) {
    const auto& result = part.sweep.result;
    const auto failed = std::count_if(result.rows.begin(), result.rows.end(), [](const auto& row) { return row.failed; });
    return {result.scenario, result.rows.size(), part.scenarios, static_cast<std::uint64_t>(failed), part.shards, part.held, io::missing_shards(part)};
}

ExitCode print_part(const report::PartSummary& part, const Options& options, Terminal& terminal) {
    using report::Message;
    if (options.json) return terminal.print(report::part_json(part));
    if (options.sweep.announce) return ExitCode::done;
    const auto count = [&](std::uint64_t number) { return report::decimal_text(static_cast<double>(number), 0, options.language); };
    const auto held = report::text(Message::part_held, options.language, part.scenario, count(part.scenarios), count(part.of), io::shard_list(part.held), count(part.shards));
    const auto rest = part.missing.empty() ? report::text(Message::part_nothing_missing, options.language) : report::text(Message::part_missing, options.language, io::shard_list(part.missing));
    return terminal.print(held + "\n" + rest + "\n");
}

ExitCode answer_part(const io::StoredPart& part, const Options& options, Terminal& terminal) {
    if (const auto code = print_part(summary_of(part), options, terminal); code != ExitCode::done) return code;
    return failed_scenarios(part.sweep.result, options, terminal);
}

namespace {

bool begins_with_mark(const std::string& path, std::string_view mark) {
    std::ifstream file(path, std::ios::binary);
    std::string head(std::size_t{1} << 16, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return head.find(mark) != std::string::npos;
}

}  // namespace

bool looks_like_sweep(const std::string& path) { return begins_with_mark(path, "grdp-sweep-1"); }
bool looks_like_part(const std::string& path) { return begins_with_mark(path, "grdp-sweep-part-1"); }

}  // namespace grdp::app
