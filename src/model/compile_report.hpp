// Messages of the compiler: each fact once, whatever number of scalar equations shows it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "grdp/base/diagnostic.hpp"

namespace grdp::model {

class Reporter {
  public:
    Reporter(const SourceSet& sources, Diagnostics& diagnostics) : sources_(sources), diagnostics_(diagnostics) {}

    /// Keeps the first message of a code at a place.
    void add(Diagnostic diagnostic);
    /// Keeps the message even where another one of its code stands.
    void add_another(Diagnostic diagnostic) { diagnostics_.add(std::move(diagnostic)); }
    void error(int code, Span where, std::string message, std::string expected = {}, std::string hint = {},
               std::vector<Note> notes = {});

    /// After parsing: names that stand in faulty statements may be missing because of that fault only.
    void note_lost_statements();
    /// A name whose declaration was faulty; using it is no second mistake.
    void mark_lost(std::string_view name) { lost_.emplace(name); }
    [[nodiscard]] bool is_lost(std::string_view name) const { return lost_.contains(std::string(name)); }

    /// `unknown series "volum"` with the nearest candidate as hint; silent for lost names.
    void unknown(int code, std::string_view kind, std::string_view name, Span where,
                 const std::vector<std::string>& candidates, std::string expected = {});

    /// No further error will be kept, so none need be looked for.
    [[nodiscard]] bool full() const { return diagnostics_.full(); }
    [[nodiscard]] bool has_errors() const { return diagnostics_.has_errors(); }
    [[nodiscard]] std::size_t error_count() const { return diagnostics_.error_count(); }
    [[nodiscard]] const SourceSet& sources() const { return sources_; }

  private:
    void lose_statement(const Span& where);

    const SourceSet& sources_;
    Diagnostics& diagnostics_;
    std::unordered_set<std::string> lost_;
    std::unordered_set<std::string> seen_;
};

/// So many candidates are compared with a misspelt word, no more.
inline constexpr std::size_t kEnoughToGuessFrom = 2000;

/// A did-you-mean hint, or nothing.
[[nodiscard]] std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);
[[nodiscard]] std::string nearest_hint(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace grdp::model
