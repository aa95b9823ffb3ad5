// The three problems (models/p1.model, p2.model, p3.model) and the frame that the C++ peers share.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace problems {

inline constexpr std::array<double, 4> kWeights = {0.10, 0.30, 0.53, 0.07};
inline constexpr std::array<double, 4> kMean = {2.35, 12.7, 10.55, 5.8};
inline constexpr std::array<double, 4> kSd = {1.2, 2.5, 1.5, 3.0};
inline constexpr double kCorrelation[4][4] = {{1, 0.1, 0.1, 0.1}, {0.1, 1, 0.35, 0.5}, {0.1, 0.35, 1, 0.5}, {0.1, 0.5, 0.5, 1}};

inline constexpr int kYears = 8;
inline constexpr std::array<double, 4> kLevels = {10, 30, 53, 7};
inline constexpr double kResponse[4][3] = {{0.05, 0.05, 0}, {0.30, 0.15, 0}, {0.10, 0.15, 0.20}, {0.20, 0.10, 0.05}};
inline constexpr std::array<double, 3> kDriverSd = {2, 1.5, 3};

inline bool in_band(double growth) { return growth >= 9.5 && growth <= 10; }

/// Student t(5) with sd 2.5
inline const double kStudentScale = 2.5 / std::sqrt(5.0 / 3.0);

inline double triangle(double share) {
    const double low = -1.2, mode = 2.6, high = 5.6;
    return share < (mode - low) / (high - low) ? low + std::sqrt(share * (high - low) * (mode - low))
                                               : high - std::sqrt((1 - share) * (high - low) * (high - mode));
}

/// `inverse_normal` is the library's.
template <class InverseNormal>
double two_piece(double share, const InverseNormal& inverse_normal) {
    const double mode = 10.8, left = 1.8, right = 1.1, below = left / (left + right);
    return share < below ? mode + left * inverse_normal(0.5 * share / below)
                         : mode + right * inverse_normal(0.5 + 0.5 * (share - below) / (1 - below));
}

/// One path of P3, year by year.
struct Path {
    std::array<double, 3> driver = {};
    std::array<double, 4> shock = {};
    std::array<double, 4> volume = kLevels;
    double before = 100;
    int year = 0;
    std::array<double, kYears> growth;

    /// The year's innovations: drivers' and correlated shocks', scaled.
    void step(const std::array<double, 3>& for_drivers, const std::array<double, 4>& for_shocks) {
        for (int k = 0; k < 3; ++k) driver[k] = 0.6 * driver[k] + for_drivers[k];
        double total = 0;
        for (int s = 0; s < 4; ++s) {
            shock[s] = 0.3 * shock[s] + for_shocks[s];
            double rate = kMean[s] - 0.1 * year + shock[s];
            for (int k = 0; k < 3; ++k) rate += kResponse[s][k] * driver[k];
            total += volume[s] *= 1 + 0.01 * rate;
        }
        growth[year++] = 100 * (total / before - 1);
        before = total;
    }
};

/// Counts of a problem's events; of P1 and P2 also the sums that give mean and standard deviation.
struct Tally {
    std::uint64_t draws = 0;
    std::array<std::uint64_t, 4> counts = {};
    double sum = 0, squares = 0;

    void add(double growth) {
        ++draws;
        counts[0] += in_band(growth);
        sum += growth;
        squares += growth * growth;
    }
    void add(const Path& path) {
        ++draws;
        counts[0] += in_band(path.growth[4]);
        double five = 0;
        for (int t = 3; t < kYears; ++t) five += path.growth[t];
        counts[1] += in_band(five / 5);
        bool above = true, inside = true;
        for (const double g : path.growth) {
            above = above && g >= 8;
            inside = inside && in_band(g);
        }
        counts[2] += above;
        counts[3] += inside;
    }
};

/// Runs `sample(problem, draws, seed)` -> one Tally, or one for each of 16 randomisations, and prints the line of JSON.
template <class Sample>
int run(int count, char** arguments, const Sample& sample) {
    if (count < 5) return 2;
    const std::string problem = arguments[1], method = arguments[2];
    const auto draws = static_cast<std::uint64_t>(std::strtod(arguments[3], nullptr));
    const auto seed = static_cast<unsigned long>(std::strtoul(arguments[4], nullptr, 10));
    const std::clock_t start = std::clock();
    const std::vector<Tally> tallies = sample(problem, method, draws, seed);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;

    std::vector<const char*> events = {"band"};
    if (problem == "p3") events = {"one_year", "five_years", "every_year", "every_in_band"};
    std::string values, errors;
    double moments = 0;
    for (std::size_t e = 0; e < events.size(); ++e) {
        double sum = 0, squares = 0;
        const auto n = static_cast<double>(tallies.size());
        for (const Tally& tally : tallies) {
            const double share = static_cast<double>(tally.counts[e]) / static_cast<double>(tally.draws);
            sum += share;
            squares += share * share;
            moments += tally.sum + tally.squares;
        }
        char text[80];
        std::snprintf(text, sizeof text, "%s\"%s\": %.12g", e ? ", " : "", events[e], sum / n);
        values += text;
        const double variance = n > 1 ? std::fmax(0, squares - sum * sum / n) / (n - 1) / n : 0;
        std::snprintf(text, sizeof text, "%s\"%s\": %.6g", e ? ", " : "", events[e], std::sqrt(variance));
        errors += text;
    }
    std::printf("{\"seconds\": %.6f, \"draws\": %llu, \"moments\": %.6g, \"values\": {%s}", seconds,
                static_cast<unsigned long long>(draws), moments, values.c_str());
    if (tallies.size() > 1) std::printf(", \"errors\": {%s}", errors.c_str());
    std::printf("}\n");
    return 0;
}

}  // namespace problems
