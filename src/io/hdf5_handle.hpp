// HDF5 identifiers with owners, and every return value looked at.
#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace grdp::io {

/// Thrown inside the layer only; encode_hdf5 and decode_hdf5 turn it into a diagnostic.
class Hdf5Failure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The step that failed with libhdf5's own innermost reason.
[[noreturn]] void hdf5_failed(const char* step);

/// Once per process and before anything else: no exit handler of libhdf5 (it crashes on a full disk), no plugins, no
/// messages on stderr.
void prepare_hdf5();

/// Name of a file in memory. Opening an image, the core driver first tries this name on the disk and gives up if it finds
/// something; nothing can stand below a device.
inline constexpr const char* kNowhere = "/dev/null/run.h5";

template <class T>
T checked(T result, const char* step) {
    if (result < 0) hdf5_failed(step);
    return result;
}

class Handle {
  public:
    using Close = herr_t (*)(hid_t);
    Handle(hid_t id, Close closer, const char* step) : id_(checked(id, step)), close_(closer) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
    Handle& operator=(Handle&&) = delete;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (id_ >= 0) close_(id_);
    }

    [[nodiscard]] hid_t get() const { return id_; }
    operator hid_t() const { return id_; }
    /// Closes now and looks at the result, which the destructor cannot.
    void close(const char* step) { checked(close_(std::exchange(id_, H5I_INVALID_HID)), step); }

  private:
    hid_t id_;
    Close close_;
};

}  // namespace grdp::io
