// Source texts and places in them: what every located message points at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace grdp {

using SourceId = std::uint32_t;
inline constexpr SourceId kNoSource = 0xFFFFFFFFu;

/// A run of characters on one line. Line and column count from 1; columns count code points of the NFC text.
struct Span {
    SourceId source = kNoSource;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t length = 1;

    friend bool operator==(const Span&, const Span&) = default;
};

/// One text as read: path as the user knows it, content in UTF-8 (NFC, line feeds).
struct SourceText {
    std::string path;
    std::string text;
};

/// All texts of one compilation; ids are dense from 0 in the order of adding.
class SourceSet {
  public:
    SourceId add(SourceText source);

    [[nodiscard]] std::size_t size() const { return sources_.size(); }
    [[nodiscard]] const std::string& path(SourceId id) const { return sources_.at(id).path; }
    [[nodiscard]] const std::string& text(SourceId id) const { return sources_.at(id).text; }
    /// The line without its line feed; empty if there is no such line.
    [[nodiscard]] std::string_view line(SourceId id, std::uint32_t number) const;

  private:
    std::vector<SourceText> sources_;
    std::vector<std::vector<std::size_t>> line_starts_;
};

}  // namespace grdp
