#include "conditioning.hpp"

#include <algorithm>

#include "dot.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::engine {
Conditioning::Conditioning(std::vector<NormalAddress> coordinates)
    : coordinates_(std::move(coordinates)), centre_(coordinates_.size(), 0.0) {}

double Conditioning::distance2() const { return dot(u_, u_); }

void Conditioning::add(std::vector<double> direction, double u) {
    GRDP_EXPECTS(direction.size() == coordinates_.size());
    for (std::size_t i = 0; i < centre_.size(); ++i) centre_[i] += u * direction[i];
    rows_.push_back(std::move(direction));
    u_.push_back(u);
}

void Conditioning::project_out(std::vector<double>& vector) const {
    for (int twice = 0; twice < 2; ++twice) {  // the second pass removes what rounding left
        for (const std::vector<double>& row : rows_) {
            const double along = dot(vector, row);
            for (std::size_t i = 0; i < vector.size(); ++i) vector[i] -= along * row[i];
        }
    }
}

std::vector<double> Conditioning::constrained(const std::vector<double>& point) const {
    std::vector<double> moved = point;
    project_out(moved);
    for (std::size_t i = 0; i < moved.size(); ++i) moved[i] += centre_[i];
    return moved;
}

double Conditioning::Form::explained() const {
    double sum = 0;
    for (const double w : weights) sum += w * w;
    if (!(length2 > 0)) return 0;
    return spread > 0 ? std::min(sum / length2, 1.0) : 1.0;
}

Conditioning::Form Conditioning::form(const std::vector<std::pair<NormalAddress, double>>& terms) const {
    constexpr double kSettled = 1e-12;  // relative length below which rounding is all that is left
    Form form;
    std::vector<double> inside(coordinates_.size(), 0.0);
    double outside2 = 0;
    for (const auto& [address, weight] : terms) {
        form.length2 += weight * weight;
        const auto place = std::find(coordinates_.begin(), coordinates_.end(), address);
        if (place == coordinates_.end()) outside2 += weight * weight;
        else inside[static_cast<std::size_t>(place - coordinates_.begin())] = weight;
    }
    form.centre = dot(inside, centre_);
    for (const std::vector<double>& row : rows_) form.weights.push_back(dot(inside, row));
    project_out(inside);
    const double left2 = dot(inside, inside) + outside2;
    form.spread = left2 > kSettled * kSettled * form.length2 ? stats::sqrt(left2) : 0.0;
    return form;
}

}  // namespace grdp::engine
