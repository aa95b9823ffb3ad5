#include "grdp/engine/normal_scores.hpp"

namespace grdp::engine {

namespace kernel {
namespace isa_baseline {
void normal_quantiles(double* x, std::size_t count);
void normal_cdfs(double* x, std::size_t count);
}  // namespace isa_baseline
#if defined(GRDP_HAVE_ISA_VARIANTS)
namespace isa_avx2 {
void normal_quantiles(double* x, std::size_t count);
void normal_cdfs(double* x, std::size_t count);
}  // namespace isa_avx2
namespace isa_avx512 {
void normal_quantiles(double* x, std::size_t count);
void normal_cdfs(double* x, std::size_t count);
}  // namespace isa_avx512
#endif
}  // namespace kernel

NormalScores normal_scores(Isa isa) {
#if defined(GRDP_HAVE_ISA_VARIANTS)
    switch (resolve_isa(isa)) {
        case Isa::avx512: return {kernel::isa_avx512::normal_quantiles, kernel::isa_avx512::normal_cdfs};
        case Isa::avx2: return {kernel::isa_avx2::normal_quantiles, kernel::isa_avx2::normal_cdfs};
        case Isa::automatic:
        case Isa::baseline: break;
    }
#else
    static_cast<void>(isa);
#endif
    return {kernel::isa_baseline::normal_quantiles, kernel::isa_baseline::normal_cdfs};
}

}  // namespace grdp::engine
