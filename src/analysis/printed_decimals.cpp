#include "grdp/analysis/printed_decimals.hpp"

#include <algorithm>
#include <string_view>

#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

int digits_behind_point(std::string_view digits) {
    const std::size_t point = digits.find('.');
    return point == std::string_view::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

// The line of the statement; the inputs stand in the order of the sources that places refer to.
std::string_view line_of(const model::CompiledModel& model, const Span& where) {
    if (where.source >= model.inputs.size() || where.line == 0) return {};
    std::string_view rest = model.inputs[where.source].text;
    for (std::uint32_t line = 1; line < where.line; ++line) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return {};
        rest.remove_prefix(end + 1);
    }
    return rest.substr(0, rest.find('\n'));
}

}  // namespace

int shortest_decimals(double value) {
    const std::string text = exact_text(value);
    const std::size_t mark = text.find_first_of("eE");
    int decimals = digits_behind_point(std::string_view(text).substr(0, mark));
    if (mark != std::string::npos) decimals -= static_cast<int>(parse_number(std::string_view(text).substr(mark + 1)).value);
    return decimals;
}

int printed_decimals(const model::CompiledModel& model, const model::Target& target) {
    int decimals = 0;
    for (const double stated : target.cases)
        decimals = std::max(decimals, shortest_decimals(stated));
    const std::string_view line = line_of(model, target.where);
    for (std::size_t begin = 0; begin < line.size() && line[begin] != '#' && line[begin] != '"';) {
        const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
        const auto word = line.substr(begin, end - begin);
        const auto number = parse_number(word);
        const bool stated = number.fault == NumberFault::none &&
                            std::find(target.cases.begin(), target.cases.end(), number.value) != target.cases.end();
        if (stated && word.find_first_of("eE") == std::string_view::npos) decimals = std::max(decimals, digits_behind_point(word));
        begin = end + 1;
    }
    return decimals;
}

}  // namespace grdp::analysis
