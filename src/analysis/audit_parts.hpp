// The steps of an audit, each in its own file.
#pragma once

#include "grdp/analysis/audit.hpp"
#include "stated_system.hpp"

namespace grdp::analysis {

/// One target set solved at each of its cases.
struct SolvedSet {
    const model::CompiledModel* model = nullptr;
    const engine::Projection* path = nullptr;
    std::uint32_t target_set = 0;
    const StatedSystem* system = nullptr;
    std::size_t cases = 0;
    std::vector<std::optional<Vector>> leaves;  ///< per case
    std::vector<Vector> values;                 ///< per case: every row; empty if not solved

    [[nodiscard]] const model::TargetSet& set() const { return model->target_sets[target_set]; }
    /// The stated numbers of one case, in the order of the basis.
    [[nodiscard]] Vector basis_of(std::size_t at_case) const;
};

[[nodiscard]] SolvedSet solve_cases(const model::CompiledModel& model, const engine::Projection& path,
                                    std::uint32_t target_set, const StatedSystem& system);

/// Subjects of targets, blanks aside.
[[nodiscard]] bool same_subject(std::string_view a, std::string_view b);

/// How far a printed number may lie from the one behind it: half a unit of its last digit, and of the printed base that it
/// is read against.
[[nodiscard]] double rounding_of(const StatedRow& row, double stated);
[[nodiscard]] const StatedRow& row_of(const SolvedSet& solved, std::uint32_t target);

/// AU-3 to AU-5: one check for each target that follows from others.
[[nodiscard]] std::vector<Check> make_checks(const SolvedSet& solved);
/// AU-7.
[[nodiscard]] std::optional<Corners> corners_of(const SolvedSet& solved, const Check& check);
/// AU-6.
[[nodiscard]] std::optional<WeightProof> weight_proof(const SolvedSet& solved, const Check& check);
[[nodiscard]] std::optional<OtherWeights> other_weights(const SolvedSet& solved, const Check& check);
/// Series of the parts behind the terms of a mean of growth rates, and their total; nothing if the check is none.
struct GrowthMean {
    std::uint32_t total = 0;
    std::uint32_t period = 0;
    std::vector<std::uint32_t> parts;  ///< in the order of the terms
};
[[nodiscard]] std::optional<GrowthMean> growth_mean(const SolvedSet& solved, const Check& check);
/// ACC-18: intervals of the weights from printed contributions and growth of the year before; narrows the check's terms.
void recover_weights(const SolvedSet& solved, const GrowthMean& mean, Check& check);

/// For each group of checks that hang together, the smallest set of targets that no numbers within rounding can meet; AU-8.
[[nodiscard]] std::vector<Conflict> find_conflicts(const SolvedSet& solved, const std::vector<Check>& checks);
/// What the others leave each target; AU-8.
void leave_to_others(const SolvedSet& solved, const std::vector<Check>& checks, std::vector<Movement>& movements);
[[nodiscard]] std::vector<SignFault> sign_faults(const SolvedSet& solved);

/// AU-9. Error: E7005.
[[nodiscard]] Result<Reconciliation> reconcile(const SolvedSet& solved, const AuditOptions& options);

/// Quantities no target states, prices and what the scenario settles.
void list_assumptions(const SolvedSet& solved, const std::vector<Check>& checks, SetAudit& audit);

}  // namespace grdp::analysis
