// The least change that makes the targets agree: weighted least squares on the independent targets of all cases at once, with
// the others as functions of them, so that every identity holds exactly; AU-9. Stone, Champernowne and Meade (1942).
#include <fmt/format.h>

#include <algorithm>

#include "audit_parts.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

/// Two cases of one target that keep their order, or their equality.
struct RowPair {
    std::size_t row;
    std::size_t earlier;
    std::size_t later;
    double direction;  ///< +1: later - earlier >= 0; -1: <= 0; 0: equal
};

class Balance {
  public:
    Balance(const SolvedSet& solved, const AuditOptions& options) : solved_(solved), system_(*solved.system) {
        const auto& rows = system_.rows();
        for (std::size_t j = 0; j < rows.size(); ++j) {
            const auto& subject = solved.set().targets[rows[j].target].subject;
            weight_.push_back(1);
            for (const auto& wish : options.weights) {
                if (same_subject(wish.subject, subject)) weight_.back() = wish.weight;
            }
            hard_.push_back(std::any_of(options.hard.begin(), options.hard.end(),
                                        [&](const auto& wish) { return same_subject(wish, subject); }));
            double scale = 0;
            for (const double stated : rows[j].cases)
                scale = std::max(scale, size_of(stated));
            scale_.push_back(scale > 0 ? scale : rows[j].half_unit);
            free_.push_back(false);
        }
        for (const std::size_t j : system_.derived()) {  // an at-least target that is exceeded asks for nothing
            const auto met = [&](std::size_t c) {
                const double beyond = solved.values[c][j] - rows[j].cases[c];
                return rows[j].sense == model::Sense::at_least ? beyond >= 0 : rows[j].sense == model::Sense::at_most && beyond <= 0;
            };
            bool all = true;
            for (std::size_t c = 0; c < solved.cases; ++c)
                all = all && met(c);
            free_[j] = all;
        }
        lay_pairs();
        for (std::size_t c = 0; c < solved.cases; ++c) {
            point_.push_back(solved.basis_of(c));
            leaves_.push_back(*solved.leaves[c]);
            values_.push_back(solved.values[c]);
        }
    }

    bool settle() {
        constexpr int kSteps = 200;
        bool still = false;
        for (int step = 0; step < kSteps; ++step) {
            const auto move = direction();
            if (!move) return false;
            double length = 0;
            for (std::size_t i = 0; i < move->size(); ++i)
                length = std::max(length, size_of((*move)[i]) / scale_[basis_row(i)]);
            if (!advance(*move)) return false;
            if (length < 1e-12) {
                if (still) return met();
                still = true;
            } else {
                still = false;
            }
        }
        return met();
    }

    [[nodiscard]] Reconciliation result() const {
        Reconciliation found;
        found.found = true;
        const auto& rows = system_.rows();
        for (std::size_t j = 0; j < rows.size(); ++j) {
            Movement movement;
            movement.target = rows[j].target;
            movement.weight = weight_[j];
            movement.hard = hard_[j];
            movement.stated = rows[j].cases;
            for (std::size_t c = 0; c < solved_.cases; ++c) {
                movement.moved.push_back(free_[j] ? rows[j].cases[c] : values_[c][j]);
                const double rest = free_[j] ? 0 : residual(j, c);
                found.cost += weight_[j] * rest * rest;
            }
            found.movements.push_back(std::move(movement));
        }
        return found;
    }

  private:
    [[nodiscard]] std::size_t width() const { return system_.basis().size() * solved_.cases; }
    [[nodiscard]] std::size_t basis_row(std::size_t unknown) const { return system_.basis()[unknown % system_.basis().size()]; }

    void lay_pairs() {
        const auto& rows = system_.rows();
        for (std::size_t j = 0; j < rows.size(); ++j) {
            for (std::size_t c = 1; c < solved_.cases; ++c) {
                const double step = rows[j].cases[c] - rows[j].cases[c - 1];
                pairs_.push_back({j, c - 1, c, step > 0 ? 1.0 : step < 0 ? -1.0 : 0.0});
                active_.push_back(step == 0 && !free_[j]);
            }
        }
    }

    // A level or a share moves by factors, so that it keeps its sign; a growth rate by differences.
    [[nodiscard]] bool by_factor(std::size_t j, std::size_t c) const {
        return system_.rows()[j].positive && system_.rows()[j].cases[c] > 0;
    }
    [[nodiscard]] double residual(std::size_t j, std::size_t c) const {
        const double stated = system_.rows()[j].cases[c];
        return by_factor(j, c) ? stats::log(values_[c][j] / stated) : (values_[c][j] - stated) / scale_[j];
    }
    [[nodiscard]] double slope(std::size_t j, std::size_t c) const {
        return by_factor(j, c) ? 1 / values_[c][j] : 1 / scale_[j];
    }

    // d value(j) of case c / d unknowns.
    [[nodiscard]] Vector gradient(std::size_t j, std::size_t c, const std::vector<Matrix>& weights) const {
        Vector row(width(), 0.0);
        const auto& basis = system_.basis();
        const auto own = std::find(basis.begin(), basis.end(), j);
        if (own != basis.end()) {
            row[c * basis.size() + static_cast<std::size_t>(own - basis.begin())] = 1;
            return row;
        }
        const auto& derived = system_.derived();
        const auto d = static_cast<std::size_t>(std::find(derived.begin(), derived.end(), j) - derived.begin());
        for (std::size_t i = 0; i < basis.size(); ++i)
            row[c * basis.size() + i] = weights[c](d, i);
        return row;
    }

    struct Rows {
        std::vector<Vector> left;
        Vector right;
        std::vector<std::size_t> pair;  ///< index into pairs_, or none
    };
    static constexpr std::size_t kNoPair = static_cast<std::size_t>(-1);

    [[nodiscard]] Rows constraints(const std::vector<Matrix>& weights) const {
        Rows rows;
        IndependentRows independent;
        const auto add = [&](Vector left, double right, std::size_t pair) {
            if (!independent.take(left)) return;
            rows.left.push_back(std::move(left));
            rows.right.push_back(right);
            rows.pair.push_back(pair);
        };
        for (std::size_t j = 0; j < weight_.size(); ++j) {
            for (std::size_t c = 0; hard_[j] && c < solved_.cases; ++c)
                add(gradient(j, c, weights), system_.rows()[j].cases[c] - values_[c][j], kNoPair);
        }
        for (std::size_t p = 0; p < pairs_.size(); ++p) {
            if (!active_[p]) continue;
            const auto& pair = pairs_[p];
            Vector left = gradient(pair.row, pair.later, weights);
            const Vector minus = gradient(pair.row, pair.earlier, weights);
            for (std::size_t i = 0; i < left.size(); ++i)
                left[i] -= minus[i];
            add(std::move(left), values_[pair.earlier][pair.row] - values_[pair.later][pair.row], p);
        }
        return rows;
    }

    // One Gauss-Newton step under the constraints; pairs whose constraint pulls the wrong way are let go.
    std::optional<Vector> direction() {
        std::vector<Matrix> weights;
        for (std::size_t c = 0; c < solved_.cases; ++c)
            weights.push_back(system_.coefficients(leaves_[c]));
        const std::size_t n = width();
        Matrix normal(n, n);
        Vector pull(n, 0.0);
        for (std::size_t j = 0; j < weight_.size(); ++j) {
            for (std::size_t c = 0; !free_[j] && c < solved_.cases; ++c) {
                const Vector row = gradient(j, c, weights);
                const double s = slope(j, c);
                for (std::size_t a = 0; a < n; ++a) {
                    if (row[a] == 0) continue;
                    pull[a] -= weight_[j] * residual(j, c) * s * row[a] * scale_[basis_row(a)];
                    for (std::size_t b = 0; b < n; ++b)
                        normal(a, b) += weight_[j] * s * s * row[a] * row[b] * scale_[basis_row(a)] * scale_[basis_row(b)];
                }
            }
        }
        const auto rows = constraints(weights);
        const std::size_t m = rows.left.size();
        Matrix whole(n + m, n + m);
        Vector right(n + m, 0.0);
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < n; ++b)
                whole(a, b) = normal(a, b);
            right[a] = pull[a];
            for (std::size_t k = 0; k < m; ++k)
                whole(a, n + k) = whole(n + k, a) = rows.left[k][a] * scale_[basis_row(a)];
        }
        for (std::size_t k = 0; k < m; ++k)
            right[n + k] = rows.right[k];
        auto answer = solve(std::move(whole), std::move(right));
        if (!answer) return std::nullopt;
        for (std::size_t k = 0; k < m; ++k) {
            const std::size_t p = rows.pair[k];
            if (p == kNoPair || pairs_[p].direction == 0) continue;
            // The multiplier's sign says whether the constraint keeps the pair apart or together.
            if ((*answer)[n + k] * pairs_[p].direction > 1e-12) release_.push_back(p);
        }
        answer->resize(n);
        for (std::size_t a = 0; a < n; ++a)
            (*answer)[a] *= scale_[basis_row(a)];
        return answer;
    }

    bool advance(const Vector& move) {
        const std::size_t size = system_.basis().size();
        for (double part = 1; part > 1e-6; part /= 2) {
            auto point = point_;
            std::vector<Vector> leaves;
            for (std::size_t c = 0; c < solved_.cases; ++c) {
                for (std::size_t i = 0; i < size; ++i)
                    point[c][i] += part * move[c * size + i];
                auto found = system_.solve(point[c], leaves_[c]);
                if (!found || turns_sign(*found, leaves_[c])) break;
                leaves.push_back(std::move(*found));
            }
            if (leaves.size() < solved_.cases) continue;
            point_ = std::move(point);
            leaves_ = std::move(leaves);
            for (std::size_t c = 0; c < solved_.cases; ++c)
                values_[c] = system_.values(leaves_[c]);
            update_pairs();
            return true;
        }
        return false;
    }

    [[nodiscard]] bool turns_sign(const Vector& now, const Vector& before) const {
        const auto& unknown = system_.unknown();
        return std::any_of(unknown.begin(), unknown.end(), [&](std::size_t k) { return now[k] * before[k] < 0; });
    }

    void update_pairs() {
        for (const std::size_t p : release_)
            active_[p] = false;
        release_.clear();
        for (std::size_t p = 0; p < pairs_.size(); ++p) {
            const auto& pair = pairs_[p];
            const double step = values_[pair.later][pair.row] - values_[pair.earlier][pair.row];
            if (!active_[p] && !free_[pair.row] && pair.direction * step < -1e-13 * scale_[pair.row]) active_[p] = true;
        }
    }

    [[nodiscard]] bool met() const {
        for (std::size_t j = 0; j < weight_.size(); ++j) {
            for (std::size_t c = 0; hard_[j] && c < solved_.cases; ++c) {
                if (size_of(values_[c][j] - system_.rows()[j].cases[c]) > 1e-9 * scale_[j]) return false;
            }
        }
        return true;
    }

    const SolvedSet& solved_;
    const StatedSystem& system_;
    Vector weight_;
    std::vector<bool> hard_;
    Vector scale_;
    std::vector<bool> free_;
    std::vector<RowPair> pairs_;
    std::vector<bool> active_;
    std::vector<std::size_t> release_;
    std::vector<Vector> point_;
    std::vector<Vector> leaves_;
    std::vector<Vector> values_;
};

Diagnostic impossible(const SolvedSet& solved, const AuditOptions& options) {
    return {.code = Code{7005},
            .where = solved.set().targets.front().where,
            .message = fmt::format("no change of the other targets of {} lets the hard ones stand: {}", solved.set().name,
                                   fmt::join(options.hard, ", ")),
            .expected = "hard targets that agree among themselves",
            .hint = "leave out one --hard"};
}

}  // namespace

Result<Reconciliation> reconcile(const SolvedSet& solved, const AuditOptions& options) {
    Balance balance(solved, options);
    if (balance.settle()) return balance.result();
    if (!options.hard.empty()) return impossible(solved, options);
    Reconciliation nothing;
    for (const auto& row : solved.system->rows())
        nothing.movements.push_back({row.target, 1, false, row.cases, row.cases, {}, {}});
    return nothing;
}

}  // namespace grdp::analysis
