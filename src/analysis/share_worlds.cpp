#include "share_worlds.hpp"

#include <algorithm>

#include "band_covariance.hpp"
#include "grdp/accounts/band.hpp"
#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/random.hpp"

namespace grdp::analysis {
namespace {

constexpr double kNormal95OfShares = 1.959963984540054;

engine::Quantity quantity_of_number(const UncertainNumber& number) {
    return number.event ? engine::Quantity::event(number.index) : engine::Quantity::cell(number.index, number.period);
}

double normal_of(std::uint64_t seed, std::uint64_t path, const engine::Coordinate& at) {
    const stats::NormalPair pair = stats::normal_pair(seed, path, at.ordinal, at.index / 2);
    return at.index % 2 == 0 ? pair.z0 : pair.z1;
}

}  // namespace

ShareWorlds::ShareWorlds(const model::CompiledModel& model, const UncertainNumber& number, const engine::Sampling& sampling, const std::vector<UncertainInput>& inputs)
    : model_(model), number_(number), sampling_(sampling), response_(model, {quantity_of_number(number)}, sampling.dispersion),
      spaces_(model, response_, inputs, sampling.dispersion) {
    const std::vector<double> origin(response_.coordinates().size(), 0.0);
    surrogate_.centre = response_.at(origin).front();
    const bool affine = response_.affine(0, std::vector<bool>(origin.size(), true));
    surrogate_.gradient = response_.gradient(origin, affine ? 1.0 : 0x1p-7);
    surrogate_.size = stats::sqrt(inner(surrogate_.gradient, surrogate_.gradient));
    if (number.event && model.events[number.index].is_band) {
        const model::Event& event = model.events[number.index];
        surrogate_.low = (accounts::inclusive_low(std::min(event.low, event.high)) - surrogate_.centre) / surrogate_.size;
        surrogate_.high = (accounts::inclusive_high(std::max(event.low, event.high)) - surrogate_.centre) / surrogate_.size;
    }
    const bool truth = number.event && !model.events[number.index].is_band;
    usable_ = !truth && finite(surrogate_.centre) && surrogate_.size > 0;
    exact_ = usable_ && affine;
}

double ShareWorlds::left_of_surrogate(const Basis& basis) const {
    if (!usable_) return 0;
    double known = 0;
    for (const auto& unit : basis) {
        const double along = inner(surrogate_.gradient, unit);
        known += along * along;
    }
    const double whole = surrogate_.size * surrogate_.size;
    known = std::min(known, whole);
    if (!number_.event) return whole - known;
    const double p = band_mass(surrogate_.low, surrogate_.high);
    return p * (1 - p) - band_covariance(surrogate_.low, surrogate_.high, known / whole);
}

ShareWorlds::Paths::Paths(const ShareWorlds& worlds, std::size_t first, std::size_t count)
    : worlds_(worlds), count_(count), lanes_(worlds.response_, worlds.sampling_.isa), base_(count), base_line_(count), now_(count), now_line_(count) {
    const auto& coordinates = worlds.response_.coordinates();
    own_.resize(coordinates.size() * count);
    other_.resize(own_.size());
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        for (std::size_t k = 0; k < count; ++k) {
            own_[i * count + k] = normal_of(worlds.sampling_.seed, 2 * (first + k), coordinates[i]);
            other_[i * count + k] = normal_of(worlds.sampling_.seed, 2 * (first + k) + 1, coordinates[i]);
        }
    }
    evaluate(own_, base_, base_line_);
}

void ShareWorlds::Paths::left(const Basis& basis, double left_of_surrogate, double* to) {
    mix(basis);
    evaluate(mixed_, now_, now_line_);
    for (std::size_t k = 0; k < count_; ++k) {
        const double gap = base_[k] - now_[k], line = base_line_[k] - now_line_[k];
        to[k] = (gap * gap - line * line) / 2 + left_of_surrogate;
    }
}

/// What lies in the space of the basis from the first world, the rest from the second.
void ShareWorlds::Paths::mix(const Basis& basis) {
    mixed_ = other_;
    std::vector<double> along(count_);
    for (const auto& unit : basis) {
        std::fill(along.begin(), along.end(), 0.0);
        for (std::size_t i = 0; i < unit.size(); ++i) {
            if (unit[i] == 0) continue;
            for (std::size_t k = 0; k < count_; ++k) along[k] += unit[i] * (own_[i * count_ + k] - other_[i * count_ + k]);
        }
        for (std::size_t i = 0; i < unit.size(); ++i) {
            if (unit[i] == 0) continue;
            for (std::size_t k = 0; k < count_; ++k) mixed_[i * count_ + k] += unit[i] * along[k];
        }
    }
}

void ShareWorlds::Paths::evaluate(const std::vector<double>& z, std::vector<double>& value, std::vector<double>& line) {
    const std::size_t n = worlds_.response_.coordinates().size();
    const LinearSurrogate& surrogate = worlds_.surrogate_;
    std::fill(line.begin(), line.end(), 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        std::copy_n(z.begin() + static_cast<std::ptrdiff_t>(i * count_), count_, lanes_.coordinate(i));
        if (!worlds_.usable_) continue;
        for (std::size_t k = 0; k < count_; ++k) line[k] += surrogate.gradient[i] * z[i * count_ + k];
    }
    lanes_.run(count_);
    std::copy_n(lanes_.output(0), count_, value.begin());
    if (!worlds_.number_.event) return;
    for (std::size_t k = 0; k < count_; ++k) {
        value[k] = place(worlds_.model_.events[worlds_.number_.index], value[k]) == Place::within ? 1 : 0;
        const double score = worlds_.usable_ ? line[k] / surrogate.size : 0;
        line[k] = worlds_.usable_ && score >= surrogate.low && score <= surrogate.high ? 1 : 0;
    }
}

Estimate share_of(const std::vector<double>& part, const std::vector<double>& whole) {
    const auto count = static_cast<double>(part.size());
    double sum = 0, mean = 0;
    for (const double x : part) sum += x / count;
    for (const double x : whole) mean += x / count;
    const double share = sum / mean;
    double squares = 0;
    for (std::size_t k = 0; k < part.size(); ++k) {
        const double d = (part[k] - share * whole[k]) / mean;
        squares += d * d;
    }
    const double error = stats::sqrt(squares / (count - 1) / count);
    const auto clamp = [](double x) { return std::clamp(x, 0.0, 1.0); };
    return {clamp(share), error, clamp(share - kNormal95OfShares * error), clamp(share + kNormal95OfShares * error)};
}

Estimate known_share(double share) { return {share, 0, share, share}; }

Diagnostic too_few_for_index(const std::string& why) {
    return {Code{7311}, {}, why, "at least " + std::to_string(kLeastIndexDraws) + " draws, and enough for standard errors below 5 % of the variance", "add --draws, ten times as many"};
}

Status check_share_errors(const UncertaintyShares& shares, std::uint64_t draws) {
    for (std::size_t i = 0; i < shares.shapley.size(); ++i) {
        const double error = shares.shapley[i].standard_error;
        if (error <= kMostShareError) continue;
        return too_few_for_index(std::to_string(draws) + " draws leave the share of " + shares.inputs[i].name + " uncertain by " + std::to_string(static_cast<int>(100 * error)) +
                                 " % of the variance");
    }
    return Done{};
}

Diagnostic nothing_to_share() {
    return {Code{7313}, {}, "the number has no uncertainty to be shared out", "a number that some shock or uncertain parameter reaches", "or an event that may happen or not"};
}

}  // namespace grdp::analysis
