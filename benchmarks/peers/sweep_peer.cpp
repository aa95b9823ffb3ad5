// The sweep with Eigen: products of tiles, as a user of Eigen who knows the cache writes it.
// sweep_peer DRAWS SEED < lines of `centre loading loading loading loading`: CPU seconds, then the share of the band of each scenario.
#include <Eigen/Dense>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <random>
#include <vector>

int main(int, char** words) {
    constexpr int kDraws = 512, kScenarios = 32;
    const long draws = std::atol(words[1]);
    std::vector<double> numbers;
    for (double x; std::cin >> x;) numbers.push_back(x);
    const int scenarios = static_cast<int>(numbers.size() / 5);
    const Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, 5, Eigen::RowMajor>> table(numbers.data(), scenarios, 5);
    const Eigen::MatrixXd loadings = table.rightCols<4>().transpose();  // 4 x scenarios
    const Eigen::RowVectorXd centres = table.col(0).transpose();
    const std::clock_t start = std::clock();
    std::mt19937_64 engine(static_cast<unsigned long>(std::atol(words[2])));
    std::normal_distribution<double> normal;
    Eigen::Matrix<double, Eigen::Dynamic, 4> tile(kDraws, 4);
    Eigen::MatrixXd growth(kDraws, kScenarios);
    std::vector<long> within(static_cast<std::size_t>(scenarios), 0);
    for (long done = 0; done < draws; done += kDraws) {
        const int n = static_cast<int>(std::min<long>(kDraws, draws - done));
        for (int i = 0; i < n; ++i) {
            for (int k = 0; k < 4; ++k) tile(i, k) = normal(engine);
        }
        for (int at = 0; at < scenarios; at += kScenarios) {
            const int m = std::min(kScenarios, scenarios - at);
            auto part = growth.topLeftCorner(n, m);
            part.noalias() = tile.topRows(n).lazyProduct(loadings.middleCols(at, m));
            for (int j = 0; j < m; ++j) {
                const double low = 9.5 - centres(at + j), high = 10.0 - centres(at + j);
                within[static_cast<std::size_t>(at + j)] += (part.col(j).array() >= low && part.col(j).array() <= high).count();
            }
        }
    }
    std::printf("%.6f\n", static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    for (const long count : within) std::printf("%.17g\n", static_cast<double>(count) / static_cast<double>(draws));
}
