// One scenario of a sweep as the bytes of a journal record.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grdp/analysis/sweep_result.hpp"
#include "grdp/io/sweep_rows.hpp"

namespace grdp::io {

/// `key` says what the scenario is (32 bytes, SHA-256 of analysis::identity_of); equal rows give equal bytes.
[[nodiscard]] std::string encode_row(std::string_view key, std::string_view id, const analysis::SweepRow& row);

struct DecodedRow {
    std::string key;
    std::string id;
    analysis::SweepRow row;
};
/// Nothing if the bytes are no row of this frame.
[[nodiscard]] std::optional<DecodedRow> decode_row(std::string_view bytes, const analysis::SweepFrame& frame);

/// The same into `row`, whose memory is used again; with RowParts::events the bytes end before the cells and the row has none.
[[nodiscard]] bool decode_row(std::string_view bytes, const analysis::SweepFrame& frame, RowParts parts, analysis::SweepRow& row);
/// Bytes of the cells at the end of the record of a scenario that has not failed.
[[nodiscard]] std::size_t cell_bytes(const analysis::SweepFrame& frame);

/// What a record tells without its frame.
struct RowDigest {
    std::string id;
    std::string digest;
};
[[nodiscard]] std::optional<RowDigest> digest_of_record(std::string_view bytes);

/// SHA-256 of the numbers and the reason of a row, 64 hexadecimal digits: equal digests, equal results.
[[nodiscard]] std::string row_digest(const analysis::SweepRow& row);

}  // namespace grdp::io
