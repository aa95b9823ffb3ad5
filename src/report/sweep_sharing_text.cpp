#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/sweep_text.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kNamedReasons = 5;

Message apart_message(analysis::Apart apart) {
    switch (apart) {
        case analysis::Apart::seeds: return Message::apart_seeds;
        case analysis::Apart::independent: return Message::apart_independent;
        default: return Message::apart_series;
    }
}

Message bend_message(engine::Bend bend) {
    switch (bend) {
        case engine::Bend::none: return Message::bend_none;
        case engine::Bend::law: return Message::bend_law;
        case engine::Bend::product: return Message::bend_product;
        case engine::Bend::quotient: return Message::bend_quotient;
        case engine::Bend::base: return Message::bend_base;
        case engine::Bend::choice: return Message::bend_choice;
        case engine::Bend::function: return Message::bend_function;
    }
    return Message::bend_none;
}

std::string reason_text(const analysis::AloneScenarios& alone, Language language) {
    const std::string place = !alone.place.empty() ? alone.place : !alone.event.empty() ? alone.event : text(Message::a_check, language);
    const std::string bend = text(bend_message(alone.bend), language, place);
    switch (alone.why) {
        case engine::Unshared::observations: return text(Message::alone_observations, language);
        case engine::Unshared::condition: return text(Message::alone_condition, language, alone.event);
        case engine::Unshared::not_affine: return text(Message::alone_not_affine, language, alone.event, bend);
        case engine::Unshared::not_finite: return text(Message::alone_not_finite, language, bend);
        case engine::Unshared::no_spread: return text(Message::alone_no_spread, language, alone.event);
        case engine::Unshared::too_many: return text(Message::alone_too_many, language);
        case engine::Unshared::refused: return text(Message::alone_refused, language);
    }
    return {};
}

}  // namespace

std::string sweep_sharing_text(const analysis::SweepSharing& sharing, const std::vector<std::string>& ids, Language language) {
    const auto count = [&](std::uint64_t number) { return decimal_text(static_cast<double>(number), 0, language); };
    std::string out = text(Message::sweep_together, language, count(sharing.together), count(sharing.together + sharing.alone + sharing.failed)) + "\n";
    if (sharing.apart != analysis::Apart::no && sharing.alone > 0) {
        out += "  " + text(Message::sweep_alone_all, language, count(sharing.alone), text(apart_message(sharing.apart), language)) + "\n";
    }
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < sharing.reasons.size(); ++i) {
        const auto& alone = sharing.reasons[i];
        if (i >= kNamedReasons) others += alone.count;
        else out += "  " + text(Message::sweep_alone, language, count(alone.count), ids[alone.first], reason_text(alone, language)) + "\n";
    }
    if (others > 0) out += "  " + text(Message::sweep_alone_more, language, count(others)) + "\n";
    if (sharing.elsewhere > 0) out += "  " + text(Message::sweep_elsewhere, language, count(sharing.elsewhere)) + "\n";
    return out;
}

}  // namespace grdp::report
