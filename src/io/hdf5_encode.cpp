#include "grdp/io/hdf5_encode.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <limits>
#include <map>
#include <new>
#include <string_view>

#include "grdp/base/contract.hpp"
#include "grdp/io/seal.hpp"
#include "hdf5_driver.hpp"
#include "hdf5_handle.hpp"
#include "grdp/io/sealed_file.hpp"

namespace grdp::io {
namespace {

constexpr unsigned kCreationOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;  // netCDF-4 asks for it
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kStringsAtOnce = 65536;  // as many as libhdf5 converts at once: their order on the heap hangs on it

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

class ImageWriter final : public ArrayReceiver {
  public:
    /// Into memory.
    ImageWriter() : file_(create_file(nullptr)) {}
    /// Into a file. What it refuses is thrown as soon as it is seen.
    explicit ImageWriter(PagedFile& paged) : paged_(&paged), file_(create_file(&paged)) {}

    void receive(LabelledArrays&& ready) override { add(ready); }

    void receive(const ArrayInBlocks& array) override {
        keep(array.array, [&](const std::vector<hsize_t>& extents, const Handle& space, const Handle& properties) {
            return std::visit([&](const auto& none) { return write_blocks(array, none, extents, space, properties); }, array.array.values);
        });
    }

    void add(const LabelledArrays& arrays) {
        for (const auto& attribute : arrays.attributes) put_attribute(file_, attribute);
        for (const auto& array : arrays.arrays) {
            if (const auto* strings = std::get_if<std::vector<std::string>>(&array.values); strings != nullptr && strings->size() > kStringsAtOnce) {
                receive(in_blocks(array, *strings));
                continue;
            }
            keep(array, [&](const std::vector<hsize_t>&, const Handle& space, const Handle& properties) {
                return std::visit([&](const auto& values) {
                    Handle dataset = create_array(array, values, space, properties);
                    write(dataset, values, H5S_ALL, H5S_ALL);
                    return dataset;
                }, array.values);
            });
        }
    }

    /// How large the image is; whole in memory or in the file, but for what the close of libhdf5 would add.
    std::size_t complete() {
        for (auto& [name, coordinate] : coordinates_) coordinate.close("coordinate");
        coordinates_.clear();
        checked(H5Fflush(file_, H5F_SCOPE_GLOBAL), "flush");
        return static_cast<std::size_t>(checked(H5Fget_file_image(file_, nullptr, 0), "size of the image"));
    }

    std::string finish() {
        std::string image;
        const std::size_t size = complete();
        image.reserve(size + kSealSize);  // the seal shall not move it
        image.resize(size);
        checked(H5Fget_file_image(file_, image.data(), image.size()), "image");
        file_.close("file");
        return image;
    }

    std::size_t finish_file() {
        const std::size_t size = complete();
        paged_->freeze();
        file_.close("file");
        paged_->thaw();
        return size;
    }

  private:
    static Handle create_file(PagedFile* paged) {
        const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file access");
        if (paged == nullptr) checked(H5Pset_fapl_core(access, kChunkBytes, false), "core driver");
        else use_image(access, *paged);
        checked(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "file version");
        // A handle left open makes the close fail instead of being forgiven.
        checked(H5Pset_fclose_degree(access, H5F_CLOSE_SEMI), "close degree");
        const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file creation");
        checked(H5Pset_link_creation_order(creation, kCreationOrder), "creation order");
        checked(H5Pset_attr_creation_order(creation, kCreationOrder), "creation order");
        checked(H5Pset_attr_phase_change(creation, 64, 32), "attribute storage");
        checked(H5Pset_istore_k(creation, 4), "chunk index");  // most arrays are one chunk: small index nodes
        checked(H5Pset_obj_track_times(creation, false), "times");
        return {H5Fcreate(kNowhere, H5F_ACC_TRUNC, creation, access), H5Fclose, "file"};
    }

    static ArrayInBlocks in_blocks(const Array& array, const std::vector<std::string>& strings) {
        const std::size_t width = strings.size() / array.shape.at(0);
        const auto at = [&strings, width](std::size_t row) { return strings.begin() + static_cast<std::ptrdiff_t>(row * width); };
        return {{array.name, array.dimensions, array.shape, std::vector<std::string>(), array.attributes},
                [at](std::size_t begin, std::size_t end) -> Values { return std::vector<std::string>(at(begin), at(end)); }};
    }

    /// An array whose values `write_values` writes, and what is said of it.
    template <class WriteValues>
    void keep(const Array& array, WriteValues&& write_values) {
        GRDP_EXPECTS(array.dimensions.size() == array.shape.size() && !array.shape.empty());
        const std::vector<hsize_t> extents(array.shape.begin(), array.shape.end());
        const Handle space(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose, "space");
        const Handle properties = array_properties(array, extents);
        Handle dataset = write_values(extents, space, properties);
        if (array.dimensions.size() == 1 && array.dimensions[0] == array.name) {
            make_coordinate(array, std::move(dataset));
        } else {
            attach_coordinates(array, dataset);
            for (const auto& attribute : array.attributes) put_attribute(dataset, attribute);
            dataset.close("array");
        }
        look_for_refusal();
    }

    void look_for_refusal() const {
        if (paged_ != nullptr && paged_->error() != 0) throw WriteRefused{paged_->error()};
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

    template <class T>
    Handle create_array(const Array& array, const std::vector<T>&, const Handle& space, const Handle& properties) {
        const auto create = [&](hid_t type) { return Handle(H5Dcreate2(file_, array.name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose, "array"); };
        if constexpr (std::is_same_v<T, std::string>) return create(string_type());
        else return create(number_type(T{}).in_file);
    }

    template <class T>
    static void write(const Handle& dataset, const std::vector<T>& values, hid_t in_memory, hid_t in_file) {
        if constexpr (std::is_same_v<T, std::string>) {
            std::vector<const char*> pointers;
            pointers.reserve(values.size());
            for (const auto& text : values) pointers.push_back(text.c_str());
            checked(H5Dwrite(dataset, string_type(), in_memory, in_file, H5P_DEFAULT, pointers.data()), "strings");
        } else {
            checked(H5Dwrite(dataset, number_type(T{}).in_memory, in_memory, in_file, H5P_DEFAULT, values.data()), "numbers");
        }
    }

    /// Whole chunks at once, so that none is written twice and all stand where they would in a single write.
    template <class T>
    Handle write_blocks(const ArrayInBlocks& array, const std::vector<T>& none, std::vector<hsize_t> extents, const Handle& space, const Handle& properties) {
        Handle dataset = create_array(array.array, none, space, properties);
        const std::size_t rows = array.array.shape[0];
        const std::size_t at_once = rows_at_once(array.array, std::is_same_v<T, std::string>, properties);
        std::vector<hsize_t> start(extents.size(), 0);
        for (std::size_t begin = 0; begin < rows; begin += at_once) {
            const std::size_t end = std::min(rows, begin + at_once);
            const Values values = array.block(begin, end);
            const auto* typed = std::get_if<std::vector<T>>(&values);
            start[0] = begin;
            extents[0] = end - begin;
            const Handle target(H5Scopy(space), H5Sclose, "block");
            checked(H5Sselect_hyperslab(target, H5S_SELECT_SET, start.data(), nullptr, extents.data(), nullptr), "block");
            const Handle source(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose, "block");
            GRDP_EXPECTS(typed != nullptr && static_cast<hssize_t>(typed->size()) == H5Sget_simple_extent_npoints(source));
            write(dataset, *typed, source, target);
            look_for_refusal();
        }
        return dataset;
    }

    static std::size_t rows_at_once(const Array& array, bool strings, const Handle& properties) {
        std::size_t width = 1;
        for (std::size_t i = 1; i < array.shape.size(); ++i) width *= array.shape[i];
        if (strings) return std::max<std::size_t>(1, kStringsAtOnce / width);
        std::vector<hsize_t> chunk(array.shape.size());
        checked(H5Pget_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "chunks");
        return static_cast<std::size_t>(chunk[0]);
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

    PagedFile* paged_ = nullptr;
    Handle file_;
    std::map<std::string, Handle, std::less<>> coordinates_;
};

Diagnostic not_encoded(std::string reason, std::string hint = {}) {
    return {.code = Code{5008}, .where = {}, .message = "the run cannot be put into a file: " + reason, .expected = {},
            .hint = std::move(hint), .notes = {}, .file = {}};
}

/// What libhdf5 and memory refuse becomes a diagnostic.
template <class Write>
auto guarded_write(Write&& write) -> Result<decltype(write())> {
    try {
        prepare_hdf5();
        return write();
    } catch (const Hdf5Failure& failure) {
        return not_encoded(failure.what());
    } catch (const FeedRefused& refused) {
        return refused.diagnostics;
    } catch (const std::bad_alloc&) {
        return not_encoded("out of memory", "keep fewer paths, or fewer series of them");
    }
}

}  // namespace

Result<std::string> encode_hdf5(const LabelledArrays& arrays) {
    return guarded_write([&] {
        ImageWriter writer;
        writer.add(arrays);
        return writer.finish();
    });
}

Result<std::string> encode_hdf5_parts(const ArrayFeed& feed) {
    return guarded_write([&] {
        ImageWriter writer;
        feed(writer);
        return writer.finish();
    });
}

Result<std::uint64_t> write_image(PagedFile& file, const ArrayFeed& feed) {
    try {
        return guarded_write([&]() -> std::uint64_t {
            ImageWriter writer(file);
            feed(writer);
            return writer.finish_file();
        });
    } catch (const WriteRefused&) {
        return std::uint64_t{0};  // the file remembers why
    }
}

}  // namespace grdp::io
