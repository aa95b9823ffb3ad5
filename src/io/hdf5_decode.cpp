#include "grdp/io/hdf5_decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <new>

#include "hdf5_handle.hpp"

namespace grdp::io {
namespace {

constexpr std::size_t kMostArrays = 1000;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestAttribute = std::size_t{1} << 24;
constexpr int kMostDimensions = 8;

/// What the image holds is well-formed HDF5 and yet not accepted.
struct Refusal {
    std::uint16_t code;
    std::string message;
};

[[noreturn]] void refuse(std::uint16_t code, std::string message) { throw Refusal{code, std::move(message)}; }

Handle open_image(std::string_view image) {
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
    checked(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "core driver");
    // libhdf5 wants a pointer to non-const bytes and copies them.
    checked(H5Pset_file_image(access, const_cast<char*>(image.data()), image.size()), "image");
    checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "close degree");
    return {H5Fopen(kNowhere, H5F_ACC_RDONLY, access), H5Fclose, "file in memory"};
}

// ---- names first: nothing is followed or opened before every link is known to be a plain one ----------------------

struct Names {
    std::vector<std::string> items;
    std::string refused;
};

extern "C" herr_t collect_link(hid_t, const char* name, const H5L_info_t* link, void* target) {
    auto& names = *static_cast<Names*>(target);
    if (link->type != H5L_TYPE_HARD || std::string_view(name).size() > kLongestName || names.items.size() >= kMostArrays) {
        names.refused = std::string(name).substr(0, kLongestName);
        return 1;
    }
    names.items.emplace_back(name);
    return 0;
}

std::vector<std::string> array_names(const Handle& file) {
    Names names;
    checked(H5Literate(file, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_link, &names), "names");
    if (!names.refused.empty()) refuse(5006, fmt::format("\"{}\" is a link, or one name too many", names.refused));
    for (const auto& name : names.items) {
        H5O_info_t info{};
        checked(H5Oget_info_by_name2(file, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT), "object");
        if (info.type != H5O_TYPE_DATASET) refuse(5006, fmt::format("\"{}\" is not an array", name));
    }
    return names.items;
}

// ---- one array ------------------------------------------------------------------------------------------------------

void demand_plain_storage(const std::string& name, const Handle& dataset) {
    const Handle properties(H5Dget_create_plist(dataset), H5Pclose, "properties");
    const auto layout = checked(H5Pget_layout(properties), "layout");
    const bool external = checked(H5Pget_external_count(properties), "external storage") > 0;
    if (external || (layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED)) {
        refuse(5006, fmt::format("\"{}\" keeps its values outside itself", name));
    }
    const int filters = checked(H5Pget_nfilters(properties), "filters");
    for (int i = 0; i < filters; ++i) {
        unsigned flags = 0;
        unsigned info = 0;
        std::size_t count = 0;
        const auto filter = H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &count, nullptr, 0, nullptr, &info);
        if (checked(filter, "filter") != H5Z_FILTER_FLETCHER32) refuse(5006, fmt::format("\"{}\" uses filter {}", name, filter));
    }
}

std::vector<std::size_t> shape_of(const std::string& name, const Handle& space, std::size_t image_size) {
    const int rank = checked(H5Sget_simple_extent_ndims(space), "rank");
    if (rank < 1 || rank > kMostDimensions) refuse(5006, fmt::format("\"{}\" has {} dimensions", name, rank));
    std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
    checked(H5Sget_simple_extent_dims(space, extents.data(), nullptr), "extents");
    std::size_t count = 1;
    for (const hsize_t extent : extents) {
        if (extent == 0 || extent > image_size / count) refuse(5007, fmt::format("\"{}\" claims more values than the file can hold", name));
        count *= extent;
    }
    return {extents.begin(), extents.end()};
}

std::size_t product(const std::vector<std::size_t>& shape) {
    std::size_t count = 1;
    for (const std::size_t extent : shape) count *= extent;
    return count;
}

std::vector<std::string> read_strings(const std::string& name, const Handle& dataset, const Handle& space, const Handle& type,
                                      std::size_t count, std::size_t image_size) {
    hsize_t bytes = 0;
    checked(H5Dvlen_get_buf_size(dataset, type, space, &bytes), "size of strings");
    if (bytes > image_size) refuse(5007, fmt::format("\"{}\" claims more text than the file can hold", name));
    std::vector<char*> pointers(count, nullptr);
    checked(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "strings");
    std::vector<std::string> strings(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (pointers[i] != nullptr) strings[i] = pointers[i];
    }
    checked(H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data()), "strings");
    return strings;
}

template <class T>
std::vector<T> read_numbers(const std::string& name, const Handle& dataset, hid_t in_memory, std::size_t count) {
    // Chunks that were never written would come out of nothing, however many are claimed.
    if (H5Dget_storage_size(dataset) / sizeof(T) < count) refuse(5007, fmt::format("\"{}\" lacks some of its values", name));
    std::vector<T> values(count);
    checked(H5Dread(dataset, in_memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "numbers");
    return values;
}

Values read_values(const std::string& name, const Handle& dataset, const Handle& space, std::size_t count, std::size_t image_size) {
    const Handle type(H5Dget_type(dataset), H5Tclose, "type");
    const auto is = [&](hid_t other) { return checked(H5Tequal(type, other), "type") > 0; };
    if (H5Tget_class(type) == H5T_STRING) {
        if (checked(H5Tis_variable_str(type), "type") == 0) refuse(5006, fmt::format("\"{}\" has strings of fixed length", name));
        return read_strings(name, dataset, space, type, count, image_size);
    }
    if (is(H5T_IEEE_F64LE)) return read_numbers<double>(name, dataset, H5T_NATIVE_DOUBLE, count);
    if (is(H5T_STD_I32LE)) return read_numbers<std::int32_t>(name, dataset, H5T_NATIVE_INT32, count);
    if (is(H5T_STD_U64LE)) return read_numbers<std::uint64_t>(name, dataset, H5T_NATIVE_UINT64, count);
    if (is(H5T_STD_U8LE)) return read_numbers<std::uint8_t>(name, dataset, H5T_NATIVE_UINT8, count);
    refuse(5006, fmt::format("\"{}\" has values of an unknown type", name));
}

Array read_array(const Handle& file, const std::string& name, std::size_t image_size) {
    const Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "array");
    demand_plain_storage(name, dataset);
    const Handle space(H5Dget_space(dataset), H5Sclose, "space");
    Array array{name, {}, shape_of(name, space, image_size), {}, {}};
    array.values = read_values(name, dataset, space, product(array.shape), image_size);
    return array;
}

// ---- attributes of the root group -----------------------------------------------------------------------------------

std::string read_text(const Handle& attribute, const Handle& type) {
    const std::size_t size = H5Tget_size(type);
    if (size > kLongestAttribute || checked(H5Tis_variable_str(type), "type") > 0) refuse(5006, "an attribute has an unknown form");
    std::string text(size, '\0');
    checked(H5Aread(attribute, type, text.data()), "attribute value");
    return text.substr(0, text.find('\0'));
}

template <class T>
T read_scalar(const Handle& attribute, hid_t in_memory) {
    T value{};
    checked(H5Aread(attribute, in_memory, &value), "attribute value");
    return value;
}

Attribute read_attribute(const Handle& file, hsize_t index) {
    const Handle attribute(H5Aopen_by_idx(file, ".", H5_INDEX_NAME, H5_ITER_INC, index, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           "attribute");
    const auto length = checked(H5Aget_name(attribute, 0, nullptr), "attribute name");
    if (static_cast<std::size_t>(length) > kLongestName) refuse(5006, "an attribute has a name too long");
    std::string name(static_cast<std::size_t>(length) + 1, '\0');
    checked(H5Aget_name(attribute, name.size(), name.data()), "attribute name");
    name.pop_back();
    const Handle space(H5Aget_space(attribute), H5Sclose, "attribute space");
    if (H5Sget_simple_extent_type(space) != H5S_SCALAR) refuse(5006, fmt::format("attribute \"{}\" is not a scalar", name));
    const Handle type(H5Aget_type(attribute), H5Tclose, "attribute type");
    if (H5Tget_class(type) == H5T_STRING) return {name, read_text(attribute, type)};
    if (H5Tequal(type, H5T_IEEE_F64LE) > 0) return {name, read_scalar<double>(attribute, H5T_NATIVE_DOUBLE)};
    if (H5Tequal(type, H5T_STD_I32LE) > 0) return {name, read_scalar<std::int32_t>(attribute, H5T_NATIVE_INT32)};
    if (H5Tequal(type, H5T_STD_U64LE) > 0) return {name, read_scalar<std::uint64_t>(attribute, H5T_NATIVE_UINT64)};
    refuse(5006, fmt::format("attribute \"{}\" has an unknown type", name));
}

LabelledArrays read_all(std::string_view image) {
    prepare_hdf5();
    Handle file = open_image(image);
    LabelledArrays result;
    H5O_info_t root{};
    checked(H5Oget_info2(file, &root, H5O_INFO_NUM_ATTRS), "root group");
    if (root.num_attrs > kMostArrays) refuse(5006, "too many attributes");
    for (hsize_t i = 0; i < root.num_attrs; ++i) result.attributes.push_back(read_attribute(file, i));
    for (const auto& name : array_names(file)) result.arrays.push_back(read_array(file, name, image.size()));
    file.close("file");
    return result;
}

}  // namespace

Result<LabelledArrays> decode_hdf5(std::string_view image, const std::string& path) {
    const auto failure = [&](std::uint16_t code, std::string message) {
        return Diagnostic{.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a run file written by grdp",
                          .hint = {}, .notes = {}, .file = path};
    };
    try {
        return read_all(image);
    } catch (const Refusal& refusal) {
        return failure(refusal.code, refusal.message);
    } catch (const Hdf5Failure& cause) {
        return failure(5002, fmt::format("the file is damaged: {}", cause.what()));
    } catch (const std::bad_alloc&) {
        return failure(5007, "the file needs more memory than there is");
    }
}

}  // namespace grdp::io
