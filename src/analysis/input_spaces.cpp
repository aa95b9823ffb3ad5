#include "input_spaces.hpp"

#include <algorithm>

#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

/// A direction shorter than this, relative to what it was, is a combination of earlier ones.
constexpr double kDependentDirection = 1e-9;

void add_direction(Basis& basis, std::vector<double> direction) {
    const double size = stats::sqrt(inner(direction, direction));
    if (!(size > 0)) return;
    for (int round = 0; round < 2; ++round) {  // Gram and Schmidt, twice is enough
        for (const auto& unit : basis) {
            const double along = inner(direction, unit);
            for (std::size_t i = 0; i < direction.size(); ++i) direction[i] -= along * unit[i];
        }
    }
    const double rest = stats::sqrt(inner(direction, direction));
    if (rest <= kDependentDirection * size) return;
    for (double& x : direction) x /= rest;
    basis.push_back(std::move(direction));
}

}  // namespace

double inner(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

InputSpaces::InputSpaces(const model::CompiledModel& model, const engine::Response& response, const std::vector<UncertainInput>& inputs, double dispersion) {
    std::vector<engine::Quantity> quantities;
    std::vector<std::size_t> owner;
    const auto first = static_cast<std::uint32_t>(model.first_horizon_index());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        for (const std::uint32_t member : inputs[i].members) {
            for (std::uint32_t t = 0; t < (inputs[i].is_shock ? model.horizon.size() : 1); ++t) {
                quantities.push_back(inputs[i].is_shock ? engine::Quantity::shock(member, first + t) : engine::Quantity::parameter(member));
                owner.push_back(i);
            }
        }
    }
    directions_.resize(inputs.size());
    const engine::Response values(model, quantities, dispersion);
    const auto& theirs = values.coordinates();
    const auto gradient = values.gradient(std::vector<double>(theirs.size(), 0.0));
    const auto& ours = response.coordinates();
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        std::vector<double> direction(ours.size(), 0.0);
        for (std::size_t j = 0; j < theirs.size(); ++j) {
            const auto at = std::find(ours.begin(), ours.end(), theirs[j]);
            if (at != ours.end()) direction[static_cast<std::size_t>(at - ours.begin())] = gradient[q * theirs.size() + j];
        }
        add_direction(directions_[owner[q]], std::move(direction));
    }
}

Basis InputSpaces::extended(Basis basis, std::size_t input) const {
    for (const auto& direction : directions_[input]) add_direction(basis, direction);
    return basis;
}

}  // namespace grdp::analysis
