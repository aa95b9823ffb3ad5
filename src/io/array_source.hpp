// Arrays by name, of which any stretch can be read.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/diagnostic.hpp"
#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/paged_file.hpp"

namespace grdp::io {

/// Thrown where an array cannot be read; becomes its diagnostic at the border of the layer.
struct ReadFault {
    Diagnostic diagnostic;
};

class ArraySource {
  public:
    virtual ~ArraySource() = default;
    [[nodiscard]] virtual const std::vector<Attribute>& attributes() const = 0;
    /// All of them, ascending.
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;
    /// Nothing if there is no such array.
    [[nodiscard]] virtual const std::vector<std::size_t>* shape(std::string_view name) = 0;
    /// The places `begin` up to `end` of its outermost dimension. Contract: there is such an array, and begin < end <= shape[0].
    [[nodiscard]] virtual Values values(std::string_view name, std::size_t begin, std::size_t end) = 0;
    /// It is not read again.
    virtual void release(std::string_view) {}

    /// The whole array, values and shape. Contract: it is there.
    [[nodiscard]] Array whole(std::string_view name) {
        const auto extents = *shape(name);
        return {std::string(name), {}, extents, values(name, 0, extents[0]), {}};
    }
};

class ArraysInMemory final : public ArraySource {
  public:
    explicit ArraysInMemory(const LabelledArrays& arrays) : arrays_(arrays) {}
    [[nodiscard]] const std::vector<Attribute>& attributes() const override { return arrays_.attributes; }
    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] const std::vector<std::size_t>* shape(std::string_view name) override;
    [[nodiscard]] Values values(std::string_view name, std::size_t begin, std::size_t end) override;

  private:
    const LabelledArrays& arrays_;
};

/// Those of an HDF5 image, trusting nothing in it; what is refused, and how, is said at decode_hdf5(). The image must outlive this.
/// Throws ReadFault.
class Hdf5Arrays final : public ArraySource {
  public:
    Hdf5Arrays(ImageBytes& image, std::string path);
    ~Hdf5Arrays() override;
    [[nodiscard]] const std::vector<Attribute>& attributes() const override;
    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] const std::vector<std::size_t>* shape(std::string_view name) override;
    [[nodiscard]] Values values(std::string_view name, std::size_t begin, std::size_t end) override;
    void release(std::string_view name) override;
    /// Closes the file and looks at the result.
    void close();

  private:
    struct File;
    template <class Read> auto guarded(Read&& read);

    std::string path_;
    std::unique_ptr<File> file_;
};

}  // namespace grdp::io
