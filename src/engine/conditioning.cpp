#include "conditioning.hpp"

#include <algorithm>

#include "dot.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::engine {
Conditioning::Conditioning(std::vector<NormalAddress> coordinates)
    : coordinates_(std::move(coordinates)), centre_(coordinates_.size(), 0.0) {}

double Conditioning::distance2() const { return dot(u_, u_) + (pivot_ ? pivot_->distance2 : 0.0); }

std::size_t Conditioning::degrees() const { return rows_.size() + (pivot_ ? pivot_->roots.size() : 0); }

void Conditioning::set_pivot(Pivot pivot) {
    GRDP_EXPECTS(pivot.row.size() == coordinates_.size());
    pivot_ = std::move(pivot);
}

std::pair<double, double> Conditioning::moments(const NormalAddress& address) const {
    const auto place = std::find(coordinates_.begin(), coordinates_.end(), address);
    if (place == coordinates_.end()) return {0.0, 1.0};
    const auto k = static_cast<std::size_t>(place - coordinates_.begin());
    if (pivot_) return {pivot_->mean[k], pivot_->variance[k]};
    double variance = 1;
    for (const std::vector<double>& row : rows_) variance -= row[k] * row[k];
    return {centre_[k], std::max(0.0, variance)};
}

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
    sum += by_pivot2;
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
    form.fixed_centre = form.centre = dot(inside, centre_);
    for (const std::vector<double>& row : rows_) form.weights.push_back(dot(inside, row));
    if (pivot_) form.inside = inside;
    project_out(inside);
    if (pivot_) {
        const auto take = [&](const std::vector<double>& row, double u) {
            const double along = dot(inside, row);
            form.centre += along * u;
            form.by_pivot2 += along * along;
            for (std::size_t k = 0; k < inside.size(); ++k) inside[k] -= along * row[k];
            return along;
        };
        form.along_pivot = take(pivot_->row, pivot_->centre);
        for (std::size_t j = 0; j < pivot_->rows.size(); ++j) take(pivot_->rows[j], pivot_->u[j]);
    }
    const double left2 = dot(inside, inside) + outside2;
    form.spread = left2 > kSettled * kSettled * form.length2 ? stats::sqrt(left2) : 0.0;
    return form;
}

}  // namespace grdp::engine
