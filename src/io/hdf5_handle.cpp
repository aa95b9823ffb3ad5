#include "hdf5_handle.hpp"

#include <fmt/core.h>

namespace grdp::io {
namespace {

extern "C" herr_t keep_innermost(unsigned depth, const H5E_error2_t* error, void* text) {
    // Walking downwards from the interface: the last entry is the cause.
    static_cast<void>(depth);
    if (error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
    return 0;
}

}  // namespace

void hdf5_failed(const char* step) {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &reason);
    H5Eclear2(H5E_DEFAULT);
    throw Hdf5Failure(reason.empty() ? std::string(step) : fmt::format("{}: {}", step, reason));
}

void prepare_hdf5() {
    static const bool prepared = [] {
        H5dont_atexit();
        checked(H5open(), "libhdf5 cannot start");
        checked(H5PLset_loading_state(0), "plugins cannot be switched off");
        return true;
    }();
    static_cast<void>(prepared);
    checked(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "the error stack cannot be silenced");
}

}  // namespace grdp::io
