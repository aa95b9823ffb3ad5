#include "grdp/parallel/crew.hpp"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "catch.hpp"

using namespace grdp;
using parallel::Letter;
using parallel::TaskNumbers;

namespace {

/// Processes of one job, each a thread of this test.
class Post {
  public:
    explicit Post(std::size_t ranks) : boxes_(ranks) {}

    class Desk final : public parallel::Messenger {
      public:
        Desk(Post& post, std::size_t rank) : post_(post), rank_(rank) {}
        [[nodiscard]] std::size_t rank() const override { return rank_; }
        [[nodiscard]] std::size_t ranks() const override { return post_.boxes_.size(); }
        void send(std::size_t to, std::string text) override {
            const std::lock_guard lock(post_.mutex_);
            post_.boxes_.at(to).push_back({rank_, std::move(text)});
        }
        std::optional<Letter> poll() override {
            const std::lock_guard lock(post_.mutex_);
            auto& box = post_.boxes_.at(rank_);
            if (box.empty()) return std::nullopt;
            auto letter = std::move(box.front());
            box.pop_front();
            return letter;
        }

      private:
        Post& post_;
        std::size_t rank_;
    };

    [[nodiscard]] std::size_t unread() const {
        std::size_t letters = 0;
        for (const auto& box : boxes_) letters += box.size();
        return letters;
    }

  private:
    std::vector<std::deque<Letter>> boxes_;
    std::mutex mutex_;
};

std::vector<std::string> results_of(const TaskNumbers& tasks) {
    std::vector<std::string> results;
    for (const auto task : tasks) results.push_back("result " + std::to_string(task) + std::string(1, '\0'));
    return results;
}

TaskNumbers tasks_up_to(std::uint64_t count) {
    TaskNumbers tasks;
    for (std::uint64_t task = 0; task < count; ++task) tasks.push_back(3 * task);
    return tasks;
}

struct Job {
    std::map<std::string, int> kept;
    std::uint64_t undone = 0;
    std::string error;
};

/// Rank 0 does as the sweep does; the others are `help_of(rank)`.
template <class Help>
Job run_job(std::size_t ranks, const TaskNumbers& tasks, Help help_of, bool lead_works = true) {
    Post post(ranks);
    Job job;
    {
        std::vector<std::jthread> helpers;
        for (std::size_t rank = 1; rank < ranks; ++rank) {
            helpers.emplace_back([&post, &help_of, rank] {
                Post::Desk desk(post, rank);
                help_of(desk, rank);
            });
        }
        Post::Desk desk(post, 0);
        parallel::CrewLead lead(ranks == 1 ? nullptr : &desk);
        const auto keep = [&](std::vector<std::string> made) {
            for (auto& one : made) ++job.kept[std::move(one)];
            return Status(Done{});
        };
        const auto whole = [&]() -> Status {
            lead.assign("plan", tasks, 1);
            for (auto group = lead_works ? lead.take() : TaskNumbers{}; !group.empty(); group = lead.take()) {
                if (auto kept = keep(results_of(group)); !kept) return kept;
                lead.took(0.01);
                if (auto served = lead.serve(keep); !served) return served;
                std::this_thread::yield();
            }
            return lead.gather(keep, [] { return false; });
        }();
        if (!whole) job.error = whole.diagnostics().items()[0].message;
        job.undone = lead.undone();
    }
    CHECK(post.unread() == 0);
    return job;
}

}  // namespace

TEST_CASE("crew: every task is done once, by whomever, and everyone is let go") {
    for (const std::size_t ranks : {1u, 2u, 3u, 7u}) {
        for (const std::uint64_t count : {0u, 1u, 5u, 400u}) {
            const auto job = run_job(ranks, tasks_up_to(count), [](parallel::Messenger& desk, std::size_t) {
                parallel::help(desk, "plan", "", 2, [](const TaskNumbers& tasks) { return parallel::Made{results_of(tasks), 0.001}; });
            });
            CHECK(job.error.empty());
            CHECK(job.undone == 0);
            REQUIRE(job.kept.size() == count);
            for (const auto& [result, times] : job.kept) REQUIRE(times == 1);
        }
    }
}

TEST_CASE("crew: the helpers do everything where the lead does nothing") {
    std::vector<std::atomic<std::size_t>> did(4);
    const auto job = run_job(
        4, tasks_up_to(300),
        [&](parallel::Messenger& desk, std::size_t rank) {
            parallel::help(desk, "plan", "", 1, [&](const TaskNumbers& tasks) {
                did[rank] += tasks.size();
                return parallel::Made{results_of(tasks), 0.5};
            });
        },
        false);
    CHECK(job.kept.size() == 300);
    CHECK(did[1] + did[2] + did[3] == 300);
}

TEST_CASE("crew: a helper with another plan or none ends the job with a reason") {
    const auto told = [](const std::string& plan, const std::string& fault) {
        return run_job(3, tasks_up_to(50), [&](parallel::Messenger& desk, std::size_t rank) {
            parallel::help(desk, rank == 2 ? plan : "plan", rank == 2 ? fault : "", 1, [](const TaskNumbers& tasks) { return parallel::Made{results_of(tasks), 1}; });
        }, false).error;
    };
    // The third process may be heard after the second did everything: then its fault did no harm.
    const auto either = [](const std::string& error, const std::string& wanted) { return error.empty() || error == wanted; };
    CHECK(either(told("another", ""), "rank 2 has another sweep in mind: its model, scenario, data or version differ"));
    CHECK(either(told("", "file not found"), "rank 2 cannot help: file not found"));

    Post post(2);
    Post::Desk desk(post, 0), helper(post, 1);
    const std::jthread thread([&] { parallel::help(helper, "another", "", 1, [](const TaskNumbers&) { return parallel::Made{}; }); });
    parallel::CrewLead lead(&desk);
    lead.assign("plan", tasks_up_to(5), 1);
    const auto gathered = lead.gather([](std::vector<std::string>) { return Status(Done{}); }, [] { return false; });
    REQUIRE_FALSE(gathered);
    CHECK(gathered.diagnostics().items()[0].code.number == 7212);  // E7212
}

TEST_CASE("crew: a lead that has nothing to assign lets everyone go") {
    Post post(3);
    {
        Post::Desk one(post, 1), two(post, 2), desk(post, 0);
        std::vector<std::jthread> helpers;  // joined before their desks go
        for (Post::Desk* helper : {&one, &two}) helpers.emplace_back([helper] { parallel::help(*helper, "plan", "", 1, [](const TaskNumbers&) { return parallel::Made{}; }); });
        const parallel::CrewLead lead(&desk);
    }
    CHECK(post.unread() == 0);
}

TEST_CASE("crew: an interrupted helper ends the handing out, and what it did is kept") {
    const auto job = run_job(
        2, tasks_up_to(1000),
        [](parallel::Messenger& desk, std::size_t) {
            parallel::help(desk, "plan", "", 8, [](const TaskNumbers& tasks) {
                auto some = results_of(tasks);
                some.resize(some.size() / 2);
                return parallel::Made{std::move(some), 1};
            });
        },
        false);
    CHECK(job.undone > 0);
    CHECK(!job.kept.empty());
    CHECK(job.kept.size() + job.undone < 1000);
    for (const auto& [result, times] : job.kept) CHECK(times == 1);
}

TEST_CASE("crew: groups grow while they are quick and shrink while they are slow, never below the workers") {
    parallel::GroupSize size(3);
    for (int i = 0; i < 20; ++i) size.took(0.01);
    CHECK(size.size() == 512);
    size.took(0.4);
    CHECK(size.size() == 512);
    for (int i = 0; i < 20; ++i) size.took(5);
    CHECK(size.size() == 3);
}
