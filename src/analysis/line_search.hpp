// Where on a line do all bounds of an event hold? Many lines at once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "direction.hpp"
#include "grdp/engine/response.hpp"
#include "integrand.hpp"
#include "line_kernels.hpp"

namespace grdp::analysis {

/// Beyond this a normal has no mass: stands for infinity.
inline constexpr double kFar = 40;

/// An event along a direction: what is searched.
struct Line {
    engine::Response response;   ///< along the direction
    std::vector<engine::Bound> bounds;
    Direction direction;
    std::vector<double> slopes;  ///< of each bound's output along the direction, near the centre; none zero
    bool affine = false;         ///< every output is affine along the direction, by proof

    /// Evaluations of the response per line, about.
    [[nodiscard]] double evaluations() const { return affine ? 2 : 10; }
};

/// Outputs must be affine, or strictly monotone along the line in the direction of their slopes; the latter is checked at
/// every point that is evaluated, at least six per line from -6 to 6. (ES-27)
class LineSearch {
  public:
    LineSearch(const Line& line, engine::Isa isa);

    /// Normals of coordinate i of the response at t = 0, kLanes of them, to be written before run().
    [[nodiscard]] double* base(std::size_t coordinate) { return lanes_.coordinate(coordinate); }
    /// Finds the intervals for the first `count` lines; counts the lines where an assumption fails.
    void run(std::size_t count, Shares& shares);
    /// The event holds for t in [low, high]; low >= high where it holds nowhere. +-kFar stand for infinity.
    std::array<double, kLanes> low, high;
    /// Does the output of the only bound fall along the line? Then its low end is met at `high`.
    std::array<std::uint64_t, kLanes> falling;  ///< 1 or 0

  private:
    using Numbers = std::array<double, kLanes>;
    static constexpr std::size_t kGrid = 6;
    /// Of one side: how far the nearest bound is away, in units of t near the centre; increasing in t.
    struct Side {
        bool bounded = false;
        std::array<Numbers, kGrid> grid;
        Numbers now;
    };
    struct Bracket;

    void evaluate(const Numbers& t, std::size_t count);
    void find_affine(std::size_t count, Shares& shares);
    bool scan(std::size_t count, Shares& shares);
    bool count_faults(std::size_t count, Shares& shares) const;
    void divide_differences(const Side& side, std::size_t count);
    [[nodiscard]] double inverse_polynomial(const Side& side, std::size_t first, std::size_t points, std::size_t k) const;
    void find(Side& side, std::size_t count, Numbers& roots, Shares& shares);
    void reach_out(Side& side, Bracket& bracket, std::size_t count, Numbers& roots);
    void refine(Side& side, Bracket& bracket, std::size_t count, Numbers& roots, Shares& shares);

    const Line& line_;
    engine::ResponseLanes lanes_;
    LineKernels kernels_;
    std::vector<double> last_;    ///< [bounds x kLanes] outputs at the grid point before
    std::array<std::uint64_t, kLanes> faulty_;  ///< 2: no finite value; 1: turned round, or level
    std::vector<Numbers> differences_;  ///< [order x grid point]
    bool fresh_ = true;  ///< the bases have new values
    Side lower_, upper_;
};

}  // namespace grdp::analysis
