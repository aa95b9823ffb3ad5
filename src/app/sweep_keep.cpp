#include "sweep_keep.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/app/input.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/io/sweep_record.hpp"

namespace grdp::app {
namespace {

constexpr std::uint64_t kHeldBytes = std::uint64_t{16} << 20;  // of records that are sealed from memory

std::string header_of(const SweepJob& job, const Options& options) {
    const auto& shard = options.sweep.shard;
    const auto of_shard = shard ? fmt::format("\nshard {}/{}", shard->number, shard->count) : std::string();
    return fmt::format("grdp sweep 1\n{}\n{}\n{}{}", job.content, job.plan.design.rows(), normalised_command(options), of_shard);
}

std::string key_of(const SweepJob& job, std::uint64_t row) {
    Sha256 digest;
    digest.update(analysis::identity_of(job.plan, row));
    const auto bytes = digest.finish();
    return {bytes.begin(), bytes.end()};
}

/// Names and points of these scenarios only.
io::StoredSweep described_sweep(const SweepJob& job, const Options& options, const std::vector<std::uint64_t>& own) {
    const auto& plan = job.plan;
    io::StoredSweep sweep;
    sweep.program = GRDP_VERSION;
    sweep.command = normalised_command(options);
    sweep.content = job.content;
    sweep.inputs = job.inputs;
    auto& result = sweep.result;
    result.axes = plan.design.axes;
    result.frame = plan.frame;
    result.settings = plan.settings;
    result.scenario = plan.models.front()->scenario_name;
    const std::size_t axes = result.axes.size();
    result.ids.resize(plan.design.rows());
    result.points.assign(plan.design.rows() * axes, kNan);
    for (const auto row : own) {
        result.ids[row] = plan.design.id(row);
        const auto point = plan.design.point(row);
        std::copy(point.begin(), point.end(), result.points.begin() + static_cast<std::ptrdiff_t>(row * axes));
    }
    return sweep;
}

}  // namespace

std::string journal_path(const std::string& out) { return out + ".journal"; }

std::string record_of(const SweepJob& job, const analysis::SweepRow& row) { return io::encode_row(key_of(job, row.row), job.plan.design.id(row.row), row); }

io::StoredPart part_of(const SweepJob& job, const Options& options, io::StoredSweep sweep) {
    return {std::move(sweep), job.plan.design.rows(), options.sweep.shard->count, {options.sweep.shard->number}};
}

SweepKeeper::SweepKeeper(const SweepJob& job, const Options& options, Terminal& terminal)
    : job_(&job), options_(&options), terminal_(&terminal), own_(analysis::rows_of(options.sweep.shard.value_or(analysis::SweepShard{}), job.plan.design.rows())),
      held_(job.plan.design.rows(), false), answer_(options, job.plan.frame) {}

Diagnostic SweepKeeper::foreign_record() const {
    return {.code = Code{5013}, .where = {}, .message = "the journal holds a record that is no scenario of this sweep", .expected = {},
            .hint = "delete the journal and run the sweep again", .notes = {}, .file = journal_path(*options_->out)};
}

std::optional<analysis::SweepRow> SweepKeeper::row_of(std::string_view record) const {
    auto decoded = io::decode_row(record, job_->plan.frame);
    if (!decoded || !std::binary_search(own_.begin(), own_.end(), decoded->row.row) || decoded->key != key_of(*job_, decoded->row.row)) return std::nullopt;
    return std::move(decoded->row);
}

Result<SweepKeeper> SweepKeeper::open(const SweepJob& job, const Options& options, Terminal& terminal) {
    SweepKeeper keeper(job, options, terminal);
    if (!options.out) return keeper;
    bool foreign = false;
    auto journal = io::Journal::open(journal_path(*options.out), header_of(job, options), [&](io::RecordKind, std::string_view record, std::uint64_t) {
        const auto row = keeper.row_of(record);
        foreign = foreign || !row;
        if (row) keeper.held_[row->row] = true;
        return !foreign;
    });
    if (!journal) return journal.diagnostics();
    if (foreign) return keeper.foreign_record();
    const Diagnostics warnings = journal.diagnostics();
    keeper.journal_.emplace(*std::move(journal));
    return {std::move(keeper), warnings};
}

Result<std::vector<analysis::SweepRow>> SweepKeeper::rows_of(const std::vector<std::string>& records) const {
    std::vector<analysis::SweepRow> rows;
    for (const auto& record : records) {
        auto row = row_of(record);
        if (!row) return Diagnostic{.code = Code{5013}, .where = {}, .message = "a rank sent what is no scenario of this sweep", .expected = {}, .hint = "all ranks need the same program"};
        rows.push_back(*std::move(row));
    }
    return rows;
}

std::vector<std::uint64_t> SweepKeeper::missing() const {
    std::vector<std::uint64_t> rows;
    for (const auto row : own_) {
        if (!held_[row]) rows.push_back(row);
    }
    return rows;
}

Status SweepKeeper::keep(std::vector<analysis::SweepRow> rows) {
    if (rows.empty()) return Done{};
    const auto& design = job_->plan.design;
    if (journal_) {
        std::vector<std::string> records;
        for (const auto& row : rows) records.push_back(record_of(*job_, row));
        if (auto written = journal_->append(records); !written) return written;
    }
    std::string announcement;
    for (const auto& row : rows) {
        held_[row.row] = true;
        announcement += "finished " + design.id(row.row) + "\n";
        if (!journal_) rows_.push_back(answer_.of(row));
    }
    if (options_->sweep.announce && terminal_->print(announcement) != ExitCode::done) {
        return Diagnostic{.code = Code{6012}, .where = {}, .message = "nobody reads the announcements any more", .expected = {}, .hint = "the same command goes on where it stopped"};
    }
    return Done{};
}

Status SweepKeeper::write(io::StoredSweep& sweep, io::SweepRows& rows) const {
    if (!options_->sweep.shard) return io::write_sweep(*options_->out, sweep, rows);
    auto part = part_of(*job_, *options_, std::move(sweep));
    auto written = io::write_part(*options_->out, part, rows);
    sweep = std::move(part.sweep);
    return written;
}

Status SweepKeeper::seal(io::StoredSweep& sweep) {
    std::vector<bool> taken(held_.size(), false);
    std::vector<io::RecordPlace> places;
    std::vector<analysis::SweepRow> few;  // read once where they are
    std::uint64_t bytes = 0;
    bool foreign = false;
    const auto read = journal_->read([&](io::RecordKind, std::string_view record, std::uint64_t offset) {
        const auto row = row_of(record);
        foreign = foreign || !row;
        if (!row || taken[row->row]) return !foreign;
        taken[row->row] = true;
        bytes += record.size();
        places.push_back({offset, static_cast<std::uint32_t>(record.size()), static_cast<std::uint32_t>(row->row)});
        rows_.push_back(answer_.of(*row));
        if (bytes <= kHeldBytes) few.push_back(*row);
        else few = {};
        return true;
    });
    if (!read) return read;
    if (foreign || places.size() != own_.size()) return foreign_record();
    if (bytes > kHeldBytes) {
        auto rows = journal_->rows(job_->plan.frame, std::move(places));
        return write(sweep, rows);
    }
    std::sort(few.begin(), few.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    io::RowsInMemory rows(few);
    return write(sweep, rows);
}

Result<io::StoredSweep> SweepKeeper::finish() {
    auto sweep = described_sweep(*job_, *options_, own_);
    if (journal_) {
        if (auto sealed = seal(sweep); !sealed) return sealed.diagnostics();
        if (auto removed = journal_->remove(); !removed) return removed.diagnostics();
    }
    sweep.result.rows = std::move(rows_);
    sweep.result.frame = answer_.frame(job_->plan.frame);
    auto& rows = sweep.result.rows;
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    GRDP_EXPECTS(rows.size() == own_.size());
    return sweep;
}

}  // namespace grdp::app
