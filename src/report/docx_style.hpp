// Styles of a Word document by what they are for, and our own definitions of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace grdp::report {

enum class WordStyle : std::uint8_t {
    normal, title, subtitle, heading1, heading2, body, lead, note, caption, bullet,
    table_text, table_figure, table_centred, table_head, figure, header, code, table
};
inline constexpr std::size_t kWordStyles = 18;

struct WordStyleEntry {
    WordStyle style;
    std::string_view id;
    std::string_view name;  ///< the same in every language of Word
    std::string_view type;  ///< "paragraph", "character", "table"
    std::string_view xml;   ///< what stands in <w:style> after the name
};

/// In the order of WordStyle.
[[nodiscard]] const std::array<WordStyleEntry, kWordStyles>& word_styles();

/// The identifiers by which a document calls them.
struct WordStyleIds {
    std::array<std::string, kWordStyles> ids;
    [[nodiscard]] const std::string& operator[](WordStyle style) const { return ids[static_cast<std::size_t>(style)]; }
};
[[nodiscard]] WordStyleIds own_style_ids();

/// <w:style ...>...</w:style>
[[nodiscard]] std::string style_xml(const WordStyleEntry& entry, std::string_view id, const WordStyleIds& ids);
/// The whole part word/styles.xml with our own styles; `language` "vi-VN".
[[nodiscard]] std::string own_styles_part(std::string_view language);
/// One level of bullets: <w:abstractNum> and <w:num> with these numbers.
[[nodiscard]] std::string bullet_abstract_xml(int number);
[[nodiscard]] std::string bullet_number_xml(int number, int abstract_number);

inline constexpr std::string_view kXmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
inline constexpr std::string_view kWordSpace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr std::string_view kRelationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

}  // namespace grdp::report
