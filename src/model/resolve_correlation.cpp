// The correlation of the shocks' normal scores, from pairs and matrices; refused unless positive semidefinite.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "compile_draft.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/stats/correlation.hpp"

namespace grdp::model {

namespace {

constexpr std::size_t kLargestDenseCheck = 400;

class CorrelationBuilder {
  public:
    explicit CorrelationBuilder(Draft& draft) : draft_(draft), size_(draft.model.shocks.size()) {
        draft_.model.correlation.assign(size_ * size_, 0.0);
        for (std::size_t i = 0; i < size_; ++i)
            draft_.model.correlation[i * size_ + i] = 1.0;
        group_.resize(size_);
        std::iota(group_.begin(), group_.end(), 0u);
    }

    /// Pairs inside a shock statement name elements of its last set, for every tuple of the other sets.
    void add_own_pairs(const ast::ShockDecl& shock) {
        const Stem* stem = draft_.names.find_stem(shock.name.name.text);
        for (const auto& pair : shock.pairs) {
            if (stem == nullptr || draft_.faulty_shocks.contains(stem->name)) continue;
            if (stem->roots.empty()) {
                draft_.report.error(2507, pair.first.where, fmt::format("{} has no elements to correlate", stem->name),
                                    "a shock over a set", "use a correlation statement for shocks of different series");
                continue;
            }
            add_own_pair(shock, *stem, pair);
        }
    }

    void add_pair(const ast::CorrelationPair& pair) {
        const auto first = shock_named(pair.first);
        const auto second = shock_named(pair.second);
        if (first != kNone && second != kNone) set(first, second, pair.value, pair.coefficient, pair.first.where);
    }

    void add_matrix(const ast::CorrelationDecl& declaration);
    void check();

  private:
    void add_own_pair(const ast::ShockDecl& shock, const Stem& stem, const ast::CorrelationPair& pair);
    std::uint32_t shock_named(const ast::Reference& reference);
    void set(std::uint32_t a, std::uint32_t b, const ast::Number& value, const std::string& coefficient,
             const Span& where);
    std::optional<double> score_correlation(const ast::Number& value, const std::string& coefficient);
    std::uint32_t find(std::uint32_t shock) {
        while (group_[shock] != shock)
            shock = group_[shock] = group_[group_[shock]];
        return shock;
    }
    void check_group(const std::vector<std::uint32_t>& members);
    [[nodiscard]] std::uint64_t key(std::uint32_t a, std::uint32_t b) const {
        return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    }

    Draft& draft_;
    std::size_t size_;
    std::vector<std::uint32_t> group_;  ///< shocks that are correlated, directly or through others
    std::unordered_map<std::uint64_t, Span> given_;
};

void CorrelationBuilder::add_own_pair(const ast::ShockDecl& shock, const Stem& stem, const ast::CorrelationPair& pair) {
    const auto domains = resolve_domains(draft_, shock.name, &stem.roots);
    if (!domains) return;
    const Domain& last = domains->back();
    std::array<std::uint32_t, 2> elements{};
    std::size_t found = 0;
    for (const auto* reference : {&pair.first, &pair.second}) {
        const auto ordinal = draft_.names.ordinal(last.root, reference->name.text);
        if (std::find(last.ordinals.begin(), last.ordinals.end(), ordinal) == last.ordinals.end()) {
            std::vector<std::string> candidates;
            for (const auto member : last.ordinals)
                candidates.push_back(draft_.names.sets[last.root].elements[member]);
            draft_.report.unknown(2507, fmt::format("element of {}", shock.name.indices.back().text),
                                  reference->name.text, reference->where, candidates);
            continue;
        }
        elements[found++] = ordinal;
    }
    if (found < 2) return;
    auto others = *domains;
    others.pop_back();
    for_each_tuple(others, [&](const std::vector<std::uint32_t>& tuple) {
        std::array<std::uint32_t, 2> shocks{};
        for (std::size_t i = 0; i < 2; ++i) {
            auto full = tuple;
            full.push_back(elements[i]);
            const auto series = stem.cells[draft_.names.flat(stem, full)];
            shocks[i] = series == kNone ? kNone : draft_.shock_of[series];
        }
        if (shocks[0] != kNone && shocks[1] != kNone)
            set(shocks[0], shocks[1], pair.value, pair.coefficient, pair.first.where);
    });
}

std::uint32_t CorrelationBuilder::shock_named(const ast::Reference& reference) {
    ExpressionChecker checker(draft_.names, draft_.report, Setting::scenario);
    if (!checker.check(reference, {})) return kNone;
    const Stem* stem = draft_.names.find_stem(reference.name.text);
    const auto series = stem->is_parameter ? kNone : draft_.expander().cell(reference, {});
    const auto shock = series == kNone ? kNone : draft_.shock_of[series];
    if (shock == kNone && !draft_.faulty_shocks.contains(stem->name) && !draft_.report.is_lost(stem->name)) {
        draft_.report.error(2507, reference.where,
                            fmt::format("{} has no shock to correlate",
                                        series == kNone ? stem->name : draft_.model.series[series].name),
                            "a series with a shock statement");
    }
    return shock;
}

std::optional<double> CorrelationBuilder::score_correlation(const ast::Number& value, const std::string& coefficient) {
    if (!(std::abs(value.value) <= 1)) {
        draft_.report.error(2509, value.where,
                            fmt::format("the correlation {} does not exist", exact_text(value.value)),
                            "a number from -1 to 1");
        return std::nullopt;
    }
    if (coefficient == "spearman") return stats::pearson_from_spearman(value.value);
    if (coefficient == "kendall") return stats::pearson_from_kendall(value.value);
    GRDP_EXPECTS(coefficient == "pearson");
    return value.value;
}

void CorrelationBuilder::set(std::uint32_t a, std::uint32_t b, const ast::Number& value, const std::string& coefficient,
                             const Span& where) {
    if (a == b) {
        draft_.report.error(2509, where, fmt::format("{} is correlated with itself", draft_.model.shocks[a].name),
                            "two different shocks");
        return;
    }
    const auto [before, fresh] = given_.emplace(key(a, b), where);
    if (!fresh) {
        draft_.report.error(2508, where,
                            fmt::format("the correlation of {} and {} is given twice", draft_.model.shocks[a].name,
                                        draft_.model.shocks[b].name),
                            "each pair once", "", {{before->second, "first given here"}});
        return;
    }
    const auto score = score_correlation(value, coefficient);
    if (!score) return;
    draft_.model.correlation[a * size_ + b] = draft_.model.correlation[b * size_ + a] = *score;
    if (*score != 0) group_[find(a)] = find(b);
}

void CorrelationBuilder::add_matrix(const ast::CorrelationDecl& declaration) {
    const auto& matrix = *declaration.matrix;
    std::vector<std::uint32_t> columns;
    for (const auto& column : matrix.columns)
        columns.push_back(shock_named(column));
    std::unordered_map<std::uint64_t, const ast::Number*> cells;
    bool sound = std::find(columns.begin(), columns.end(), kNone) == columns.end();
    for (const auto& [head, values] : matrix.rows) {
        const auto row = shock_named(head);
        sound &= row != kNone;
        for (std::size_t c = 0; c < values.size() && sound; ++c)
            cells[std::uint64_t{row} << 32 | columns[c]] = &values[c];
    }
    if (!sound) return;
    if (cells.size() != columns.size() * columns.size()) {
        draft_.report.error(
            2510, matrix.where,
            fmt::format("the matrix has {} rows and {} columns that match", matrix.rows.size(), columns.size()),
            "the same shocks in rows and columns, each once");
        return;
    }
    for (const auto a : columns) {
        for (const auto b : columns) {
            const auto cell = cells.find(std::uint64_t{a} << 32 | b);
            const auto mirror = cells.find(std::uint64_t{b} << 32 | a);
            if (cell == cells.end() || mirror == cells.end()) {
                draft_.report.error(2510, matrix.where, "rows and columns of the matrix differ",
                                    "the same shocks in rows and columns, each once");
                return;
            }
            const ast::Number& number = *cell->second;
            if (a == b && number.value != 1) {
                draft_.report.error(
                    2510, number.where,
                    fmt::format("the diagonal of {} is {}", draft_.model.shocks[a].name, exact_text(number.value)),
                    "1");
            } else if (number.value != mirror->second->value) {
                if (a < b) {
                    draft_.report.error(2510, mirror->second->where,
                                        fmt::format("the correlation of {} and {} is {} here and {} there",
                                                    draft_.model.shocks[a].name, draft_.model.shocks[b].name,
                                                    exact_text(mirror->second->value), exact_text(number.value)),
                                        "a symmetric matrix", "", {{number.where, "the other cell"}});
                }
            } else if (a < b) {
                set(a, b, number, declaration.coefficient, number.where);
            }
        }
    }
}

std::string matrix_text(const stats::SquareMatrix& matrix) {
    constexpr std::size_t kShown = 8;
    if (matrix.size() > kShown) return {};
    std::string text;
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            text += fmt::format("{}{:.4f}", j ? " " : (i > 1 ? " / " : ""), matrix(i, j));
    }
    return text;
}

void CorrelationBuilder::check_group(const std::vector<std::uint32_t>& members) {
    Span where;
    for (const auto a : members) {
        for (const auto b : members) {
            const auto given = a < b ? given_.find(key(a, b)) : given_.end();
            if (given != given_.end() && (where.line == 0 || given->second.line > where.line)) where = given->second;
        }
    }
    if (members.size() > kLargestDenseCheck) {
        draft_.report.error(2512, where, fmt::format("{} shocks are correlated with each other", members.size()),
                            fmt::format("at most {} in one group", kLargestDenseCheck));
        return;
    }
    stats::SquareMatrix matrix(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = 0; j < members.size(); ++j)
            matrix(i, j) = draft_.model.correlation[members[i] * size_ + members[j]];
    }
    const auto fault = stats::check_correlation(matrix);
    if (!fault) return;
    std::string names;
    for (const auto member : members)
        names += (names.empty() ? "" : ", ") + draft_.model.shocks[member].name;
    const std::string nearest = matrix_text(stats::nearest_correlation(matrix));
    draft_.report.error(
        2511, where,
        fmt::format("no shocks can be correlated like this: the smallest eigenvalue of their matrix is {:.6g}",
                    fault->smallest_eigenvalue),
        "a positive semidefinite matrix",
        nearest.empty()
            ? "move the correlations towards 0"
            : fmt::format("the nearest valid correlations below the diagonal, in the order {}: {}", names, nearest));
}

void CorrelationBuilder::check() {
    std::vector<std::vector<std::uint32_t>> groups(size_);
    for (std::uint32_t shock = 0; shock < size_; ++shock)
        groups[find(shock)].push_back(shock);
    for (const auto& members : groups) {
        if (members.size() > 1) check_group(members);
    }
}

}  // namespace

void resolve_correlation(Draft& draft, const ast::Model& model) {
    CorrelationBuilder builder(draft);
    for (const auto& shock : model.shocks)
        builder.add_own_pairs(shock);
    for (const auto& declaration : model.correlations) {
        for (const auto& pair : declaration.pairs)
            builder.add_pair(pair);
        if (declaration.matrix) builder.add_matrix(declaration);
    }
    builder.check();
}

}  // namespace grdp::model
