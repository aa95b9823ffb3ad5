#include <algorithm>
#include <optional>

#include "grdp/analysis/tilt.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

constexpr const char* kForms =
    "mean SERIES@PERIOD = X, median SERIES@PERIOD = X, quantile P SERIES@PERIOD = X or probability SERIES@PERIOD >= X = P";

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string spaced;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool two = (text[i] == '>' || text[i] == '<') && i + 1 < text.size() && text[i + 1] == '=';
        if (two) spaced += std::string(" ") + text[i++] + "= ";
        else if (text[i] == '=') spaced += " = ";
        else spaced += text[i] == '\t' ? ' ' : text[i];
    }
    std::string word;
    for (const char c : spaced + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

class ViewReader {
  public:
    ViewReader(const model::CompiledModel& model, const std::string& text) : model_(model), text_(text), words_(words_of(text)) {
        view_.text = text;
    }

    Result<View> read() {
        const std::string kind = next();
        if (kind == "quantile") view_.probability = probability();
        if (kind == "median") view_.probability = 0.5;
        if (kind == "mean") view_.kind = View::Kind::mean;
        else if (kind == "median" || kind == "quantile") view_.kind = View::Kind::quantile;
        else if (kind != "probability") refuse("it begins with \"" + kind + "\"", kForms);
        cell(next());
        if (kind == "probability") {
            const std::string sense = next();
            if (sense != ">=" && sense != "<=") refuse("a probability needs >= or <=", kForms);
            view_.kind = sense == "<=" ? View::Kind::at_most : View::Kind::at_least;
            view_.level = number("a bound");
            if (next() != "=") refuse("= and the probability are missing", kForms);
            view_.probability = probability();
        } else {
            if (next() != "=") refuse("= and the number are missing", kForms);
            view_.level = number("a number");
        }
        if (at_ < words_.size()) refuse("something is left behind it: " + words_[at_], kForms);
        if (found_.has_errors()) return found_;
        return view_;
    }

  private:
    std::string next() { return at_ < words_.size() ? words_[at_++] : std::string(); }

    void refuse(const std::string& why, std::string expected, std::string hint = {}) {
        if (found_.has_errors()) return;  // what follows is noise
        found_.add({Code{7045}, {}, "the view \"" + text_ + "\" cannot be read: " + why, std::move(expected), std::move(hint)});
    }

    double number(const char* what) {
        const std::string word = next();
        const auto parsed = parse_number(word);
        if (parsed.fault != NumberFault::none) {
            refuse("\"" + word + "\" is no number", std::string(what) + " with a decimal point",
                   parsed.hint.empty() ? std::string() : "write " + parsed.hint);
        }
        return parsed.value;
    }

    double probability() {
        const double p = number("a probability between 0 and 1");
        if (!(p > 0 && p < 1)) refuse("its probability is not between 0 and 1", "0.4 for 40 %", "a certain view is an assumption: use fix or observed");
        return p;
    }

    void cell(const std::string& word) {
        const std::size_t mark = word.rfind('@');
        const std::string name = word.substr(0, mark);
        view_.series = model_.find_series(name);
        if (view_.series == model::kNone) {
            std::vector<std::string> names;
            for (const model::Series& series : model_.series) names.push_back(series.name);
            const auto close = did_you_mean(name, names);
            return refuse("the model has no series \"" + name + "\"", "a series or a report of the model, @ and a period",
                          close.empty() ? "" : "did you mean " + std::string(close) + "?");
        }
        const auto period = mark == std::string::npos ? std::nullopt : accounts::Period::parse(word.substr(mark + 1));
        if (!period || period->frequency() != model_.frequency || !model_.horizon.contains(*period)) {
            return refuse("its period is missing or lies outside the horizon",
                          name + "@" + model_.horizon.first.text() + " to " + model_.horizon.last.text());
        }
        view_.period = static_cast<std::uint32_t>(model_.grid.periods.index(*period));
    }

    const model::CompiledModel& model_;
    const std::string& text_;
    std::vector<std::string> words_;
    std::size_t at_ = 0;
    View view_;
    Diagnostics found_;
};

}  // namespace

Result<View> parse_view(const model::CompiledModel& model, const std::string& text) { return ViewReader(model, text).read(); }

}  // namespace grdp::analysis
