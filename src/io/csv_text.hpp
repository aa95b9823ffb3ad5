// CSV text, field by field.
#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "grdp/base/number_text.hpp"
#include "grdp/io/csv_export.hpp"

namespace grdp::io {

/// RFC 4180: lines end in CRLF, a field with a separator, quote or line break stands in quotes.
class CsvText {
  public:
    explicit CsvText(const CsvOptions& options) : vietnamese_(options.vietnamese), text_(options.vietnamese ? "\xEF\xBB\xBF" : "") {}

    CsvText& field(std::string_view value) {
        if (!first_) text_ += vietnamese_ ? ';' : ',';
        first_ = false;
        if (value.find_first_of(",;\"\r\n\t") == value.npos) {
            text_ += value;
            return *this;
        }
        text_ += '"';
        for (const char c : value) text_ += c == '"' ? std::string("\"\"") : std::string(1, c);
        text_ += '"';
        return *this;
    }
    /// Empty if there is no finite value.
    CsvText& number(double value) {
        if (!std::isfinite(value)) return field("");
        std::string text = exact_text(value);
        if (vietnamese_) std::replace(text.begin(), text.end(), '.', ',');
        return plain(text);
    }
    void end_row() {
        text_ += "\r\n";
        first_ = true;
    }
    void row(std::initializer_list<std::string_view> fields) {
        for (const auto value : fields) field(value);
        end_row();
    }
    /// What was written since the last call.
    [[nodiscard]] std::string take() { return std::exchange(text_, {}); }
    [[nodiscard]] std::size_t size() const { return text_.size(); }

  private:
    // A decimal comma needs no quotes between semicolons.
    CsvText& plain(std::string_view value) {
        if (!first_) text_ += vietnamese_ ? ';' : ',';
        first_ = false;
        text_ += value;
        return *this;
    }

    bool vietnamese_;
    bool first_ = true;
    std::string text_;
};

}  // namespace grdp::io
