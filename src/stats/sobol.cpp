#include "grdp/stats/sobol.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "grdp/base/contract.hpp"
#include "grdp/stats/random.hpp"
#include "sobol_table.hpp"

namespace grdp::stats {

static_assert(kSobolDimensions == kSobolTableDimensions);

namespace {

constexpr std::uint64_t kTop = std::uint64_t{1} << 63;
/// Stands where a path's period stands in an address; no period has this ordinal.
constexpr std::uint32_t kScramble = 0xF0000000u, kShift = 0xF0000001u, kBeyond = 0xF0000002u;

unsigned degree_of(std::uint32_t polynomial) {
    unsigned degree = 0;
    while ((polynomial >> (degree + 1)) != 0) ++degree;
    return degree;
}

using Directions = std::array<std::uint32_t, 32>;

/// Bratley and Fox (1988): the recurrence over the primitive polynomial.
Directions directions_of(std::size_t place) {
    const std::uint32_t polynomial = kSobolTable[place];
    const unsigned degree = degree_of(polynomial);
    Directions m = {};
    for (unsigned k = 0; k < 32; ++k) {
        if (k < degree) {
            m[k] = kSobolTable[place + 1 + k];
            continue;
        }
        m[k] = m[k - degree];
        for (unsigned back = 1; back <= degree; ++back) {
            if (((polynomial >> (degree - back)) & 1u) != 0) m[k] ^= m[k - back] << back;
        }
    }
    for (unsigned k = 0; k < 32; ++k) m[k] <<= 31 - k;
    return m;
}

std::vector<std::uint32_t> places() {
    std::vector<std::uint32_t> found;
    for (std::uint32_t at = 0; at < kSobolTable.size(); at += degree_of(kSobolTable[at]) + 1) found.push_back(at);
    return found;
}

std::vector<Directions> first_directions(std::size_t dimensions) {
    std::vector<Directions> all(dimensions);
    for (unsigned k = 0; k < 32; ++k) all[0][k] = std::uint32_t{1} << (31 - k);  // van der Corput's
    const std::vector<std::uint32_t> table = places();
    for (std::size_t d = 1; d < dimensions; ++d) all[d] = directions_of(table[d - 1]);
    return all;
}

/// Worked out once; few problems need more than the short one.
const Directions& directions(std::size_t dimension) {
    constexpr std::size_t kFew = 64;
    static const std::vector<Directions> few = first_directions(kFew);
    if (dimension < kFew) return few[dimension];
    static const std::vector<Directions> all = first_directions(kSobolDimensions);
    return all[dimension];
}

using WordPair = std::array<std::uint64_t, 2>;

WordPair random_words(std::uint64_t seed, std::uint32_t use, std::uint32_t replicate, std::size_t dimension, std::uint32_t pair) {
    const auto words = philox4x32_10({pair, replicate, use, static_cast<std::uint32_t>(dimension)},
                                     {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    return {(std::uint64_t{words[0]} << 32) | words[1], (std::uint64_t{words[2]} << 32) | words[3]};
}

std::uint64_t random_word(std::uint64_t seed, std::uint32_t use, std::uint32_t replicate, std::size_t dimension,
                          std::uint32_t number) {
    return random_words(seed, use, replicate, dimension, number / 2)[number % 2];
}

}  // namespace

std::uint32_t sobol_direction(std::size_t dimension, unsigned level) {
    GRDP_EXPECTS(dimension < kSobolDimensions && level < 32);
    return directions(dimension)[level];
}

ScrambledSobol::ScrambledSobol(std::uint64_t seed, std::uint32_t replicate, std::size_t dimensions)
    : seed_(seed), replicate_(replicate), shifts_(dimensions),
      matrices_(std::min(dimensions, kSobolDimensions) * kSobolLevels), columns_(matrices_.size()) {
    for (std::size_t d = 0; d < dimensions; ++d) shifts_[d] = random_word(seed, kShift, replicate, d, 0);
}

void ScrambledSobol::reach(unsigned levels) {
    GRDP_EXPECTS(levels <= kSobolLevels);
    if (levels <= levels_) return;
    for (std::size_t d = 0; d < std::min(shifts_.size(), kSobolDimensions); ++d) {
        std::uint64_t* matrix = matrices_.data() + d * kSobolLevels;
        const Directions& numbers = directions(d);
        WordPair words = {};
        for (unsigned j = levels_; j < levels; ++j) {
            if (j == levels_ || j % 2 == 0) words = random_words(seed_, kScramble, replicate_, d, j / 2);
            const std::uint64_t diagonal = kTop >> j;
            matrix[j] = diagonal | (words[j % 2] & (diagonal - 1));
        }
        for (unsigned k = levels_; k < levels; ++k) {
            std::uint64_t column = 0;
            for (unsigned j = 0; j <= k; ++j) {
                if (((numbers[k] >> (31 - j)) & 1u) != 0) column ^= matrix[j];
            }
            columns_[d * kSobolLevels + k] = column;
        }
    }
    levels_ = levels;
}

void ScrambledSobol::fill(std::size_t dimension, std::uint64_t first, std::size_t count, double* u) const {
    GRDP_EXPECTS(first + count <= (std::uint64_t{1} << levels_));
    const auto uniform = [](std::uint64_t bits) { return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; };
    if (dimension >= kSobolDimensions) {
        for (std::size_t k = 0; k < count; ++k) {
            const std::uint64_t point = first + k;
            const auto at = static_cast<std::uint32_t>(point);
            u[k] = uniform(random_word(seed_, kBeyond, replicate_, dimension, at));
        }
        return;
    }
    const std::uint64_t* columns = columns_.data() + dimension * kSobolLevels;
    std::uint64_t bits = shifts_[dimension];
    const std::uint64_t gray = first ^ (first >> 1);
    for (unsigned k = 0; k < levels_; ++k) {
        if (((gray >> k) & 1u) != 0) bits ^= columns[k];
    }
    for (std::size_t k = 0;; ++k) {
        u[k] = uniform(bits);
        if (k + 1 == count) return;
        bits ^= columns[__builtin_ctzll(first + k + 1)];
    }
}

}  // namespace grdp::stats
