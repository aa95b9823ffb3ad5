#include "grdp/io/hdf5_encode.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <limits>
#include <map>
#include <new>
#include <string_view>

#include "grdp/base/contract.hpp"
#include "grdp/io/seal.hpp"
#include "hdf5_handle.hpp"

namespace grdp::io {
namespace {

constexpr unsigned kCreationOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;  // netCDF-4 asks for it
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

Handle string_type() {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "string type");
    checked(H5Tset_size(type, H5T_VARIABLE), "string type");
    checked(H5Tset_cset(type, H5T_CSET_UTF8), "string type");
    return type;
}

// Attributes are fixed-length strings, as netCDF writes them: `:units = "%"`.
Handle fixed_string_type(std::size_t size) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "string type");
    checked(H5Tset_size(type, size), "string type");
    checked(H5Tset_cset(type, H5T_CSET_UTF8), "string type");
    return type;
}

struct NumberType {
    hid_t in_file;
    hid_t in_memory;
};
NumberType number_type(double) { return {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE}; }
NumberType number_type(std::int32_t) { return {H5T_STD_I32LE, H5T_NATIVE_INT32}; }
NumberType number_type(std::uint64_t) { return {H5T_STD_U64LE, H5T_NATIVE_UINT64}; }
NumberType number_type(std::uint8_t) { return {H5T_STD_U8LE, H5T_NATIVE_UINT8}; }

void put_attribute(hid_t object, const std::string& name, hid_t in_file, hid_t in_memory, const void* value) {
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "attribute space");
    Handle attribute(H5Acreate2(object, name.c_str(), in_file, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, "attribute");
    checked(H5Awrite(attribute, in_memory, value), "attribute value");
    attribute.close("attribute");
}

void put_attribute(hid_t object, const Attribute& attribute) {
    if (const auto* text = std::get_if<std::string>(&attribute.value)) {
        if (text->empty()) return;  // netCDF-C has no empty attributes that all readers agree on
        const Handle type = fixed_string_type(text->size());
        put_attribute(object, attribute.name, type, type, text->data());
        return;
    }
    std::visit([&](const auto& value) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
            const NumberType type = number_type(value);
            put_attribute(object, attribute.name, type.in_file, type.in_memory, &value);
        }
    }, attribute.value);
}

class ImageWriter {
  public:
    ImageWriter() : file_(create_file()) {}

    void add(const Attribute& attribute) { put_attribute(file_, attribute); }

    void add(const Array& array) {
        GRDP_EXPECTS(array.dimensions.size() == array.shape.size() && !array.shape.empty());
        std::vector<hsize_t> extents(array.shape.begin(), array.shape.end());
        const Handle space(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose, "space");
        Handle dataset = write_values(array, extents, space);
        if (array.dimensions.size() == 1 && array.dimensions[0] == array.name) {
            make_coordinate(array, std::move(dataset));
        } else {
            attach_coordinates(array, dataset);
            for (const auto& attribute : array.attributes) put_attribute(dataset, attribute);
            dataset.close("array");
        }
    }

    void add(const LabelledArrays& arrays) {
        for (const auto& attribute : arrays.attributes) add(attribute);
        for (const auto& array : arrays.arrays) add(array);
    }

    std::string finish() {
        for (auto& [name, coordinate] : coordinates_) coordinate.close("coordinate");
        checked(H5Fflush(file_, H5F_SCOPE_GLOBAL), "flush");
        const auto size = checked(H5Fget_file_image(file_, nullptr, 0), "size of the image");
        std::string image;
        image.reserve(static_cast<std::size_t>(size) + kSealSize);  // the seal shall not move it
        image.resize(static_cast<std::size_t>(size));
        checked(H5Fget_file_image(file_, image.data(), image.size()), "image");
        file_.close("file");
        return image;
    }

  private:
    static Handle create_file() {
        const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
        checked(H5Pset_fapl_core(access, kChunkBytes, false), "core driver");
        checked(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "file version");
        // A handle left open makes the close fail instead of being forgiven.
        checked(H5Pset_fclose_degree(access, H5F_CLOSE_SEMI), "close degree");
        const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file creation");
        checked(H5Pset_link_creation_order(creation, kCreationOrder), "creation order");
        checked(H5Pset_attr_creation_order(creation, kCreationOrder), "creation order");
        checked(H5Pset_attr_phase_change(creation, 64, 32), "attribute storage");
        checked(H5Pset_istore_k(creation, 4), "chunk index");  // most arrays are one chunk: small index nodes
        checked(H5Pset_obj_track_times(creation, false), "times");
        return {H5Fcreate(kNowhere, H5F_ACC_TRUNC, creation, access), H5Fclose, "file in memory"};
    }

    static Handle array_properties(const Array& array, const std::vector<hsize_t>& extents) {
        Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "array properties");
        checked(H5Pset_obj_track_times(properties, false), "times");
        checked(H5Pset_attr_creation_order(properties, kCreationOrder), "creation order");
        checked(H5Pset_attr_phase_change(properties, 64, 32), "attribute storage");
        if (std::holds_alternative<std::vector<std::string>>(array.values)) return properties;
        // Whole rows of the innermost dimension, about a mebibyte to a chunk.
        std::vector<hsize_t> chunk(extents.size(), 1);
        hsize_t room = kChunkBytes / sizeof(double);
        for (std::size_t i = extents.size(); i-- > 0 && room > 0; room /= chunk[i]) {
            chunk[i] = std::clamp<hsize_t>(room, 1, extents[i]);
            if (chunk[i] < extents[i]) break;
        }
        checked(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "chunks");
        checked(H5Pset_fletcher32(properties), "checksum");
        if (std::holds_alternative<std::vector<double>>(array.values)) {
            const double missing = std::numeric_limits<double>::quiet_NaN();
            checked(H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &missing), "fill value");
        }
        return properties;
    }

    Handle write_values(const Array& array, const std::vector<hsize_t>& extents, const Handle& space) {
        const Handle properties = array_properties(array, extents);
        const auto create = [&](hid_t type) {
            return Handle(H5Dcreate2(file_, array.name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose, "array");
        };
        if (const auto* strings = std::get_if<std::vector<std::string>>(&array.values)) {
            std::vector<const char*> pointers;
            for (const auto& text : *strings) pointers.push_back(text.c_str());
            const Handle type = string_type();
            Handle dataset = create(type);
            checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "strings");
            return dataset;
        }
        return std::visit([&](const auto& values) -> Handle {
            if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<std::string>>) {
                hdf5_failed("strings");
            } else {
                const NumberType type = number_type(values[0]);
                Handle dataset = create(type.in_file);
                checked(H5Dwrite(dataset, type.in_memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "numbers");
                return dataset;
            }
        }, array.values);
    }

    void make_coordinate(const Array& array, Handle dataset) {
        checked(H5DSset_scale(dataset, array.name.c_str()), "dimension scale");
        put_attribute(dataset, {"_Netcdf4Dimid", static_cast<std::int32_t>(coordinates_.size())});
        for (const auto& attribute : array.attributes) put_attribute(dataset, attribute);
        coordinates_.emplace(array.name, std::move(dataset));
    }

    void attach_coordinates(const Array& array, const Handle& dataset) {
        for (std::size_t i = 0; i < array.dimensions.size(); ++i) {
            const auto coordinate = coordinates_.find(array.dimensions[i]);
            GRDP_EXPECTS(coordinate != coordinates_.end());
            checked(H5DSattach_scale(dataset, coordinate->second, static_cast<unsigned>(i)), "dimension");
        }
    }

    Handle file_;
    std::map<std::string, Handle, std::less<>> coordinates_;
};

Diagnostic not_encoded(std::string reason, std::string hint = {}) {
    return {.code = Code{5008}, .where = {}, .message = "the run cannot be put into a file: " + reason, .expected = {},
            .hint = std::move(hint), .notes = {}, .file = {}};
}

}  // namespace

namespace {

/// What libhdf5 and memory refuse becomes a diagnostic.
template <class Add>
Result<std::string> image_of(Add&& add) {
    try {
        prepare_hdf5();
        ImageWriter writer;
        add(writer);
        return writer.finish();
    } catch (const Hdf5Failure& failure) {
        return not_encoded(failure.what());
    } catch (const std::bad_alloc&) {
        return not_encoded("out of memory", "keep fewer paths, or fewer series of them");
    }
}

}  // namespace

Result<std::string> encode_hdf5(const LabelledArrays& arrays) {
    return image_of([&](ImageWriter& writer) { writer.add(arrays); });
}

Result<std::string> encode_hdf5_parts(const std::function<void(const ArrayReceiver&)>& feed) {
    return image_of([&](ImageWriter& writer) { feed([&](LabelledArrays&& part) { writer.add(part); }); });
}

}  // namespace grdp::io
