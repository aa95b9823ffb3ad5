// The number in worlds that share what is known of some inputs and have the others drawn anew: what shares of a variance are made of.
#pragma once

#include <vector>

#include "grdp/analysis/shapley_effects.hpp"
#include "grdp/engine/response.hpp"
#include "input_spaces.hpp"

namespace grdp::analysis {

class ShareWorlds {
  public:
    ShareWorlds(const model::CompiledModel& model, const UncertainNumber& number, const engine::Sampling& sampling, const std::vector<UncertainInput>& inputs);

    /// Affine in normal inputs: left_of_surrogate() is what is left of the number itself.
    [[nodiscard]] bool exact() const { return exact_; }
    [[nodiscard]] const InputSpaces& spaces() const { return spaces_; }

    /// Variance of the linear surrogate (or of its event) that is left when the inputs of the basis are known: closed form. (SE-12)
    [[nodiscard]] double left_of_surrogate(const Basis& basis) const;

    /// Some paths, each in two independent worlds.
    class Paths {
      public:
        /// Paths first .. first+count-1 of the seed. Contract: count <= engine::ResponseLanes::kLanes.
        Paths(const ShareWorlds& worlds, std::size_t first, std::size_t count);

        /// Per path half the squared difference of two worlds that share the inputs of the basis, less that of the surrogate, plus
        /// `left_of_surrogate`: on average the variance that is left when they are known. [count] (SE-11)
        void left(const Basis& basis, double left_of_surrogate, double* to);

      private:
        void mix(const Basis& basis);
        void evaluate(const std::vector<double>& z, std::vector<double>& value, std::vector<double>& line);

        const ShareWorlds& worlds_;
        std::size_t count_;
        engine::ResponseLanes lanes_;
        std::vector<double> own_, other_, mixed_;  ///< [coordinate x path]
        std::vector<double> base_, base_line_, now_, now_line_;
    };

  private:
    /// The number less its mean per deviation: what an event asks, in the units of the surrogate.
    struct LinearSurrogate {
        double centre = 0;
        std::vector<double> gradient;
        double size = 0;           ///< of the gradient: standard deviation of the surrogate
        double low = 0, high = 0;  ///< band of an event, in standard deviations
    };

    const model::CompiledModel& model_;
    UncertainNumber number_;
    const engine::Sampling& sampling_;
    engine::Response response_;
    InputSpaces spaces_;
    LinearSurrogate surrogate_;
    bool usable_ = false;
    bool exact_ = false;
};

/// Sums to 1 over the inputs. An average over random orders in which the inputs become known, each followed by its reverse: for more
/// inputs than all subsets can be taken of. (SE-13) Errors as uncertainty_shares().
[[nodiscard]] Result<UncertaintyShares> shares_over_orders(const ShareWorlds& worlds, const engine::Sampling& sampling, std::vector<UncertainInput> inputs,
                                                           engine::Executor& executor);

/// Share of a variance from `count` independent values of part and whole: ratio of the means, error by the delta method; a share lies
/// in [0, 1], so do estimate and interval.
[[nodiscard]] Estimate share_of(const std::vector<double>& part, const std::vector<double>& whole);
/// The same number without error.
[[nodiscard]] Estimate known_share(double share);

inline constexpr double kMostShareError = 0.05;
[[nodiscard]] Diagnostic too_few_for_index(const std::string& why);
/// E7311 naming the first input whose share has a larger error than kMostShareError; nothing if none has.
[[nodiscard]] Status check_share_errors(const UncertaintyShares& shares, std::uint64_t draws);
[[nodiscard]] Diagnostic nothing_to_share();

}  // namespace grdp::analysis
