#include "grdp/app/progress_bar.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/app/signals.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"

namespace grdp::app {
namespace {

constexpr auto kFirstAfter = std::chrono::milliseconds(300);  // a quick run needs no bar
constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr std::string_view kEraseLine = "\r\033[K";

}  // namespace

ProgressBar::ProgressBar(const Terminal& terminal, report::Language language, Counted counted)
    : terminal_(terminal), language_(language), counted_(counted), start_(Clock::now()), drawn_(start_) {}

ProgressBar::~ProgressBar() {
    if (visible_) terminal_.talk(kEraseLine);
}

void ProgressBar::advanced(std::uint64_t done, std::uint64_t total) {
    const auto now = Clock::now();
    if (!terminal_.watched() || now - start_ < kFirstAfter || (visible_ && now - drawn_ < kRedrawEvery)) return;
    drawn_ = now;
    visible_ = true;
    terminal_.talk(std::string(kEraseLine) + progress_line(done, total, seconds(), language_, counted_));
}

bool ProgressBar::cancelled() const {
    return interrupting_signal() != 0;
}

double ProgressBar::seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

std::string progress_line(std::uint64_t done, std::uint64_t total, double seconds, report::Language language, Counted counted) {
    constexpr std::size_t kWidth = 30;
    const double share = total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0.0;
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(kWidth));
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const std::string left =
        share > 0 ? report::decimal_text(std::ceil(seconds * (1 - share) / share), 0, language) : "?";
    return "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " +
           (counted == Counted::paths
                ? report::text(report::Message::progress, language, report::decimal_text(100 * share, 0, language),
                               report::decimal_text(rate / 1e6, 1, language), left)
                : report::text(report::Message::progress_scenarios, language, report::decimal_text(100 * share, 0, language),
                               report::decimal_text(rate, 1, language), left));
}

}  // namespace grdp::app
