// Every wording once, English and Vietnamese side by side (messages.def).
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "grdp/report/language.hpp"

namespace grdp::report {

enum class Message : std::uint16_t {
#define GRDP_MESSAGE(id, en, vi) id,
#include "grdp/report/messages.def"
#undef GRDP_MESSAGE
};

struct MessageTexts {
    std::string_view id;
    std::string_view en;
    std::string_view vi;
};

/// All messages in the order of Message.
[[nodiscard]] const std::vector<MessageTexts>& all_messages();

/// The wording with its placeholders {0}, {1} ... unfilled.
[[nodiscard]] std::string_view wording(Message message, Language language);

/// The wording with its placeholders filled.
template <class... Arguments>
[[nodiscard]] std::string text(Message message, Language language, const Arguments&... arguments) {
    return fmt::format(fmt::runtime(wording(message, language)), arguments...);
}

}  // namespace grdp::report
