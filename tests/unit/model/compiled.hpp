// Small models for tests, compiled from text.
#pragma once

#include <map>
#include <string>

#include "catch.hpp"
#include "memory_loader.hpp"

namespace grdp::model::test {

/// main.scenario names m.model and, where it is not empty, data.csv.
struct Texts {
    std::string model;
    std::string scenario;  ///< the statements behind `model` and `data`
    std::string data = {};
    std::map<std::string, std::string> more = {};
    std::vector<std::string> overrides = {};
};

[[nodiscard]] inline Compilation compile_texts(const Texts& texts) {
    auto files = texts.more;
    files["m.model"] = "model m\n" + texts.model;
    files["main.scenario"] = "scenario main\nmodel \"m.model\"\n" +
                             std::string(texts.data.empty() ? "" : "data \"data.csv\"\n") + texts.scenario;
    if (!texts.data.empty()) files["data.csv"] = texts.data;
    return grdp::test::compile_files(std::move(files), {texts.overrides});
}

[[nodiscard]] inline CompiledModel compiled(const Texts& texts) {
    auto result = compile_texts(texts);
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    return *result.model;
}

/// Codes of all messages, warnings included, in order: "E2201 W2230".
[[nodiscard]] inline std::string codes(const Texts& texts) {
    const auto result = compile_texts(texts);
    std::string all;
    for (const auto& item : result.diagnostics.items())
        all += (all.empty() ? "" : " ") + code_text(item.code);
    return all;
}

[[nodiscard]] inline double value(const CompiledModel& model, const std::string& series, const std::string& period) {
    const auto index = model.find_series(series);
    REQUIRE(index != kNone);
    const auto at = model.grid.periods.index(*accounts::Period::parse(period));
    REQUIRE(model.grid.present[model.grid.at(index, at)]);
    return model.grid.values[model.grid.at(index, at)];
}

[[nodiscard]] inline bool is_present(const CompiledModel& model, const std::string& series, const std::string& period) {
    return model.grid
        .present[model.grid.at(model.find_series(series), model.grid.periods.index(*accounts::Period::parse(period)))];
}

/// The right-hand side of a series' equation as text.
[[nodiscard]] inline std::string equation_of(const CompiledModel& model, const std::string& series) {
    for (const auto& equation : model.equations) {
        if (model.series[equation.series].name == series) return expression_text(model, equation.right);
    }
    return {};
}

}  // namespace grdp::model::test
