#include "grdp/parallel/crew.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "grdp/base/contract.hpp"

namespace grdp::parallel {
namespace {

constexpr double kGroupSeconds = 0.5;
constexpr std::size_t kGroupsAhead = 2;  // a helper has the next group before it ends the last

// The first byte of a letter. From helpers: ready (pace, fault, plan), made; from the lead: tasks, go.
enum class Kind : char { ready = 'r', made = 'm', tasks = 't', go = 'g' };

// Both ends are the same program on machines of the same kind: numbers travel as they lie in memory.
template <class T>
    requires std::is_trivially_copyable_v<T>
void put(std::string& text, const T& value) {
    text.append(std::bit_cast<std::array<char, sizeof(T)>>(value).data(), sizeof(T));
}
void put_words(std::string& text, std::string_view words) {
    put(text, std::uint64_t{words.size()});
    text += words;
}

class LetterReader {
  public:
    explicit LetterReader(std::string_view text) : text_(text) {}
    template <class T>
    T take() {
        GRDP_EXPECTS(text_.size() >= sizeof(T));
        T value;
        std::memcpy(&value, text_.data(), sizeof(T));
        text_.remove_prefix(sizeof(T));
        return value;
    }
    std::string take_words() {
        const auto size = take<std::uint64_t>();
        GRDP_EXPECTS(text_.size() >= size);
        const auto words = std::string(text_.substr(0, size));
        text_.remove_prefix(size);
        return words;
    }
    [[nodiscard]] bool at_end() const { return text_.empty(); }

  private:
    std::string_view text_;
};

std::string letter_of(Kind kind) { return std::string(1, static_cast<char>(kind)); }

Diagnostic cannot_help(std::size_t rank, const std::string& why) {
    return {.code = Code{7212}, .where = {}, .message = fmt::format("rank {} {}", rank, why), .expected = {}, .hint = "all ranks need the same program and the same files"};
}

}  // namespace

void GroupSize::took(double seconds) {
    if (seconds < kGroupSeconds / 2) size_ = std::min(pace_.growth * size_, std::max(pace_.largest, pace_.least));
    if (seconds > 2 * kGroupSeconds) size_ = std::max(size_ / 2, pace_.least);
}

CrewLead::CrewLead(Messenger* messenger) : messenger_(messenger), helpers_(messenger == nullptr ? 1 : messenger->ranks()) {}

CrewLead::~CrewLead() {
    // Each helper writes when it is ready, and again for each group: nobody is let go while a letter of his is on its way.
    const auto forget = [](std::vector<std::string>) { return Status(Done{}); };
    const auto expected = [](const Helper& helper) { return !helper.known || helper.groups > 0; };
    while (std::any_of(helpers_.begin() + 1, helpers_.end(), expected)) {
        assigned_ = false;
        static_cast<void>(hear(messenger_->wait(), forget));
    }
    for (std::size_t rank = 1; rank < helpers_.size(); ++rank) messenger_->send(rank, letter_of(Kind::go));
}

void CrewLead::assign(std::string plan, TaskNumbers tasks, const GroupPace& pace) {
    GRDP_EXPECTS(!assigned_ && pace.least > 0);
    plan_ = std::move(plan);
    tasks_ = std::move(tasks);
    own_ = GroupSize(pace);
    assigned_ = true;
}

TaskNumbers CrewLead::next_group(std::size_t wanted) {
    const std::size_t left = tasks_.size() - next_;
    // Towards the end groups become small, so that all ranks end together.
    const std::size_t fair = helpers_.size() == 1 ? left : (left + 2 * helpers_.size() - 1) / (2 * helpers_.size());
    const std::size_t count = std::min({left, wanted, std::max<std::size_t>(fair, 1)});
    const auto begin = tasks_.begin() + static_cast<std::ptrdiff_t>(next_);
    next_ += count;
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

TaskNumbers CrewLead::take() {
    GRDP_EXPECTS(assigned_);
    return next_group(own_.size());
}

void CrewLead::hand_out(std::size_t rank) {
    Helper& helper = helpers_[rank];
    while (assigned_ && helper.groups < kGroupsAhead && next_ < tasks_.size()) {
        const auto group = next_group(helper.size.size());
        auto letter = letter_of(Kind::tasks);
        for (const auto task : group) put(letter, task);
        messenger_->send(rank, std::move(letter));
        ++helper.groups;
        helper.tasks += group.size();
    }
}

Status CrewLead::hear(Letter letter, const Keep& keep) {
    Helper& helper = helpers_.at(letter.from);
    const auto kind = static_cast<Kind>(letter.text.at(0));
    LetterReader reader(std::string_view(letter.text).substr(1));
    if (kind == Kind::ready) {
        helper.known = true;
        helper.size = GroupSize(reader.take<GroupPace>());
        const auto fault = reader.take_words();
        if (!fault.empty()) return cannot_help(letter.from, "cannot help: " + fault);
        if (reader.take_words() != plan_) return cannot_help(letter.from, "has another sweep in mind: its model, scenario, data or version differ");
        hand_out(letter.from);
        return Done{};
    }
    GRDP_EXPECTS(kind == Kind::made && helper.groups > 0);
    const auto seconds = reader.take<double>();
    const auto tasks = reader.take<std::uint64_t>();
    std::vector<std::string> made;
    while (!reader.at_end()) made.push_back(reader.take_words());
    GRDP_EXPECTS(made.size() <= tasks && tasks <= helper.tasks);
    helper.size.took(seconds);
    helper.tasks -= tasks;
    --helper.groups;
    undone_ += tasks - made.size();
    if (undone_ > 0) next_ = tasks_.size();  // someone wants the job to end
    hand_out(letter.from);                   // it goes on while the disk is waited for
    return made.empty() ? Status(Done{}) : keep(std::move(made));
}

Status CrewLead::serve(const Keep& keep) {
    while (messenger_ != nullptr) {
        auto letter = messenger_->poll();
        if (!letter) break;
        if (auto heard = hear(*std::move(letter), keep); !heard) return heard;
    }
    return Done{};
}

bool CrewLead::all_back() const {
    return std::all_of(helpers_.begin(), helpers_.end(), [](const Helper& helper) { return helper.groups == 0; });
}

Status CrewLead::gather(const Keep& keep, const std::function<bool()>& stopped) {
    while (true) {
        if (stopped()) next_ = tasks_.size();
        if (all_back() && next_ == tasks_.size()) return Done{};
        GRDP_EXPECTS(messenger_ != nullptr);
        if (auto heard = hear(messenger_->wait(), keep); !heard) return heard;
    }
}

void help(Messenger& messenger, const std::string& plan, const std::string& fault, const GroupPace& pace, const Make& make) {
    auto ready = letter_of(Kind::ready);
    put(ready, pace);
    put_words(ready, fault);
    put_words(ready, plan);
    messenger.send(0, std::move(ready));
    while (true) {
        const auto letter = messenger.wait();
        if (static_cast<Kind>(letter.text.at(0)) == Kind::go) return;
        TaskNumbers tasks;
        for (LetterReader reader(std::string_view(letter.text).substr(1)); !reader.at_end();) tasks.push_back(reader.take<std::uint64_t>());
        const auto made = make(tasks);
        auto answer = letter_of(Kind::made);
        put(answer, made.seconds);
        put(answer, std::uint64_t{tasks.size()});
        for (const auto& result : made.results) put_words(answer, result);
        messenger.send(0, std::move(answer));
    }
}

}  // namespace grdp::parallel
