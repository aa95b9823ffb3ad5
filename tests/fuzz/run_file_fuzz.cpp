// links: grdp_io
// A run file from anywhere. First byte even: the rest is a file. Odd: the rest is a script that edits the arrays of a sound
// run, as if someone had sealed them; what is accepted must be storable again. libhdf5 itself is not the subject: a damaged
// image never reaches it, because the seal is checked first.
#include <cstdlib>
#include <limits>
#include <string_view>

#include "../unit/io/stored_run_sample.cpp"  // the run that the unit tests know
#include "grdp/io/csv_export.hpp"
#include "grdp/io/run_arrays.hpp"
#include "grdp/io/run_store.hpp"

namespace {

using namespace grdp;

class Script {
  public:
    explicit Script(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] bool ended() const { return bytes_.empty(); }
    std::uint8_t byte() {
        if (ended()) return 0;
        const auto value = static_cast<std::uint8_t>(bytes_[0]);
        bytes_.remove_prefix(1);
        return value;
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned i = 0, size = byte() % 9u; i < size; ++i) value = value << 8 | byte();
        return value;
    }
    std::string text() {
        std::string value;
        for (unsigned i = 0, size = byte() % 16u; i < size; ++i) value += static_cast<char>(byte());
        return value;
    }
    double real() {
        constexpr double kNames[] = {0, -1, 0.5, 1e300, -1e-320, std::numeric_limits<double>::infinity(),
                                      std::numeric_limits<double>::quiet_NaN(), 2023};
        return kNames[byte() % 8u];
    }

  private:
    std::string_view bytes_;
};

void change_value(io::Array& array, Script& script) {
    const std::uint64_t at = script.number();
    std::visit([&](auto& values) {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        if (values.empty()) return;
        auto& value = values[at % values.size()];
        if constexpr (std::is_same_v<Value, std::string>) value = script.text();
        else if constexpr (std::is_same_v<Value, double>) value = script.real();
        else value = static_cast<Value>(script.number());
    }, array.values);
}

void change_shape(io::Array& array, Script& script) {
    const std::size_t extent = 1 + script.byte() % 8u;
    array.shape[script.byte() % array.shape.size()] = extent;
    std::size_t count = 1;
    for (const auto size : array.shape) count *= size;
    std::visit([&](auto& values) { values.resize(count); }, array.values);
}

void change_attribute(io::LabelledArrays& arrays, Script& script) {
    auto& attribute = arrays.attributes[script.byte() % arrays.attributes.size()];
    switch (script.byte() % 4u) {
        case 0: attribute.value = script.text(); break;
        case 1: attribute.value = static_cast<std::int32_t>(script.number()); break;
        case 2: attribute.value = script.number(); break;
        default: attribute.value = script.real(); break;
    }
}

void edit(io::LabelledArrays& arrays, Script& script) {
    while (!script.ended() && !arrays.arrays.empty()) {
        const auto place = script.byte() % arrays.arrays.size();
        auto& array = arrays.arrays[place];
        switch (script.byte() % 8u) {
            case 0: arrays.arrays.erase(arrays.arrays.begin() + static_cast<std::ptrdiff_t>(place)); break;
            case 1: change_shape(array, script); break;
            case 2: change_attribute(arrays, script); break;
            default: change_value(array, script); break;
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.empty()) return 0;
    if (bytes[0] % 2 == 0) {
        static_cast<void>(io::decode_run(bytes.substr(1), "fuzz.h5"));
        return 0;
    }
    static const io::LabelledArrays kSound = io::run_to_arrays(test::sample_run(false));
    auto arrays = kSound;
    Script script(bytes.substr(1));
    edit(arrays, script);
    const auto run = io::run_from_arrays(arrays, "fuzz.h5");
    if (!run) return 0;
    if (!io::run_from_arrays(io::run_to_arrays(*run), "fuzz.h5")) std::abort();
    static_cast<void>(io::run_csv(*run, {.vietnamese = true, .wide = true}));
    static_cast<void>(io::run_csv(*run, {}));
    return 0;
}
