// The texts of a compilation: the scenario and what it extends, the model, the data, the overrides.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"
#include "grdp/base/sha256.hpp"
#include "grdp/model/parse.hpp"

namespace grdp::model {

namespace {

constexpr std::size_t kDeepest = 16;

class InputLoader {
  public:
    InputLoader(SourceLoader& loader, SourceSet& sources, Diagnostics& diagnostics)
        : loader_(loader), sources_(sources), diagnostics_(diagnostics) {}

    Inputs run(const std::string& path, const CompileOptions& options) {
        load_chain(path);
        load_model();
        load_data();
        load_overrides(options);
        return std::move(inputs_);
    }

  private:
    std::optional<SourceId> load(const std::string& role, const std::string& path, const Span& named_at) {
        const std::string from = named_at.source == kNoSource ? std::string() : sources_.path(named_at.source);
        auto loaded = loader_.load(path, from);
        for (auto item : loaded.diagnostics().items()) {
            if (item.where.source == kNoSource && named_at.source != kNoSource) item.where = named_at;
            diagnostics_.add(std::move(item));
        }
        if (!loaded) return std::nullopt;
        inputs_.files.push_back({role, loaded->path, loaded->text, sha256_hex(loaded->text)});
        return sources_.add(std::move(*loaded));
    }

    // Follows `extends` upwards; the first of the list is the most basic scenario.
    void load_chain(const std::string& first_path) {
        std::string path = first_path;
        Span named_at;
        std::vector<std::string> seen;
        while (true) {
            if (seen.size() > kDeepest)
                return fail(1007, named_at, fmt::format("scenarios extend each other more than {} deep", kDeepest));
            const auto id = load("scenario", path, named_at);
            if (!id) return lose_chain();
            const std::string& loaded = sources_.path(*id);
            if (std::find(seen.begin(), seen.end(), loaded) != seen.end()) {
                inputs_.files.pop_back();
                return fail(1006, named_at,
                            fmt::format("the scenario {} extends itself, directly or through others", loaded));
            }
            seen.push_back(loaded);
            ScenarioFile file{*id, parse_scenario(sources_, *id, diagnostics_)};
            const auto extends = file.scenario.extends;
            inputs_.scenarios.insert(inputs_.scenarios.begin(), std::move(file));
            if (!extends) return;
            named_at = extends->where;
            path = extended_path(extends->text);
        }
    }

    // A bare name is a scenario beside this one.
    static std::string extended_path(const std::string& text) {
        return text.find_first_of("./") == std::string::npos ? text + ".scenario" : text;
    }

    void load_model() {
        const ast::Name* chosen = nullptr;
        for (const auto& file : inputs_.scenarios) {
            if (!file.scenario.model) continue;
            if (chosen != nullptr) {
                diagnostics_.add({.code = Code{2602},
                                  .where = file.scenario.model->where,
                                  .message = "a second model is named",
                                  .expected = "one model for a scenario and all that it extends",
                                  .hint = "remove one of the two model statements",
                                  .notes = {{chosen->where, "the first one"}}});
                continue;
            }
            chosen = &*file.scenario.model;
        }
        if (chosen == nullptr) return;
        inputs_.names_model = true;
        inputs_.model_where = chosen->where;
        const auto id = load("model", chosen->text, chosen->where);
        if (!id) return;
        inputs_.has_model = true;
        inputs_.model = parse_model(sources_, *id, diagnostics_);
    }

    void load_data() {
        for (const auto& file : inputs_.scenarios) {
            for (const auto& declaration : file.scenario.data) {
                const auto id = load("data", declaration.path.text, declaration.path.where);
                if (id) inputs_.data.push_back({&declaration, *id});
                inputs_.lacks_data |= !id;
            }
        }
    }

    void load_overrides(const CompileOptions& options) {
        for (const auto& text : options.overrides) {
            inputs_.files.push_back({"override", "--set", text, sha256_hex(text)});
            const SourceId id = sources_.add({"--set", text});
            if (auto assignment = parse_override(sources_, id, diagnostics_))
                inputs_.overrides.push_back(std::move(*assignment));
        }
    }

    // What the missing files would have said is not missed a second time.
    void lose_chain() { inputs_.lacks_data = inputs_.lacks_scenario = true; }

    void fail(int code, const Span& where, std::string message) {
        lose_chain();
        diagnostics_.add(
            {.code = Code{static_cast<std::uint16_t>(code)}, .where = where, .message = std::move(message)});
    }

    SourceLoader& loader_;
    SourceSet& sources_;
    Diagnostics& diagnostics_;
    Inputs inputs_;
};

}  // namespace

Inputs load_inputs(SourceLoader& loader, const std::string& path, const CompileOptions& options, SourceSet& sources,
                   Diagnostics& diagnostics) {
    return InputLoader(loader, sources, diagnostics).run(path, options);
}

}  // namespace grdp::model
