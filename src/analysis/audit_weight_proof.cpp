// Would any weights do? Farkas' lemma on the weights of a mean; AU-6.
#include <algorithm>

#include "audit_parts.hpp"

namespace grdp::analysis {
namespace {

struct Table {
    Matrix parts;  ///< [case x term]
    Vector totals;
    std::vector<double> part_rounding;  ///< per term
    double total_rounding = 0;
};

Table table_of(const SolvedSet& solved, const Check& check) {
    const auto& targets = solved.set().targets;
    Table table{Matrix(solved.cases, check.terms.size()), {}, {}, row_of(solved, check.target).half_unit};
    for (std::size_t c = 0; c < solved.cases; ++c) {
        for (std::size_t i = 0; i < check.terms.size(); ++i)
            table.parts(c, i) = targets[check.terms[i].target].cases[c];
        table.totals.push_back(check.cases[c].stated);
    }
    for (const auto& term : check.terms)
        table.part_rounding.push_back(row_of(solved, term.target).half_unit);
    return table;
}

// Weights of at least 0 with sum 1 that give the totals of the cases asked for.
BoxProblem weights_for(const Table& table, std::size_t without = static_cast<std::size_t>(-1)) {
    const std::size_t n = table.parts.columns();
    const std::size_t cases = table.totals.size() - (without < table.totals.size() ? 1 : 0);
    BoxProblem problem{Matrix(cases + 1, n), {}, Vector(n, 0.0), Vector(n, kOpen)};
    for (std::size_t c = 0; c < table.totals.size(); ++c) {
        if (c == without) continue;
        for (std::size_t i = 0; i < n; ++i)
            problem.a(problem.b.size(), i) = table.parts(c, i);
        problem.b.push_back(table.totals[c]);
    }
    for (std::size_t i = 0; i < n; ++i)
        problem.a(problem.b.size(), i) = 1;
    problem.b.push_back(1);
    return problem;
}

// The same with every printed number anywhere within its rounding: two inequalities a case, each with its slack variable.
bool possible_within_rounding(const Table& table) {
    const std::size_t n = table.parts.columns();
    const std::size_t cases = table.totals.size();
    const std::size_t width = n + 2 * cases;
    BoxProblem problem{Matrix(2 * cases + 1, width), {}, Vector(width, 0.0), Vector(width, kOpen)};
    for (std::size_t c = 0; c < cases; ++c) {
        for (std::size_t i = 0; i < n; ++i) {
            problem.a(2 * c, i) = table.parts(c, i) - table.part_rounding[i];
            problem.a(2 * c + 1, i) = table.parts(c, i) + table.part_rounding[i];
        }
        problem.a(2 * c, n + 2 * c) = 1;
        problem.a(2 * c + 1, n + 2 * c + 1) = -1;
        problem.b.push_back(table.totals[c] + table.total_rounding);
        problem.b.push_back(table.totals[c] - table.total_rounding);
    }
    for (std::size_t i = 0; i < n; ++i)
        problem.a(2 * cases, i) = 1;
    problem.b.push_back(1);
    return minimise(problem).feasible;
}

// The first case that weights which meet all others cannot reach, and how near they come.
void find_nearest(const Table& table, WeightProof& proof) {
    for (std::size_t c = 0; c < table.totals.size(); ++c) {
        for (const double sign : {1.0, -1.0}) {
            Vector cost;
            for (std::size_t i = 0; i < table.parts.columns(); ++i)
                cost.push_back(sign * table.parts(c, i));
            const auto answer = minimise(weights_for(table, c), cost);
            if (!answer.feasible) break;
            const double extreme = sign * answer.value;  // the least for +1, the greatest for -1
            if (sign * (extreme - table.totals[c]) <= 0) continue;
            proof.best_case = static_cast<std::uint32_t>(c);
            proof.best = extreme;
            return;
        }
    }
}

}  // namespace

std::optional<WeightProof> weight_proof(const SolvedSet& solved, const Check& check) {
    if (!check.is_mean) return std::nullopt;
    const auto table = table_of(solved, check);
    const auto answer = minimise(weights_for(table));
    if (answer.feasible) return std::nullopt;
    const std::size_t cases = table.totals.size();
    double largest = 0;
    for (std::size_t c = 0; c < cases; ++c)
        largest = std::max(largest, size_of(answer.proof[c]));
    if (!(largest > 0)) return std::nullopt;
    WeightProof proof;
    proof.constant = answer.proof[cases] / largest;
    proof.total = proof.constant;
    proof.parts.assign(check.terms.size(), proof.constant);
    for (std::size_t c = 0; c < cases; ++c) {
        proof.multipliers.push_back(answer.proof[c] / largest);
        proof.total += proof.multipliers[c] * table.totals[c];
        for (std::size_t i = 0; i < check.terms.size(); ++i)
            proof.parts[i] += proof.multipliers[c] * table.parts(c, i);
    }
    proof.beyond_rounding = !possible_within_rounding(table);
    find_nearest(table, proof);
    return proof;
}

}  // namespace grdp::analysis
