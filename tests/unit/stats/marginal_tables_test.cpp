#include "grdp/stats/marginal_tables.hpp"

#include "catch.hpp"

using grdp::stats::Law;
using grdp::stats::MarginalParameters;
namespace stats = grdp::stats;

TEST_CASE("marginal tables: a table that is kept equals one that is built, to the last bit") {
    const MarginalParameters t{Law::student_t, {5, 2.5}}, mound{Law::pert, {-3, 6, 13}}, other{Law::student_t, {5, 2.25}};
    const stats::MarginalTables tables({t, mound, t});
    for (const MarginalParameters& law : {t, mound, other}) {
        const stats::MarginalTable kept = tables.table(law), built = stats::build(law);
        for (double z = -8.75; z <= 8.75; z += 0.03125) CHECK(kept.evaluate(z) == built.evaluate(z));
    }
}

TEST_CASE("marginal tables: only laws in pieces are kept, each once") {
    const MarginalParameters t{Law::student_t, {5, 2.5}};
    CHECK(stats::MarginalTables({t, {Law::normal, {1}}, t, {Law::uniform, {-1, 1}}}).size() == 1);
    CHECK(stats::MarginalTables({}).size() == 0);
}
