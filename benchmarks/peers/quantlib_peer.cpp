// QuantLib: its Mersenne twister with inverse cumulative normals, its Sobol' points with random shifts, its decomposition of
// the covariance and its inverse cumulative functions; the beta law of P2, which it lacks, is Boost.Math's.
#include <boost/math/distributions/beta.hpp>
#include <ql/math/distributions/normaldistribution.hpp>
#include <ql/math/distributions/studenttdistribution.hpp>
#include <ql/math/matrixutilities/choleskydecomposition.hpp>
#include <ql/math/randomnumbers/inversecumulativersg.hpp>
#include <ql/math/randomnumbers/randomizedlds.hpp>
#include <ql/math/randomnumbers/rngtraits.hpp>
#include <ql/math/randomnumbers/sobolrsg.hpp>

#include "problems.hpp"

namespace {

using namespace problems;
using namespace QuantLib;
using Shifted = RandomizedLDS<SobolRsg, RandomSequenceGenerator<MersenneTwisterUniformRng>>;

/// Lower triangular, times the standard deviations if `scaled`.
struct Factor {
    double value[4][4] = {};

    explicit Factor(bool scaled) {
        Matrix covariance(4, 4);
        for (Size i = 0; i < 4; ++i)
            for (Size j = 0; j < 4; ++j) covariance[i][j] = kCorrelation[i][j] * (scaled ? kSd[i] * kSd[j] : 1);
        const Matrix lower = CholeskyDecomposition(covariance);
        for (Size i = 0; i < 4; ++i)
            for (Size j = 0; j <= i; ++j) value[i][j] = lower[i][j];
    }
    std::array<double, 4> times(const double* z) const {
        std::array<double, 4> product;
        for (int i = 0; i < 4; ++i) {
            product[i] = 0;
            for (int j = 0; j <= i; ++j) product[i] += value[i][j] * z[j];
        }
        return product;
    }
};

/// `normals()` -> the next vector of standard normals.
template <class Normals>
Tally p1(std::uint64_t draws, Normals& normals) {
    const Factor factor(true);
    Tally tally;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const std::array<double, 4> deviation = factor.times(normals().data());
        double growth = 0;
        for (int s = 0; s < 4; ++s) growth += kWeights[s] * (kMean[s] + deviation[s]);
        tally.add(growth);
    }
    return tally;
}

template <class Normals>
Tally p2(std::uint64_t draws, Normals& normals) {
    const Factor factor(false);
    const CumulativeNormalDistribution share;
    const InverseCumulativeNormal inverse_normal;
    const InverseCumulativeStudent student(5, 1e-9, 200);
    const boost::math::beta_distribution<double> beta(3.25, 2.75);
    Tally tally;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const std::array<double, 4> score = factor.times(normals().data());
        tally.add(kWeights[0] * triangle(share(score[0])) + kWeights[1] * (12.7 + kStudentScale * student(share(score[1]))) +
                  kWeights[2] * two_piece(share(score[2]), inverse_normal) + kWeights[3] * (-3 + 16 * quantile(beta, share(score[3]))));
    }
    return tally;
}

template <class Normals>
Tally p3(std::uint64_t draws, Normals& normals) {
    const Factor factor(true);
    Tally tally;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const double* z = normals().data();
        problems::Path path;
        for (int t = 0; t < kYears; ++t, z += 7) {
            path.step({kDriverSd[0] * z[0], kDriverSd[1] * z[1], kDriverSd[2] * z[2]}, factor.times(z + 3));
        }
        tally.add(path);
    }
    return tally;
}

template <class Normals>
Tally sample(const std::string& problem, std::uint64_t draws, Normals normals) {
    return problem == "p1" ? p1(draws, normals) : problem == "p2" ? p2(draws, normals) : p3(draws, normals);
}

std::vector<Tally> answer(const std::string& problem, const std::string& method, std::uint64_t draws, unsigned long seed) {
    const Size dimension = problem == "p3" ? 56 : 4;
    if (method == "plain") {
        auto sequence = PseudoRandom::make_sequence_generator(dimension, seed + 1);
        return {sample(problem, draws, [&]() -> const std::vector<Real>& { return sequence.nextSequence().value; })};
    }
    const InverseCumulativeNormal inverse_normal;
    Shifted points(SobolRsg(dimension, 42, SobolRsg::JoeKuoD7),
                   RandomSequenceGenerator<MersenneTwisterUniformRng>(dimension, seed + 1));
    std::vector<Tally> replicates;
    std::vector<Real> z(dimension);
    for (int r = 0; r < 16; ++r) {
        replicates.push_back(sample(problem, draws / 16, [&]() -> const std::vector<Real>& {
            const std::vector<Real>& u = points.nextSequence().value;
            for (Size i = 0; i < dimension; ++i) z[i] = inverse_normal(u[i]);
            return z;
        }));
        points.nextRandomizer();
    }
    return replicates;
}

}  // namespace

int main(int count, char** arguments) { return run(count, arguments, answer); }
