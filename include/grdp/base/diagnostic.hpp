// Located messages. One message: the problem (why it is one), what was expected, a hint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/source.hpp"

namespace grdp {

enum class Severity : std::uint8_t { error, warning, note };

/// A stable number from codes.def; printed as E2104 or W2104.
struct Code {
    std::uint16_t number = 0;
    friend bool operator==(Code, Code) = default;
    friend auto operator<=>(Code, Code) = default;
};

struct CodeInfo {
    Code code;
    Severity severity;
    std::string_view summary;
};

/// All codes in ascending order.
[[nodiscard]] const std::vector<CodeInfo>& all_codes();
/// The entry of a code; contract: the code stands in codes.def.
[[nodiscard]] const CodeInfo& code_info(Code code);
/// "E2104" or "W2104".
[[nodiscard]] std::string code_text(Code code);

struct Note {
    Span where;
    std::string message;
};

struct Diagnostic {
    Code code;
    Span where;
    std::string message;   ///< the problem, one clause, no full stop: `unknown series "volum"`
    std::string expected = {};  ///< what was expected, may be empty
    std::string hint = {};      ///< what to write instead, may be empty
    std::vector<Note> notes = {};
    std::string file = {};  ///< for problems outside any source text (a missing file, a run file)

    [[nodiscard]] Severity severity() const { return code_info(code).severity; }
};

/// A collection in the order of finding; at most kMaximumErrors errors are kept, then one E1009 closes it.
class Diagnostics {
  public:
    static constexpr std::size_t kMaximumErrors = 200;

    void add(Diagnostic diagnostic);
    void append(const Diagnostics& other);

    [[nodiscard]] bool has_errors() const { return errors_ > 0; }
    [[nodiscard]] bool full() const { return errors_ > kMaximumErrors; }
    [[nodiscard]] std::size_t error_count() const { return errors_; }
    [[nodiscard]] bool empty() const { return items_.empty(); }
    [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }
    /// Sorts by source, line, column; equal places keep their order.
    void sort();

  private:
    std::vector<Diagnostic> items_;
    std::size_t errors_ = 0;
};

/// One message with source line and caret:
///   x.scenario:14:22: error E2012: the number "2,5" has a decimal comma (expected a decimal point)
///      14 | 2023 driver[credit] = 2,5
///         |                       ^~~
///     hint: write 2.5
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const SourceSet& sources);
/// All messages, then a closing line that counts them.
[[nodiscard]] std::string render(const Diagnostics& diagnostics, const SourceSet& sources);

/// The candidate nearest to a misspelt word (Damerau-Levenshtein, at most a third of its length), or empty.
[[nodiscard]] std::string_view did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace grdp
