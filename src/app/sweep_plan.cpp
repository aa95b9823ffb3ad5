#include "sweep_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <filesystem>

#include "grdp/analysis/sweep_answers.hpp"
#include "grdp/analysis/sweep_phrase.hpp"
#include "grdp/app/input.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/file_loader.hpp"
#include "grdp/io/text_decoding.hpp"

namespace grdp::app {
namespace {

namespace fs = std::filesystem;

/// Keeps what it hands out.
class RecordingLoader final : public model::SourceLoader {
  public:
    RecordingLoader(io::FileLoader& files, SweepFile& record) : files_(files), record_(record) {}
    Result<SourceText> load(const std::string& path, const std::string& from) override {
        auto text = files_.load(path, from);
        if (text) {
            record_.asked.emplace_back(path, from);
            record_.texts.push_back(*text);
        }
        return text;
    }

  private:
    io::FileLoader& files_;
    SweepFile& record_;
};

class RecordedLoader final : public model::SourceLoader {
  public:
    explicit RecordedLoader(const SweepFile& record) : record_(record) {}
    Result<SourceText> load(const std::string& path, const std::string& from) override {
        for (std::size_t i = 0; i < record_.asked.size(); ++i) {
            if (record_.asked[i] == std::pair(path, from)) return record_.texts[i];
        }
        return Diagnostic{.code = Code{1001}, .where = {}, .message = "the file was not read when the sweep began", .expected = {}, .hint = {}, .notes = {}, .file = path};
    }

  private:
    const SweepFile& record_;
};

Diagnostic no_design(std::string message, std::string expected = {}, std::string hint = {}) {
    return {.code = Code{7208}, .where = {}, .message = std::move(message), .expected = std::move(expected), .hint = std::move(hint)};
}

/// Scenario files: those named, and those of folders in the order of their names.
Result<std::vector<std::string>> scenario_paths(const std::vector<std::string>& words) {
    std::vector<std::string> paths;
    for (const auto& word : words) {
        std::error_code error;
        if (!fs::is_directory(word, error)) {
            paths.push_back(word);
            continue;
        }
        std::vector<std::string> found;
        for (fs::directory_iterator entry(word, error); !error && entry != fs::directory_iterator{}; entry.increment(error)) {
            if (entry->path().extension() == ".scenario") found.push_back(entry->path().string());
        }
        if (found.empty()) return no_design(fmt::format("the folder {} holds no scenario", word), "files that end in .scenario");
        std::sort(found.begin(), found.end());
        paths.insert(paths.end(), found.begin(), found.end());
    }
    return paths;
}

std::string unblanked(std::string name) {
    std::replace_if(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; }, '_');
    return name;
}

class Planner {
  public:
    explicit Planner(const Options& options) : options_(options) {}

    std::variant<SweepJob, SweepRefusal> run() {
        if (!read_files()) return refusal();
        files_axis();
        alternatives();
        grids();
        lists();
        samples();
        one_by_one();
        if (!faults_.has_errors()) check_design();
        if (!faults_.has_errors()) settle();
        if (faults_.has_errors()) return refusal();
        job_.sources = typed_;
        return std::move(job_);
    }

  private:
    SweepRefusal refusal() { return {faults_, typed_}; }
    analysis::SweepDesign& design() { return job_.plan.design; }

    bool read_files() {
        const auto paths = scenario_paths(options_.arguments);
        if (!paths) {
            faults_ = paths.diagnostics();
            return false;
        }
        for (const auto& path : *paths) read_file(path);
        const auto compiles = [](const SweepFile& file) { return file.model != nullptr; };
        if (std::any_of(job_.files.begin(), job_.files.end(), compiles)) return true;
        faults_ = job_.files.front().diagnostics;
        typed_ = job_.files.front().sources;
        return false;
    }

    void read_file(const std::string& path) {
        SweepFile file;
        file.path = path;
        file.name = unblanked(fs::path(path).stem().string());
        io::FileLoader files;
        RecordingLoader loader(files, file);
        auto compilation = model::compile(loader, path, {.overrides = options_.overrides});
        file.sources = std::move(compilation.sources);
        file.diagnostics = std::move(compilation.diagnostics);
        if (compilation.model) {
            files.name_from_root(compilation.model->inputs);
            file.model = std::make_shared<model::CompiledModel>(*std::move(compilation.model));
            for (const auto& input : file.model->inputs) keep_input(input);
        }
        job_.files.push_back(std::move(file));
    }

    void keep_input(const model::InputFile& input) {
        const auto same = [&](const model::InputFile& other) { return other.path == input.path && other.sha256 == input.sha256; };
        if (std::none_of(job_.inputs.begin(), job_.inputs.end(), same)) job_.inputs.push_back(input);
    }

    void files_axis() {
        const auto good = std::find_if(job_.files.begin(), job_.files.end(), [](const SweepFile& file) { return file.model != nullptr; });
        for (const auto& file : job_.files) {
            job_.plan.models.push_back(file.model ? file.model.get() : good->model.get());
            job_.plan.broken.push_back(file.model ? Diagnostics() : file.diagnostics);
        }
        if (job_.files.size() < 2) return;
        analysis::SweepAxis axis;
        axis.kind = analysis::AxisKind::scenario;
        axis.name = "scenario";
        std::vector<double> values;
        std::vector<std::string> names;
        for (const auto& file : job_.files) {
            values.push_back(static_cast<double>(values.size()));
            names.push_back(file.name);
            axis.levels.push_back({file.name, {}});
        }
        auto sorted = names;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) names.clear();
        add_block(add_axis(std::move(axis), {}), std::move(values), std::move(names));
    }

    std::uint32_t add_axis(analysis::SweepAxis axis, const Span& where) {
        for (std::size_t i = 0; i < design().axes.size(); ++i) {
            if (design().axes[i].name != axis.name) continue;
            faults_.add({Code{7205}, where, axis.name + " is an axis already", "each axis once", "", {{places_[i], "the other one"}}});
        }
        axis.unit = axis.has_levels() ? "" : "1";
        if (axis.kind == analysis::AxisKind::assumption) {
            const auto found = analysis::find_assumption(*job_.plan.models.front(), axis.phrase);
            if (found && !found->unit.empty()) axis.unit = found->unit;
        }
        design().axes.push_back(std::move(axis));
        places_.push_back(where);
        return static_cast<std::uint32_t>(design().axes.size() - 1);
    }

    void add_block(std::uint32_t axis, std::vector<double> values, std::vector<std::string> names = {}) {
        auto block = analysis::grid_block(axis, std::move(values));
        block.names = std::move(names);
        design().blocks.push_back(std::move(block));
    }

    template <class Parse, class Use>
    void each(const std::vector<std::string>& texts, const char* option, Parse parse, Use use) {
        for (const auto& text : texts) {
            auto parsed = parse(text, typed_.add({option, text}));
            if (parsed) use(*std::move(parsed));
            else faults_.append(parsed.diagnostics());
        }
    }

    void alternatives() {
        std::vector<analysis::SweepAxis> factors;
        std::vector<Span> places;
        each(options_.sweep.alternatives, "--alternative", analysis::parse_alternative, [&](analysis::NamedAlternative found) {
            auto factor = std::find_if(factors.begin(), factors.end(), [&](const auto& one) { return one.name == found.factor; });
            if (factor == factors.end()) {
                factors.emplace_back();
                places.push_back(found.where);
                factor = factors.end() - 1;
                factor->kind = analysis::AxisKind::alternative;
                factor->name = found.factor;
            }
            for (const auto& level : factor->levels) {
                if (level.name == found.level.name) faults_.add({Code{7203}, found.where, fmt::format("{} has the level {} already", found.factor, level.name), "levels that differ"});
            }
            factor->levels.push_back(std::move(found.level));
        });
        for (std::size_t i = 0; i < factors.size(); ++i) {
            std::vector<double> values;
            for (std::size_t level = 0; level < factors[i].levels.size(); ++level) values.push_back(static_cast<double>(level));
            try_levels(factors[i]);
            add_block(add_axis(std::move(factors[i]), places[i]), std::move(values));
        }
    }

    /// A statement that no scenario accepts is a mistake of the command line.
    void try_levels(const analysis::SweepAxis& axis) {
        for (const auto& level : axis.levels) {
            for (const auto& file : job_.files) {
                if (!file.model || level.statements.empty()) continue;
                RecordedLoader loader(file);
                auto all = options_.overrides;
                all.insert(all.end(), level.statements.begin(), level.statements.end());
                auto tried = model::compile(loader, file.path, {.overrides = all});
                if (tried.model) continue;
                if (!faults_.has_errors()) typed_ = std::move(tried.sources);  // its messages need its texts
                else continue;
                faults_.append(tried.diagnostics);
            }
        }
    }

    void grids() {
        each(options_.sweep.grid, "--grid", analysis::parse_axis, [&](analysis::AxisValues found) {
            add_block(add_axis(std::move(found.axis), found.where), std::move(found.values));
        });
    }

    void one_by_one() {
        std::vector<std::uint32_t> axes;
        std::vector<std::vector<double>> values;
        each(options_.sweep.one, "--one", analysis::parse_axis, [&](analysis::AxisValues found) {
            axes.push_back(add_axis(std::move(found.axis), found.where));
            values.push_back(std::move(found.values));
        });
        if (!axes.empty()) design().blocks.push_back(analysis::one_at_a_time(axes, values));
    }

    void samples() {
        const auto& sweep = options_.sweep;
        if (sweep.latin && sweep.sobol) faults_.add(no_design("--latin and --sobol both sample the ranges", "one of them"));
        if (sweep.range.empty() != (!sweep.latin && !sweep.sobol))
            faults_.add(sweep.range.empty() ? no_design("nothing says what is sampled", "--range AXIS=LOW..HIGH") : no_design("nothing says how many points of the ranges are taken", "--latin N or --sobol N"));
        std::vector<std::uint32_t> axes;
        std::vector<analysis::NumberRange> ranges;
        each(sweep.range, "--range", analysis::parse_axis_range, [&](analysis::AxisRange found) {
            axes.push_back(add_axis(std::move(found.axis), found.where));
            ranges.push_back(found.range);
        });
        if (faults_.has_errors() || axes.empty()) return;
        const auto seed = options_.sampling.seed;
        design().blocks.push_back(sweep.latin ? analysis::latin_hypercube(axes, ranges, *sweep.latin, seed) : analysis::sobol_points(axes, ranges, *sweep.sobol, seed));
    }

    void lists() {
        for (const auto& path : options_.sweep.lists) {
            const auto bytes = io::read_regular_file(path, io::kTextFileLimit);
            const auto text = bytes ? io::decode_text(*bytes, path) : Result<std::string>(bytes.diagnostics());
            if (!text) {
                faults_.append(text.diagnostics());
                continue;
            }
            auto list = analysis::parse_scenario_list(*text, typed_.add({path, *text}));
            if (!list) {
                faults_.append(list.diagnostics());
                continue;
            }
            keep_input({"list", fs::path(path).filename().string(), *text, sha256_hex(*text)});
            analysis::SweepBlock block{{}, std::move(list->values), std::move(list->names)};
            for (std::size_t i = 0; i < list->axes.size(); ++i) block.axes.push_back(add_axis(std::move(list->axes[i]), list->places[i]));
            design().blocks.push_back(std::move(block));
        }
    }

    void check_design() {
        auto& plan = job_.plan;
        if (design().axes.empty()) {
            return faults_.add(no_design("nothing varies", "--grid, --one, --list, --alternative, --latin or --sobol with --range, or several scenarios",
                                         "for one scenario there is grdp simulate"));
        }
        if (design().rows() > analysis::kMostScenarios) return faults_.add(no_design("the design has more than 10,000,000 scenarios"));
        if (const auto& shard = options_.sweep.shard; shard && shard->count > design().rows()) {
            faults_.add({.code = Code{7211}, .where = {}, .message = fmt::format("{} scenarios cannot be divided among {} shards", design().rows(), shard->count),
                         .expected = fmt::format("at most {} shards", design().rows())});
        }
        const bool seeds = std::any_of(design().axes.begin(), design().axes.end(), [](const auto& axis) { return axis.kind == analysis::AxisKind::seed; });
        if (seeds && options_.sweep.independent) faults_.add(no_design("--independent chooses seeds, and so does the axis seed", "one of them"));
        if (const auto fit = analysis::check_axes(plan, places_); !fit) faults_.append(fit.diagnostics());
        if (options_.sweep.events_only) return;
        for (const auto& name : options_.only) {
            const bool known = std::any_of(plan.models.begin(), plan.models.end(), [&](const auto* model) { return static_cast<bool>(find_wanted(*model, {name})); });
            if (!known) faults_.append(find_wanted(*plan.models.front(), {name}).diagnostics());
        }
    }

    void settle() {
        auto& plan = job_.plan;
        plan.settings = {options_.sampling, options_.estimator, options_.until_se, options_.sweep.independent};
        std::vector<const model::CompiledModel*> sound;
        for (const auto& file : job_.files) {
            if (file.model) sound.push_back(file.model.get());
            if (file.model) job_.warnings.append(warnings_of(file));
        }
        plan.frame = analysis::sweep_frame(sound, options_.sweep.events_only ? std::vector<std::string>{} : options_.only);
        if (options_.sweep.events_only) {
            plan.frame.series.clear();
            if (!options_.only.empty()) {
                if (auto kept = analysis::keep_events(plan.frame, options_.only); !kept) faults_.append(kept.diagnostics());
            }
        }
        job_.content = content_digest();
    }

    // Their places are in the texts of that file, which are many: the message alone says enough beside so many scenarios.
    static Diagnostics warnings_of(const SweepFile& file) {
        Diagnostics warnings;
        for (auto item : file.diagnostics.items()) {
            item.where = {};
            item.notes.clear();
            item.file = file.path;
            warnings.add(std::move(item));
        }
        return warnings;
    }

    [[nodiscard]] std::string content_digest() const {
        const auto& plan = job_.plan;
        const auto& settings = plan.settings;
        Sha256 digest;
        const auto add = [&](std::string_view text) {
            digest.update(fmt::format("{} ", text.size()));
            digest.update(text);
        };
        add(fmt::format("grdp sweep 1 {} {} {}", GRDP_VERSION, engine::kNumericsVersion, engine::kGeneratorName));
        add(fmt::format("{} {} {} {} {} {}", settings.sampling.seed, settings.sampling.draws, std::bit_cast<std::uint64_t>(settings.sampling.dispersion),
                        analysis::estimator_name(settings.estimator), std::bit_cast<std::uint64_t>(settings.until_se), settings.independent));
        for (const auto& file : job_.files) {
            add(file.name);
            for (const auto& text : file.texts) add(text.text);
        }
        for (const auto& statement : options_.overrides) add(statement);
        for (const auto& axis : plan.design.axes) {
            add(axis.name);
            for (const auto& level : axis.levels) {
                add(level.name);
                for (const auto& statement : level.statements) add(statement);
            }
        }
        for (const auto& block : plan.design.blocks) {
            for (const auto axis : block.axes) add(std::to_string(axis));
            for (const double value : block.values) add(std::to_string(std::bit_cast<std::uint64_t>(value)));
            for (const auto& name : block.names) add(name);
        }
        for (const auto& event : plan.frame.events) add(event.key);
        for (const auto& series : plan.frame.series) add(series.name);
        for (const auto& period : plan.frame.periods) add(period);
        return hex_text(digest.finish());
    }

    const Options& options_;
    SweepJob job_;
    std::vector<Span> places_;
    SourceSet typed_;
    Diagnostics faults_;
};

}  // namespace

std::variant<SweepJob, SweepRefusal> plan_sweep(const Options& options) { return Planner(options).run(); }

Result<model::CompiledModel> compile_again(const SweepFile& file, const Options& options, const std::vector<std::string>& statements) {
    RecordedLoader loader(file);
    auto all = options.overrides;
    all.insert(all.end(), statements.begin(), statements.end());
    auto compiled = model::compile(loader, file.path, {.overrides = all});
    if (compiled.model) return *std::move(compiled.model);
    return compiled.diagnostics;
}

}  // namespace grdp::app
