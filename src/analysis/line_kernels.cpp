#include "line_kernels.hpp"

namespace grdp::analysis {

namespace kernel {
namespace isa_baseline {
void fill(LineKernels* kernels);
}  // namespace isa_baseline
#if defined(GRDP_HAVE_ISA_VARIANTS)
namespace isa_avx2 {
void fill(LineKernels* kernels);
}  // namespace isa_avx2
namespace isa_avx512 {
void fill(LineKernels* kernels);
}  // namespace isa_avx512
#endif
}  // namespace kernel

LineKernels line_kernels(engine::Isa isa) {
    LineKernels kernels;
#if defined(GRDP_HAVE_ISA_VARIANTS)
    switch (engine::resolve_isa(isa)) {
        case engine::Isa::avx512: kernel::isa_avx512::fill(&kernels); return kernels;
        case engine::Isa::avx2: kernel::isa_avx2::fill(&kernels); return kernels;
        case engine::Isa::automatic:
        case engine::Isa::baseline: break;
    }
#else
    static_cast<void>(isa);
#endif
    kernel::isa_baseline::fill(&kernels);
    return kernels;
}

}  // namespace grdp::analysis
