#include "grdp/report/catalogue.hpp"

namespace grdp::report {

const std::vector<MessageTexts>& all_messages() {
    static const std::vector<MessageTexts> messages = {
#define GRDP_MESSAGE(id, en, vi) MessageTexts{#id, en, vi},
#include "grdp/report/messages.def"
#undef GRDP_MESSAGE
    };
    return messages;
}

std::string_view wording(Message message, Language language) {
    const MessageTexts& texts = all_messages()[static_cast<std::size_t>(message)];
    return language == Language::vi ? texts.vi : texts.en;
}

}  // namespace grdp::report
