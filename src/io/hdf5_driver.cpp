#include "hdf5_driver.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include "hdf5_handle.hpp"

namespace grdp::io {
namespace {

struct Target {
    ImageBytes* image;
};

/// libhdf5 sees the first member only.
struct ImageFile {
    H5FD_t head;
    ImageBytes* image;
    haddr_t end;  ///< of what libhdf5 has allocated
};

ImageFile& file_of(H5FD_t* file) { return *reinterpret_cast<ImageFile*>(file); }
const ImageFile& file_of(const H5FD_t* file) { return *reinterpret_cast<const ImageFile*>(file); }

constexpr haddr_t kLargestAddress = static_cast<haddr_t>(std::numeric_limits<std::int64_t>::max());

extern "C" {

H5FD_t* open_image_file(const char*, unsigned, hid_t access, haddr_t) {
    const auto* target = static_cast<const Target*>(H5Pget_driver_info(access));
    if (target == nullptr) return nullptr;
    auto file = std::make_unique<ImageFile>();
    file->image = target->image;
    return &file.release()->head;
}

herr_t close_image_file(H5FD_t* file) {
    const std::unique_ptr<ImageFile> gone(&file_of(file));
    return 0;
}

// Those of the driver for files in memory that decide where things stand: equal arrays give equal bytes either way.
herr_t query_image_file(const H5FD_t*, unsigned long* flags) {
    if (flags != nullptr) *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

haddr_t end_of_allocated(const H5FD_t* file, H5FD_mem_t) { return file_of(file).end; }

herr_t set_end_of_allocated(H5FD_t* file, H5FD_mem_t, haddr_t end) {
    file_of(file).end = end;
    return 0;
}

haddr_t end_of_image(const H5FD_t* file, H5FD_mem_t) { return static_cast<haddr_t>(file_of(file).image->size()); }

herr_t read_image_file(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t place, std::size_t size, void* bytes) {
    if (place > kLargestAddress || size > kLargestAddress - place) return -1;
    return file_of(file).image->read(place, bytes, size) ? 0 : -1;
}

herr_t write_image_file(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t place, std::size_t size, const void* bytes) {
    if (place > kLargestAddress || size > kLargestAddress - place) return -1;
    return file_of(file).image->write(place, bytes, size) ? 0 : -1;
}

}  // extern "C"

H5FD_class_t driver_class() {
    H5FD_class_t driver{};
    driver.name = "grdp";
    driver.maxaddr = kLargestAddress;
    driver.fc_degree = H5F_CLOSE_WEAK;
    driver.fapl_size = sizeof(Target);
    driver.open = open_image_file;
    driver.close = close_image_file;
    driver.query = query_image_file;
    driver.get_eoa = end_of_allocated;
    driver.set_eoa = set_end_of_allocated;
    driver.get_eof = end_of_image;
    driver.read = read_image_file;
    driver.write = write_image_file;
    constexpr H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
    std::copy(std::begin(map), std::end(map), std::begin(driver.fl_map));
    return driver;
}

}  // namespace

void use_image(hid_t file_access, ImageBytes& image) {
    static const H5FD_class_t driver = driver_class();
    static const hid_t registered = checked(H5FDregister(&driver), "the file driver");
    const Target target{&image};
    checked(H5Pset_driver(file_access, registered, &target), "file driver");
}

}  // namespace grdp::io
