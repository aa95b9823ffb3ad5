#include "grdp/io/hdf5_decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <new>

#include "array_source.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/io/sealed_file.hpp"
#include "hdf5_driver.hpp"
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

Handle open_image(ImageBytes& image) {
    prepare_hdf5();
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
    use_image(access, image);
    checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "close degree");
    return {H5Fopen(kNowhere, H5F_ACC_RDONLY, access), H5Fclose, "file"};
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

std::vector<std::string> names_in(const Handle& file) {
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

std::vector<std::size_t> shape_of(const std::string& name, const Handle& space, std::uint64_t image_size) {
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

/// A stretch of an array, in the file and as it will stand in memory.
struct Stretch {
    Handle in_file;
    Handle in_memory;
    std::size_t count;
};

Stretch stretch_of(const Handle& dataset, const std::vector<std::size_t>& shape, std::size_t begin, std::size_t end) {
    std::vector<hsize_t> start(shape.size(), 0), extents(shape.begin(), shape.end());
    start[0] = begin;
    extents[0] = end - begin;
    Handle in_file(H5Dget_space(dataset), H5Sclose, "space");
    checked(H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, extents.data(), nullptr), "stretch");
    Handle in_memory(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose, "space");
    return {std::move(in_file), std::move(in_memory), product(shape) / shape[0] * (end - begin)};
}

std::vector<std::string> read_strings(const std::string& name, const Handle& dataset, const Handle& type, const Stretch& stretch, std::uint64_t image_size) {
    hsize_t bytes = 0;
    checked(H5Dvlen_get_buf_size(dataset, type, stretch.in_file, &bytes), "size of strings");
    if (bytes > image_size) refuse(5007, fmt::format("\"{}\" claims more text than the file can hold", name));
    std::vector<char*> pointers(stretch.count, nullptr);
    checked(H5Dread(dataset, type, stretch.in_memory, stretch.in_file, H5P_DEFAULT, pointers.data()), "strings");
    std::vector<std::string> strings(stretch.count);
    for (std::size_t i = 0; i < strings.size(); ++i) {
        if (pointers[i] != nullptr) strings[i] = pointers[i];
    }
    checked(H5Dvlen_reclaim(type, stretch.in_memory, H5P_DEFAULT, pointers.data()), "strings");
    return strings;
}

template <class T>
std::vector<T> read_numbers(const Handle& dataset, hid_t in_memory, const Stretch& stretch) {
    std::vector<T> values(stretch.count);
    checked(H5Dread(dataset, in_memory, stretch.in_memory, stretch.in_file, H5P_DEFAULT, values.data()), "numbers");
    return values;
}

Values read_values(const std::string& name, const Handle& dataset, const Stretch& stretch, std::uint64_t image_size) {
    const Handle type(H5Dget_type(dataset), H5Tclose, "type");
    const auto is = [&](hid_t other) { return checked(H5Tequal(type, other), "type") > 0; };
    if (H5Tget_class(type) == H5T_STRING) return read_strings(name, dataset, type, stretch, image_size);
    if (is(H5T_IEEE_F64LE)) return read_numbers<double>(dataset, H5T_NATIVE_DOUBLE, stretch);
    if (is(H5T_STD_I32LE)) return read_numbers<std::int32_t>(dataset, H5T_NATIVE_INT32, stretch);
    if (is(H5T_STD_U64LE)) return read_numbers<std::uint64_t>(dataset, H5T_NATIVE_UINT64, stretch);
    return read_numbers<std::uint8_t>(dataset, H5T_NATIVE_UINT8, stretch);
}

/// The type is one of ours, and the file holds as many values as are claimed: chunks that were never written would come out of nothing.
void demand_values(const std::string& name, const Handle& dataset, std::size_t count) {
    const Handle type(H5Dget_type(dataset), H5Tclose, "type");
    if (H5Tget_class(type) == H5T_STRING) {
        if (checked(H5Tis_variable_str(type), "type") == 0) refuse(5006, fmt::format("\"{}\" has strings of fixed length", name));
        return;
    }
    const hid_t known[] = {H5T_IEEE_F64LE, H5T_STD_I32LE, H5T_STD_U64LE, H5T_STD_U8LE};
    if (std::none_of(std::begin(known), std::end(known), [&](hid_t one) { return checked(H5Tequal(type, one), "type") > 0; })) {
        refuse(5006, fmt::format("\"{}\" has values of an unknown type", name));
    }
    if (H5Dget_storage_size(dataset) / H5Tget_size(type) < count) refuse(5007, fmt::format("\"{}\" lacks some of its values", name));
}

}  // namespace

struct OpenArray {
    Handle dataset;
    std::vector<std::size_t> shape;
};

namespace {

OpenArray open_array(const Handle& file, const std::string& name, std::uint64_t image_size) {
    Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "array");
    demand_plain_storage(name, dataset);
    const Handle space(H5Dget_space(dataset), H5Sclose, "space");
    auto shape = shape_of(name, space, image_size);
    demand_values(name, dataset, product(shape));
    return {std::move(dataset), std::move(shape)};
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

std::vector<Attribute> read_attributes(const Handle& file) {
    H5O_info_t root{};
    checked(H5Oget_info2(file, &root, H5O_INFO_NUM_ATTRS), "root group");
    if (root.num_attrs > kMostArrays) refuse(5006, "too many attributes");
    std::vector<Attribute> attributes;
    for (hsize_t i = 0; i < root.num_attrs; ++i) attributes.push_back(read_attribute(file, i));
    return attributes;
}

}  // namespace

struct Hdf5Arrays::File {
    explicit File(ImageBytes& bytes) : image_size(bytes.size()), file(open_image(bytes)), attributes(read_attributes(file)), names(names_in(file)) {
        std::sort(names.begin(), names.end());
    }

    /// Nothing if there is none of that name.
    OpenArray* find(std::string_view name) {
        const auto known = open.find(name);
        if (known != open.end()) return &known->second;
        if (!std::binary_search(names.begin(), names.end(), name)) return nullptr;
        return &open.emplace(name, open_array(file, std::string(name), image_size)).first->second;
    }

    std::uint64_t image_size;
    Handle file;
    std::vector<Attribute> attributes;
    std::vector<std::string> names;
    std::map<std::string, OpenArray, std::less<>> open;
};

template <class Read>
auto Hdf5Arrays::guarded(Read&& read) {
    const auto failure = [&](std::uint16_t code, std::string message) {
        return ReadFault{{.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a run file written by grdp", .hint = {}, .notes = {}, .file = path_}};
    };
    try {
        return read();
    } catch (const Refusal& refusal) {
        throw failure(refusal.code, refusal.message);
    } catch (const Hdf5Failure& cause) {
        throw failure(5002, fmt::format("the file is damaged: {}", cause.what()));
    } catch (const std::bad_alloc&) {
        throw failure(5007, "the file needs more memory than there is");
    }
}

Hdf5Arrays::Hdf5Arrays(ImageBytes& image, std::string path) : path_(std::move(path)) {
    guarded([&] { file_ = std::make_unique<File>(image); });
}

Hdf5Arrays::~Hdf5Arrays() = default;

const std::vector<Attribute>& Hdf5Arrays::attributes() const { return file_->attributes; }

std::vector<std::string> Hdf5Arrays::names() const { return file_->names; }

const std::vector<std::size_t>* Hdf5Arrays::shape(std::string_view name) {
    return guarded([&]() -> const std::vector<std::size_t>* {
        const OpenArray* array = file_->find(name);
        return array == nullptr ? nullptr : &array->shape;
    });
}

Values Hdf5Arrays::values(std::string_view name, std::size_t begin, std::size_t end) {
    return guarded([&] {
        const OpenArray* array = file_->find(name);
        GRDP_EXPECTS(array != nullptr && begin < end && end <= array->shape.at(0));
        return read_values(std::string(name), array->dataset, stretch_of(array->dataset, array->shape, begin, end), file_->image_size);
    });
}

void Hdf5Arrays::release(std::string_view name) {
    const auto known = file_->open.find(name);
    if (known != file_->open.end()) file_->open.erase(known);
}

void Hdf5Arrays::close() {
    guarded([&] {
        file_->open.clear();
        file_->file.close("file");
    });
}

Result<LabelledArrays> decode_hdf5(ImageBytes& image, const std::string& path) {
    try {
        Hdf5Arrays arrays(image, path);
        LabelledArrays result;
        result.attributes = arrays.attributes();
        for (const auto& name : arrays.names()) {
            result.arrays.push_back(arrays.whole(name));
            arrays.release(name);
        }
        arrays.close();
        return result;
    } catch (const ReadFault& fault) {
        return fault.diagnostic;
    }
}

Result<LabelledArrays> decode_hdf5(std::string_view image, const std::string& path) {
    ImageInMemory bytes(image);
    return decode_hdf5(bytes, path);
}

}  // namespace grdp::io
