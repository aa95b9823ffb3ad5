// Do the stated targets agree with each other? Identities are relations, behaviour is not. docs/method/audit.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/base/result.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// A wish for the reconciliation, by the subject of a target as written: "growth_grdp", "growth(volume[industry])".
struct TargetWeight {
    std::string subject;
    double weight = 1;  ///< > 0; 4 moves a number half as readily as 1
};

struct AuditOptions {
    std::vector<TargetWeight> weights;
    std::vector<std::string> hard;  ///< subjects that may not move
};

enum class Closure : std::uint8_t { exact, within_rounding, contradicted };

/// One case of a check, in the unit of its target.
struct CaseCheck {
    double stated = 0;       ///< left side: the target as printed
    double implied = 0;      ///< right side: what the other targets give
    double discrepancy = 0;  ///< implied - stated
    double slack = 0;        ///< greatest discrepancy that rounding can explain; AU-5
    double slack_stated = 0;   ///< of it, the last digit of the target itself
    double slack_others = 0;   ///< of it, the last digits of the other targets
    double slack_data = 0;     ///< of it, the data and the weights recovered from them
    Closure closure = Closure::exact;
};

/// implied = constant + sum of weight x other target, at the first case; exact where `affine`, a tangent otherwise.
struct CheckTerm {
    std::uint32_t target = 0;
    double weight = 0;
    double low = 0;   ///< interval of the weight, where the data are printed contributions and growth; else = weight
    double high = 0;
};

/// All combinations of the cases of the other targets.
struct Corners {
    std::uint64_t count = 0;
    std::uint64_t above = 0;  ///< over the target's own band
    std::uint64_t below = 0;
    double lowest = 0;
    double highest = 0;
    double share_within = 0;  ///< of the box of uniform, independent components; AU-7
    double share_above = 0;
    double share_below = 0;
    double share_error = 0;  ///< bound of the error of these three
};

/// No weights w >= 0 with sum 1 make the other targets give the stated one in every case: `weights` of the cases with
/// sum over cases of y(c) x part(i,c) + constant <= 0 < sum over cases of y(c) x total(c) + constant for every part; AU-6.
struct WeightProof {
    std::vector<double> multipliers;  ///< y, one per case, largest 1
    double constant = 0;
    std::vector<double> parts;  ///< left side of each term, at most 0
    double total = 0;           ///< left side of the stated target, above 0
    std::uint32_t best_case = 0;   ///< of weights that meet all other cases, the nearest that this case comes
    double best = 0;               ///< to its stated number
    bool beyond_rounding = false;  ///< still so with every printed number anywhere within its rounding
};

/// The totals with shares in the same parts at another price basis instead of the weights.
struct OtherWeights {
    std::uint32_t total = model::kNone;  ///< series whose structure gave the weights
    std::vector<double> weights;         ///< in the order of the terms
    std::vector<double> implied;         ///< per case
    bool explains = false;               ///< every stated number is nearer to these than to the right ones
};

/// A stated target that follows from others.
struct Check {
    std::uint32_t target = 0;
    std::vector<CheckTerm> terms;
    double constant = 0;
    bool affine = true;
    bool is_mean = false;      ///< weights of at least 0 that sum to one, no constant
    bool is_sum = false;       ///< every weight -1: parts of a fixed whole, which is the constant
    std::uint32_t total = model::kNone;  ///< the summed series behind a mean of growth rates
    bool recovered_weights = false;      ///< printed contributions and growth of the year before limit the weights
    std::vector<CaseCheck> cases;
    std::optional<Corners> corners;
    std::optional<WeightProof> no_weights;
    std::optional<OtherWeights> other_weights;
};

/// A quantity that no target states but the targets imply.
struct ImpliedQuantity {
    std::uint32_t series = 0;
    std::uint32_t period = 0;
    bool as_growth = false;  ///< a level: shown by its growth on the period a year before, %
    std::vector<double> implied;    ///< per case, with stated totals taken as stated; NaN: not solved
    std::vector<double> by_parts;   ///< per case, with totals computed from their parts
    double before = 0;              ///< last observed (growth or value); NaN unknown
    double scenario = 0;            ///< the scenario's own central path
    std::vector<std::uint32_t> rests_on;  ///< targets
};

/// Prices of a part against those of the total; ACC-10.
struct RelativePrice {
    std::uint32_t value = 0;  ///< series of the part at current prices
    std::vector<double> growth;    ///< %, per case
    std::vector<double> relative;  ///< %, per case
};

/// What the targets leave open and the scenario settles.
struct ScenarioAssumption {
    std::uint32_t series = 0;
    std::uint32_t period = 0;
    double value = 0;
    double growth = 0;  ///< %, NaN if there is no positive base
};

/// The stated number, and the least change that makes everything agree.
struct Movement {
    std::uint32_t target = 0;
    double weight = 1;
    bool hard = false;
    std::vector<double> stated;
    std::vector<double> moved;
    std::vector<double> low;   ///< what the other targets leave it, within rounding; NaN: nothing does; AU-8
    std::vector<double> high;
};

struct Reconciliation {
    bool found = false;
    double cost = 0;  ///< weighted sum of squares, AU-9
    std::vector<Movement> movements;
};

/// Targets that no numbers within rounding can meet together, in one case.
struct Conflict {
    std::vector<std::uint32_t> targets;  ///< agree as soon as any one of them is left out
    std::uint32_t at_case = 0;
    bool smallest = false;               ///< no smaller conflicting set exists; false: none was found
    std::vector<std::uint32_t> checks;   ///< those of the certificate
    std::vector<double> multipliers;     ///< of these checks; sum of y x discrepancy exceeds what rounding can explain
    double excess = 0;                   ///< sum of y x |discrepancy|
    double explained = 0;                ///< the most that rounding gives
};

/// A printed figure of the year before that the data do not give exactly: its target is read as growth on it; AU-2.
struct PrintedBase {
    std::uint32_t target = 0;
    double printed = 0;
    double computed = 0;
};

/// A level that would have to change its sign.
struct SignFault {
    std::uint32_t series = 0;
    std::uint32_t period = 0;
    std::uint32_t at_case = 0;
    double value = 0;
};

struct SetAudit {
    std::uint32_t target_set = 0;
    bool consistent = true;  ///< every case closes within rounding, no sign turns
    std::vector<std::uint32_t> stated;  ///< targets with a model line
    std::vector<Check> checks;
    std::vector<SignFault> signs;
    std::vector<PrintedBase> bases;
    std::vector<Conflict> conflicts;
    std::vector<ImpliedQuantity> implied;
    std::vector<RelativePrice> prices;
    std::uint32_t price_total = model::kNone;  ///< value series of the total behind `prices`
    std::vector<ScenarioAssumption> assumptions;
    Reconciliation reconciliation;
};

struct Audit {
    bool consistent = true;
    std::vector<SetAudit> sets;
};

/// Errors: those of engine::project, E7001 nothing to audit, E7002 a target without a value, E7003 targets that no levels meet,
/// E7004 a wish about an unknown target, E7005 hard targets that contradict each other.
[[nodiscard]] Result<Audit> audit(const model::CompiledModel& model, const AuditOptions& options = {});

/// audit_check, audit_term, audit_implied, audit_reconcile: one row per case.
[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Audit& audit);

}  // namespace grdp::analysis
