#include "grdp/engine/sampling.hpp"

#if defined(GRDP_HAVE_ISA_VARIANTS)
#include <cpuid.h>
#endif

#include "dispatch.hpp"
#include "grdp/stats/accumulator.hpp"

namespace grdp::engine {

static_assert(kBlockPaths == stats::kPathsPerBlock);

namespace kernel {
namespace isa_baseline {
void execute(const Code& code, Run& run);
void count_shared(const float* normals, std::size_t stride, std::size_t draws, const SharedBand& band, SharedCount& count);
std::size_t list_shared(const float* normals, std::size_t stride, std::size_t draws, const SharedBand& band, std::uint32_t* doubtful);
}
#if defined(GRDP_HAVE_ISA_VARIANTS)
namespace isa_avx2 {
void execute(const Code& code, Run& run);
void count_shared(const float* normals, std::size_t stride, std::size_t draws, const SharedBand& band, SharedCount& count);
std::size_t list_shared(const float* normals, std::size_t stride, std::size_t draws, const SharedBand& band, std::uint32_t* doubtful);
}
namespace isa_avx512 {
void execute(const Code& code, Run& run);
void count_shared(const float* normals, std::size_t stride, std::size_t draws, const SharedBand& band, SharedCount& count);
std::size_t list_shared(const float* normals, std::size_t stride, std::size_t draws, const SharedBand& band, std::uint32_t* doubtful);
}
#endif
}  // namespace kernel

namespace {

bool has(Isa isa) {
#if defined(GRDP_HAVE_ISA_VARIANTS)
    __builtin_cpu_init();
    if (isa == Isa::avx2) return __builtin_cpu_supports("avx2") != 0;
    if (isa == Isa::avx512) {
        return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
               __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512bw") != 0;
    }
#endif
    return isa == Isa::baseline;
}

#if defined(GRDP_HAVE_ISA_VARIANTS)
bool has_wide_aes() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (c >> 9 & 1u) != 0;
}
#endif

}  // namespace

std::string_view isa_name(Isa isa) {
    switch (isa) {
        case Isa::automatic: return "auto";
        case Isa::baseline: return "baseline";
        case Isa::avx2: return "avx2";
        case Isa::avx512: return "avx512";
    }
    return "auto";
}

Isa resolve_isa(Isa wanted) {
    const bool any = wanted == Isa::automatic;
    if ((any || wanted == Isa::avx512) && has(Isa::avx512)) return Isa::avx512;
    if ((any || wanted != Isa::baseline) && has(Isa::avx2)) return Isa::avx2;
    return Isa::baseline;
}

kernel::Words words_for(stats::Generator generator, Isa isa) {
    if (generator == stats::Generator::philox) return kernel::Words::philox;
#if defined(GRDP_HAVE_ISA_VARIANTS)
    const Isa resolved = resolve_isa(isa);
    if (resolved == Isa::avx512 && has_wide_aes()) return kernel::Words::ars_vaes;
    if (resolved != Isa::baseline && __builtin_cpu_supports("aes") != 0) return kernel::Words::ars_aes;
#else
    static_cast<void>(isa);
#endif
    return kernel::Words::ars_portable;
}

kernel::Execute kernel_for(Isa isa) {
#if defined(GRDP_HAVE_ISA_VARIANTS)
    switch (resolve_isa(isa)) {
        case Isa::avx512: return kernel::isa_avx512::execute;
        case Isa::avx2: return kernel::isa_avx2::execute;
        case Isa::automatic:
        case Isa::baseline: break;
    }
#else
    static_cast<void>(isa);
#endif
    return kernel::isa_baseline::execute;
}

kernel::SharedKernel shared_kernel_for(Isa isa) {
#if defined(GRDP_HAVE_ISA_VARIANTS)
    switch (resolve_isa(isa)) {
        case Isa::avx512: return {kernel::isa_avx512::count_shared, kernel::isa_avx512::list_shared};
        case Isa::avx2: return {kernel::isa_avx2::count_shared, kernel::isa_avx2::list_shared};
        case Isa::automatic:
        case Isa::baseline: break;
    }
#else
    static_cast<void>(isa);
#endif
    return {kernel::isa_baseline::count_shared, kernel::isa_baseline::list_shared};
}

}  // namespace grdp::engine
