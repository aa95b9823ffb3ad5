// The two languages of everything that is printed.
#pragma once

#include <cstdint>
#include <string_view>

#include "grdp/model/compiled_model.hpp"

namespace grdp::report {

enum class Language : std::uint8_t { en, vi };

/// The label in the language, else in the other one, else the fallback.
[[nodiscard]] inline std::string_view label_text(const model::Label& label, Language language,
                                                 std::string_view fallback) {
    const std::string& first = language == Language::vi ? label.vi : label.en;
    const std::string& second = language == Language::vi ? label.en : label.vi;
    if (!first.empty()) return first;
    return second.empty() ? fallback : std::string_view(second);
}

}  // namespace grdp::report
