// Arrays of every type, with Vietnamese text, empty strings, missing values and infinities.
#pragma once

#include <limits>
#include <numeric>

#include "grdp/io/labelled_arrays.hpp"

namespace grdp::test {

inline io::LabelledArrays sample_arrays() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    io::LabelledArrays arrays;
    arrays.attributes = {{"Conventions", std::string("CF-1.8")}, {"title", std::string("Cần Thơ: kịch bản cơ sở")},
                         {"nothing", std::string()}, {"seed", std::uint64_t{18446744073709551615u}},
                         {"format_version", std::int32_t{1}}, {"dispersion", 0.1}};
    const auto coordinate = [&](const char* name, io::Values values) {
        arrays.arrays.push_back({name, {name}, {io::value_count(values)}, std::move(values), {{"long_name", std::string(name)}}});
    };
    coordinate("series", std::vector<std::string>{"grdp", "volume[industry]"});
    coordinate("period", std::vector<std::string>{"2022", "2023", "2024"});
    coordinate("quantile", std::vector<double>{0.05, 0.5});
    arrays.arrays.push_back({"series_label", {"series"}, {2}, std::vector<std::string>{"", "Công nghiệp và xây dựng"}, {}});
    arrays.arrays.push_back({"mean", {"series", "period"}, {2, 3}, std::vector<double>{kMissing, -0.0, 1e-320, 1, kInfinity, -kInfinity},
                             {{"_FillValue", kMissing}, {"units", std::string("%")}}});
    arrays.arrays.push_back({"count", {"series", "period", "quantile"}, {2, 3, 2},
                             std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18446744073709551615u}, {}});
    arrays.arrays.push_back({"certain", {"period"}, {3}, std::vector<std::uint8_t>{0, 1, 255}, {}});
    arrays.arrays.push_back({"index", {"period"}, {3}, std::vector<std::int32_t>{-1, 0, 2147483647}, {}});
    std::vector<double> many(300'000);
    std::iota(many.begin(), many.end(), 0.5);
    std::vector<std::uint64_t> draws(100'000);
    std::iota(draws.begin(), draws.end(), 0u);
    coordinate("draw", std::move(draws));
    arrays.arrays.push_back({"paths", {"period", "draw"}, {3, 100'000}, std::move(many), {}});
    return arrays;
}

}  // namespace grdp::test
