#include "grdp/io/sweep_record.hpp"

#include "bytes.hpp"
#include "grdp/base/sha256.hpp"

namespace grdp::io {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::uint8_t kMostMethods = static_cast<std::uint8_t>(analysis::Estimator::control);

void put_estimate(std::string& bytes, const analysis::Estimate& estimate) {
    for (const double number : {estimate.value, estimate.standard_error, estimate.low, estimate.high}) put_double(bytes, number);
}

analysis::Estimate take_estimate(ByteReader& reader) {
    analysis::Estimate estimate;
    estimate.value = reader.take_double();
    estimate.standard_error = reader.take_double();
    estimate.low = reader.take_double();
    estimate.high = reader.take_double();
    return estimate;
}

void put_event(std::string& bytes, const analysis::SweepEvent& event) {
    put_number(bytes, static_cast<std::uint8_t>(event.present ? 1 : 0));
    if (!event.present) return;
    put_double(bytes, event.low);
    put_double(bytes, event.high);
    put_number(bytes, static_cast<std::uint8_t>(event.method));
    put_number(bytes, event.points);
    put_number(bytes, event.failed);
    for (const auto& outcome : event.outcomes) put_estimate(bytes, outcome);
}

bool take_event(ByteReader& reader, analysis::SweepEvent& event) {
    const auto present = reader.take<std::uint8_t>();
    event.present = present == 1;
    if (present != 1) return present == 0;
    event.low = reader.take_double();
    event.high = reader.take_double();
    const auto method = reader.take<std::uint8_t>();
    event.method = static_cast<analysis::Estimator>(method <= kMostMethods ? method : 0);
    event.points = reader.take<std::uint64_t>();
    event.failed = reader.take<std::uint64_t>();
    for (auto& outcome : event.outcomes) outcome = take_estimate(reader);
    return method <= kMostMethods;
}

void put_cell(std::string& bytes, const analysis::SweepCell& cell) {
    for (const double number : {cell.mean, cell.standard_error, cell.sd}) put_double(bytes, number);
    for (const auto& quantile : cell.quantiles) {
        for (const double number : {quantile.value, quantile.low, quantile.high}) put_double(bytes, number);
    }
}

void take_cell(ByteReader& reader, analysis::SweepCell& cell) {
    cell.mean = reader.take_double();
    cell.standard_error = reader.take_double();
    cell.sd = reader.take_double();
    for (auto& quantile : cell.quantiles) {
        quantile.value = reader.take_double();
        quantile.low = reader.take_double();
        quantile.high = reader.take_double();
    }
}

std::string row_bytes(const analysis::SweepRow& row) {
    std::string bytes;
    put_number(bytes, row.row);
    put_number(bytes, row.seed);
    put_number(bytes, static_cast<std::uint8_t>(row.failed ? 1 : 0));
    put_text(bytes, row.reason);
    put_number(bytes, row.failed_paths);
    if (row.failed) return bytes;
    for (const auto& event : row.events) put_event(bytes, event);
    for (const auto& cell : row.cells) put_cell(bytes, cell);
    return bytes;
}

}  // namespace

std::string encode_row(std::string_view key, std::string_view id, const analysis::SweepRow& row) {
    std::string bytes(key);
    put_text(bytes, id);
    return bytes + row_bytes(row);
}

std::optional<RowDigest> digest_of_record(std::string_view bytes) {
    if (bytes.size() < kKeySize) return std::nullopt;
    ByteReader reader(bytes.substr(kKeySize));
    const auto id = reader.take_text();
    if (!reader.sound()) return std::nullopt;
    return RowDigest{std::string(id), sha256_hex(bytes.substr(bytes.size() - reader.left()))};
}

namespace {

/// What stands behind key and name.
bool take_row(ByteReader& reader, const analysis::SweepFrame& frame, RowParts parts, analysis::SweepRow& row) {
    row.row = reader.take<std::uint64_t>();
    row.seed = reader.take<std::uint64_t>();
    const auto failed = reader.take<std::uint8_t>();
    row.failed = failed == 1;
    row.reason = std::string(reader.take_text());
    row.failed_paths = reader.take<std::uint64_t>();
    bool sound = failed <= 1;
    row.events.assign(frame.events.size(), {});
    row.cells.resize(parts == RowParts::all ? frame.series.size() * frame.periods.size() : 0);
    if (!row.failed) {
        for (auto& event : row.events) sound = take_event(reader, event) && sound;
        for (auto& cell : row.cells) take_cell(reader, cell);
    } else {
        for (auto& cell : row.cells) cell = analysis::missing_cell();
    }
    return sound && reader.sound() && reader.at_end();
}

}  // namespace

std::size_t cell_bytes(const analysis::SweepFrame& frame) {
    return frame.series.size() * frame.periods.size() * (3 + 3 * analysis::kSweepQuantiles.size()) * sizeof(double);
}

std::optional<DecodedRow> decode_row(std::string_view bytes, const analysis::SweepFrame& frame) {
    if (bytes.size() < kKeySize) return std::nullopt;
    DecodedRow decoded{std::string(bytes.substr(0, kKeySize)), {}, {}};
    ByteReader reader(bytes.substr(kKeySize));
    decoded.id = std::string(reader.take_text());
    if (!take_row(reader, frame, RowParts::all, decoded.row)) return std::nullopt;
    return decoded;
}

bool decode_row(std::string_view bytes, const analysis::SweepFrame& frame, RowParts parts, analysis::SweepRow& row) {
    if (bytes.size() < kKeySize) return false;
    ByteReader reader(bytes.substr(kKeySize));
    static_cast<void>(reader.take_text());
    return take_row(reader, frame, parts, row);
}

std::string row_digest(const analysis::SweepRow& row) { return sha256_hex(row_bytes(row)); }

}  // namespace grdp::io
