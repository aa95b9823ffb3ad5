#include <algorithm>

#include "audit_parts.hpp"

namespace grdp::analysis {
namespace {

constexpr double kExact = 1e-9;

// Whether the coefficients are the same elsewhere: then the sum is the rule itself and no tangent.
bool same_elsewhere(const SolvedSet& solved, const Matrix& here, std::size_t derived) {
    Vector stated = solved.basis_of(0);
    for (double& number : stated)
        number = number * 1.01 + 0.003;
    const auto leaves = solved.system->solve(stated, *solved.leaves[0]);
    if (!leaves) return false;
    const auto there = solved.system->coefficients(*leaves);
    for (std::size_t i = 0; i < here.columns(); ++i) {
        if (size_of(there(derived, i) - here(derived, i)) > 1e-8 * std::max(1.0, size_of(here(derived, i)))) return false;
    }
    return true;
}

bool contradicts(const StatedRow& row, const CaseCheck& check) {
    const double tolerance = check.slack + kExact * std::max(1.0, size_of(check.stated));
    if (row.sense == model::Sense::at_least) return check.discrepancy < -tolerance;
    if (row.sense == model::Sense::at_most) return check.discrepancy > tolerance;
    return size_of(check.discrepancy) > tolerance;
}

void name_the_form(Check& check) {
    double sum = 0;
    bool positive = true;
    bool minus_one = true;
    for (const auto& term : check.terms) {
        sum += term.weight;
        positive = positive && term.weight > 0;
        minus_one = minus_one && size_of(term.weight + 1) < 1e-8;
    }
    check.is_mean = check.affine && positive && check.terms.size() > 1 && size_of(sum - 1) < 1e-7 &&
                    size_of(check.constant) < 1e-6;
    check.is_sum = check.affine && minus_one && check.terms.size() > 1;
}

std::vector<std::size_t> leaves_behind(const SolvedSet& solved, const GrowthMean& mean) {
    std::vector<std::size_t> leaves;
    const auto year = static_cast<std::uint32_t>(accounts::periods_per_year(solved.model->frequency));
    const auto& all = solved.system->network().leaves();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool part = std::find(mean.parts.begin(), mean.parts.end(), all[i].series) != mean.parts.end();
        if (part && all[i].period + year == mean.period) leaves.push_back(i);
    }
    return leaves;
}

// The farthest that weights anywhere in their intervals, with sum one, can carry the mean from the one computed.
double reach_of_weights(const Check& check, const std::vector<double>& parts) {
    double reach = 0;
    for (const double sign : {1.0, -1.0}) {
        std::vector<std::size_t> order(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i)
            order[i] = i;
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return sign * parts[a] > sign * parts[b]; });
        double left = 1;
        double extreme = 0;
        double centre = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            left -= check.terms[i].low;
            extreme += check.terms[i].low * parts[i];
            centre += check.terms[i].weight * parts[i];
        }
        for (const std::size_t i : order) {
            const double more = std::min(left, check.terms[i].high - check.terms[i].low);
            extreme += more * parts[i];
            left -= more;
        }
        reach = std::max(reach, size_of(extreme - centre));
    }
    return reach;
}

CaseCheck one_case(const SolvedSet& solved, const Check& check, std::size_t row, std::size_t at_case) {
    const auto& rows = solved.system->rows();
    CaseCheck result;
    result.stated = rows[row].cases[at_case];
    result.implied = solved.values[at_case][row];
    result.discrepancy = result.implied - result.stated;
    result.slack_stated = rounding_of(rows[row], result.stated);
    for (const auto& term : check.terms) {
        const auto& other = row_of(solved, term.target);
        result.slack_others += size_of(term.weight) * rounding_of(other, other.cases[at_case]);
    }
    return result;
}

}  // namespace

double rounding_of(const StatedRow& row, double stated) {
    double rounding = row.half_unit;
    if (row.splice != 1) rounding += size_of(stated / row.printed_before) * half_unit(row.printed_before);
    return rounding;
}

const StatedRow& row_of(const SolvedSet& solved, std::uint32_t target) {
    const auto& rows = solved.system->rows();
    return *std::find_if(rows.begin(), rows.end(), [&](const StatedRow& row) { return row.target == target; });
}

std::vector<Check> make_checks(const SolvedSet& solved) {
    const auto& system = *solved.system;
    const auto& rows = system.rows();
    const Matrix weights = system.coefficients(*solved.leaves[0]);
    std::vector<Check> checks;
    for (std::size_t d = 0; d < system.derived().size(); ++d) {
        const std::size_t row = system.derived()[d];
        Check check;
        check.target = rows[row].target;
        check.constant = solved.values[0][row];
        for (std::size_t i = 0; i < system.basis().size(); ++i) {
            if (weights(d, i) == 0) continue;
            const auto& other = rows[system.basis()[i]];
            check.terms.push_back({other.target, weights(d, i), weights(d, i), weights(d, i)});
            check.constant -= weights(d, i) * other.cases[0];
        }
        check.affine = same_elsewhere(solved, weights, d);
        if (check.affine && size_of(check.constant) < kExact * std::max(1.0, size_of(solved.values[0][row])))
            check.constant = 0;
        name_the_form(check);
        std::vector<std::size_t> better_known;
        if (const auto mean = growth_mean(solved, check)) {
            check.total = mean->total;
            recover_weights(solved, *mean, check);
            if (check.recovered_weights) better_known = leaves_behind(solved, *mean);
        }
        for (std::size_t c = 0; c < solved.cases; ++c) {
            auto result = one_case(solved, check, row, c);
            result.slack_data = system.rounding_of_data(*solved.leaves[c], better_known)[d];
            if (check.recovered_weights) {
                std::vector<double> parts;
                for (const auto& term : check.terms)
                    parts.push_back(solved.set().targets[term.target].cases[c]);
                result.slack_data += reach_of_weights(check, parts);
            }
            result.slack = result.slack_stated + result.slack_others + result.slack_data;
            const bool exact = size_of(result.discrepancy) <= kExact * std::max(1.0, size_of(result.stated));
            result.closure = contradicts(rows[row], result) ? Closure::contradicted
                             : exact                        ? Closure::exact
                                                            : Closure::within_rounding;
            check.cases.push_back(result);
        }
        check.corners = corners_of(solved, check);
        check.no_weights = weight_proof(solved, check);
        // Numbers that agree within their rounding are no case for other weights.
        if (check.no_weights && !check.no_weights->beyond_rounding &&
            std::none_of(check.cases.begin(), check.cases.end(), [](const auto& c) { return c.closure == Closure::contradicted; }))
            check.no_weights.reset();
        check.other_weights = other_weights(solved, check);
        checks.push_back(std::move(check));
    }
    return checks;
}

}  // namespace grdp::analysis
