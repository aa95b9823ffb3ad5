// Numbered tasks for several processes: the first hands them out and keeps what is made of them, the others help.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/parallel/messenger.hpp"

namespace grdp::parallel {

using TaskNumbers = std::vector<std::uint64_t>;

/// How the groups of one process grow.
struct GroupPace {
    GroupPace(std::size_t workers = 1) : least(workers), first(workers) {}

    std::size_t least;          ///< tasks of a group
    std::size_t first;
    std::size_t largest = 512;
    std::size_t growth = 2;     ///< factor while groups are quick
};

/// How many tasks one group has: about half a second's worth, since a group is what a kill can cost and what the disk is waited for.
class GroupSize {
  public:
    explicit GroupSize(const GroupPace& pace) : pace_(pace), size_(pace.first) {}
    [[nodiscard]] std::size_t size() const { return size_; }
    void took(double seconds);

  private:
    GroupPace pace_;
    std::size_t size_;
};

/// What was made of some tasks; durable when this returns done.
using Keep = std::function<Status(std::vector<std::string> made)>;

/// Rank 0, or the only process. From its beginning to its end the other ranks may help; its end lets them go, however it comes.
class CrewLead {
  public:
    /// Null: nobody helps.
    explicit CrewLead(Messenger* messenger);
    ~CrewLead();
    CrewLead(const CrewLead&) = delete;
    CrewLead& operator=(const CrewLead&) = delete;

    /// What there is to do, once. The helpers' plan must be `plan` too. `pace` is that of this process.
    void assign(std::string plan, TaskNumbers tasks, const GroupPace& pace);
    /// The next group for this process; empty: none is left to hand out.
    [[nodiscard]] TaskNumbers take();
    /// This process did what it took.
    void took(double seconds) { own_.took(seconds); }
    /// Hears those who have written, and never waits. Errors: those of `keep`, E7212 a helper that cannot help.
    [[nodiscard]] Status serve(const Keep& keep);
    /// Lets the others do what is left and waits until everything is back. `stopped` says whether to hand out no more. Errors: as serve().
    [[nodiscard]] Status gather(const Keep& keep, const std::function<bool()>& stopped);
    /// Tasks that came back undone: a helper was interrupted.
    [[nodiscard]] std::uint64_t undone() const { return undone_; }

  private:
    struct Helper {
        GroupSize size{1};
        std::size_t groups = 0;  ///< handed out and not back
        std::size_t tasks = 0;
        bool known = false;      ///< has said which plan it follows
    };
    [[nodiscard]] TaskNumbers next_group(std::size_t wanted);
    void hand_out(std::size_t rank);
    [[nodiscard]] Status hear(Letter letter, const Keep& keep);
    [[nodiscard]] bool all_back() const;

    Messenger* messenger_;
    std::string plan_;
    std::vector<Helper> helpers_;  ///< by rank; the first is unused
    TaskNumbers tasks_;
    std::size_t next_ = 0;
    std::uint64_t undone_ = 0;
    bool assigned_ = false;
    GroupSize own_{1};
};

/// What a helper makes of some tasks, and how long it took; fewer results than tasks: it was interrupted.
struct Made {
    std::vector<std::string> results;
    double seconds = 0;
};
using Make = std::function<Made(const TaskNumbers& tasks)>;

/// Any other rank: helps until it is let go. `plan` as of the lead; a `fault` instead of a plan is told to the lead.
void help(Messenger& messenger, const std::string& plan, const std::string& fault, const GroupPace& pace, const Make& make);

}  // namespace grdp::parallel
