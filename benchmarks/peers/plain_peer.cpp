// C++ as its textbooks have it: std::mt19937_64, std::normal_distribution, Eigen's fixed-size matrices, and Boost.Math's
// quantile functions in double precision for P2.
#include <Eigen/Dense>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <random>

#include "problems.hpp"

namespace {

using namespace problems;
using Doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

Eigen::Matrix4d cholesky_factor() {
    Eigen::Matrix4d r;
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) r(i, j) = kCorrelation[i][j];
    return r.llt().matrixL();
}

struct Normals {
    std::mt19937_64 generator;
    std::normal_distribution<double> normal;

    template <int N>
    Eigen::Matrix<double, N, 1> vector() {
        Eigen::Matrix<double, N, 1> z;
        for (int i = 0; i < N; ++i) z[i] = normal(generator);
        return z;
    }
};

Tally p1(std::uint64_t draws, Normals& normals) {
    const Eigen::Map<const Eigen::Vector4d> mean(kMean.data()), sd(kSd.data()), weights(kWeights.data());
    const Eigen::Matrix4d factor = sd.asDiagonal() * cholesky_factor();
    Tally tally;
    for (std::uint64_t i = 0; i < draws; ++i) tally.add(weights.dot(mean + factor * normals.vector<4>()));
    return tally;
}

Tally p2(std::uint64_t draws, Normals& normals) {
    const boost::math::students_t_distribution<double, Doubles> student(5);
    const boost::math::beta_distribution<double, Doubles> beta(3.25, 2.75);
    const boost::math::normal_distribution<double, Doubles> normal;
    const Eigen::Matrix4d factor = cholesky_factor();
    const auto inverse_normal = [&](double u) { return quantile(normal, u); };
    Tally tally;
    for (std::uint64_t i = 0; i < draws; ++i) {
        const Eigen::Vector4d scores = factor * normals.vector<4>();
        const auto share = [&](int s) { return 0.5 * std::erfc(-scores[s] * 0.70710678118654752); };
        tally.add(kWeights[0] * triangle(share(0)) + kWeights[1] * (12.7 + kStudentScale * quantile(student, share(1))) +
                  kWeights[2] * two_piece(share(2), inverse_normal) + kWeights[3] * (-3 + 16 * quantile(beta, share(3))));
    }
    return tally;
}

Tally p3(std::uint64_t draws, Normals& normals) {
    const Eigen::Map<const Eigen::Vector4d> sd(kSd.data());
    const Eigen::Map<const Eigen::Vector3d> driver_sd(kDriverSd.data());
    const Eigen::Matrix4d factor = sd.asDiagonal() * cholesky_factor();
    Tally tally;
    for (std::uint64_t i = 0; i < draws; ++i) {
        Path path;
        for (int t = 0; t < kYears; ++t) {
            std::array<double, 3> drivers;
            std::array<double, 4> shocks;
            Eigen::Map<Eigen::Vector3d>(drivers.data()) = driver_sd.cwiseProduct(normals.vector<3>());
            Eigen::Map<Eigen::Vector4d>(shocks.data()) = factor * normals.vector<4>();
            path.step(drivers, shocks);
        }
        tally.add(path);
    }
    return tally;
}

}  // namespace

int main(int count, char** arguments) {
    return run(count, arguments, [](const std::string& problem, const std::string&, std::uint64_t draws, unsigned long seed) {
        Normals normals{std::mt19937_64(seed), {}};
        return std::vector<Tally>{problem == "p1" ? p1(draws, normals) : problem == "p2" ? p2(draws, normals) : p3(draws, normals)};
    });
}
