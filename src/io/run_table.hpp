// Columns over one dimension, described once for writing and for reading.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "grdp/io/labelled_arrays.hpp"

namespace grdp::io {

/// A stored run that lacks something or contradicts itself; becomes E5005 at the border of the layer.
struct ContentFault {
    std::string message;
};

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::uint32_t kAbsent = 0xFFFFFFFFu;  ///< model::kNone; -1 in the file

std::string joined(const std::vector<std::string>& names);
std::vector<std::string> split(const std::string& text);

inline std::vector<Attribute> described(std::string_view long_name, std::string_view unit = {}) {
    std::vector<Attribute> attributes{{"long_name", std::string(long_name)}};
    if (!unit.empty()) attributes.push_back({"units", std::string(unit)});
    return attributes;
}

/// A double that may be missing.
inline std::vector<Attribute> described_gaps(std::string_view long_name, std::string_view unit) {
    auto attributes = described(long_name, unit);
    attributes.insert(attributes.begin(), {"_FillValue", kMissing});
    return attributes;
}

/// The values of an array of this type and shape; a ContentFault if it is missing or other.
template <class T>
const std::vector<T>& expect(const LabelledArrays& arrays, std::string_view name, const std::vector<std::size_t>& shape) {
    const Array* array = arrays.find(name);
    if (array == nullptr) throw ContentFault{fmt::format("\"{}\" is missing", name)};
    const auto* values = std::get_if<std::vector<T>>(&array->values);
    if (values == nullptr || array->shape != shape) throw ContentFault{fmt::format("\"{}\" has another type or shape", name)};
    return *values;
}

/// A dimension without elements is not stored, nor any array over it.
inline std::size_t extent(const LabelledArrays& arrays, std::string_view dimension) {
    const Array* coordinate = arrays.find(dimension);
    return coordinate == nullptr ? 0 : coordinate->shape.at(0);
}

template <class Row>
class TableWriter {
  public:
    TableWriter(LabelledArrays& arrays, std::string dimension, const std::vector<Row>& rows)
        : arrays_(arrays), dimension_(std::move(dimension)), rows_(rows) {}

    template <class Get> void text(std::string_view name, Get get, std::string_view about) {
        put<std::string>(name, get, about, {});
    }
    template <class Get> void label(std::string_view name, Get get, std::string_view about) {
        text(name, [&](const Row& row) { return std::invoke(get, row).en; }, fmt::format("{} (English)", about));
        text(fmt::format("{}_vi", name), [&](const Row& row) { return std::invoke(get, row).vi; }, fmt::format("{} (Vietnamese)", about));
    }
    /// Stored only where a row has a text: later than the first version of the file.
    template <class Get> void optional_text(std::string_view name, Get get, std::string_view about) {
        const auto any = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return !std::invoke(get, row).empty(); });
        if (any) text(name, get, about);
    }
    template <class Get> void optional_label(std::string_view name, Get get, std::string_view about) {
        const auto any = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return !std::invoke(get, row).en.empty() || !std::invoke(get, row).vi.empty(); });
        if (any) label(name, get, about);
    }
    template <class Get> void number(std::string_view name, Get get, std::string_view about, std::string_view unit) {
        put<double>(name, get, about, unit);
    }
    template <class Get> void count(std::string_view name, Get get, std::string_view about) {
        put<std::uint64_t>(name, get, about, "1");
    }
    template <class Get> void flag(std::string_view name, Get get, std::string_view about) {
        put<std::uint8_t>(name, [&](const Row& row) { return static_cast<std::uint8_t>(std::invoke(get, row) ? 1 : 0); }, about, "1");
    }
    template <class Get> void signed_number(std::string_view name, Get get, std::string_view about) {
        put<std::int32_t>(name, get, about, "1");
    }
    template <class Get> void index(std::string_view name, Get get, std::string_view about, std::size_t) {
        put<std::int32_t>(name, [&](const Row& row) { return static_cast<std::int32_t>(std::invoke(get, row)); }, about, "1");
    }
    template <class Get> void optional_index(std::string_view name, Get get, std::string_view about, std::size_t limit) {
        index(name, get, about, limit);  // kAbsent becomes -1
    }
    template <class Get, std::size_t N>
    void choice(std::string_view name, Get get, std::string_view about, const std::array<std::string_view, N>& words) {
        text(name, [&](const Row& row) { return std::string(words.at(static_cast<std::size_t>(std::invoke(get, row)))); }, about);
    }
    template <class Get, std::size_t N>
    void code(std::string_view name, Get get, std::string_view about, const std::array<std::string_view, N>& words) {
        std::string legend;
        for (std::size_t i = 0; i < N; ++i) legend += fmt::format("{}{} {}", i == 0 ? "" : ", ", i, words[i]);
        put<std::uint8_t>(name, [&](const Row& row) { return static_cast<std::uint8_t>(std::invoke(get, row)); },
                          fmt::format("{}: {}", about, legend), "1");
    }
    template <class Get> void names(std::string_view name, Get get, std::string_view about) {
        text(name, [&](const Row& row) { return joined(std::invoke(get, row)); }, about);
    }
    /// The coordinate of a dimension whose elements have no names: 0, 1, 2, ...
    void numbered(std::string_view about) {
        std::int32_t next = 0;
        put<std::int32_t>(dimension_, [&](const Row&) { return next++; }, about, "1");
    }

  private:
    template <class T, class Get>
    void put(std::string_view name, Get get, std::string_view about, std::string_view unit) {
        if (rows_.empty()) return;
        std::vector<T> values;
        values.reserve(rows_.size());
        for (const Row& row : rows_) values.push_back(std::invoke(get, row));
        auto attributes = std::is_same_v<T, double> ? described_gaps(about, unit) : described(about, unit);
        arrays_.arrays.push_back({std::string(name), {dimension_}, {rows_.size()}, std::move(values), std::move(attributes)});
    }

    LabelledArrays& arrays_;
    std::string dimension_;
    const std::vector<Row>& rows_;
};

template <class Row>
class TableReader {
  public:
    TableReader(const LabelledArrays& arrays, const std::string& dimension, std::vector<Row>& rows) : arrays_(arrays), rows_(rows) {
        rows_.resize(extent(arrays, dimension));
    }

    template <class Get> void text(std::string_view name, Get get, std::string_view) {
        take<std::string>(name, [&](Row& row, const std::string& value) { std::invoke(get, row) = value; });
    }
    template <class Get> void label(std::string_view name, Get get, std::string_view) {
        take<std::string>(name, [&](Row& row, const std::string& value) { std::invoke(get, row).en = value; });
        take<std::string>(fmt::format("{}_vi", name), [&](Row& row, const std::string& value) { std::invoke(get, row).vi = value; });
    }
    template <class Get> void optional_text(std::string_view name, Get get, std::string_view about) {
        if (arrays_.find(name) != nullptr) text(name, get, about);
    }
    template <class Get> void optional_label(std::string_view name, Get get, std::string_view about) {
        if (arrays_.find(name) != nullptr) label(name, get, about);
    }
    template <class Get> void number(std::string_view name, Get get, std::string_view, std::string_view) {
        take<double>(name, [&](Row& row, double value) { std::invoke(get, row) = value; });
    }
    template <class Get> void count(std::string_view name, Get get, std::string_view) {
        take<std::uint64_t>(name, [&](Row& row, std::uint64_t value) { std::invoke(get, row) = value; });
    }
    template <class Get> void flag(std::string_view name, Get get, std::string_view) {
        take<std::uint8_t>(name, [&](Row& row, std::uint8_t value) { std::invoke(get, row) = value != 0; });
    }
    template <class Get> void signed_number(std::string_view name, Get get, std::string_view) {
        take<std::int32_t>(name, [&](Row& row, std::int32_t value) { std::invoke(get, row) = value; });
    }
    template <class Get> void index(std::string_view name, Get get, std::string_view, std::size_t limit) {
        take_index(name, get, limit, false);
    }
    template <class Get> void optional_index(std::string_view name, Get get, std::string_view, std::size_t limit) {
        take_index(name, get, limit, true);
    }
    template <class Get, std::size_t N>
    void choice(std::string_view name, Get get, std::string_view, const std::array<std::string_view, N>& words) {
        take<std::string>(name, [&](Row& row, const std::string& word) {
            std::size_t i = 0;
            while (i < N && words[i] != word) ++i;
            if (i == N) throw ContentFault{fmt::format("\"{}\" holds the unknown word \"{}\"", name, word)};
            set_choice(std::invoke(get, row), i);
        });
    }
    template <class Get, std::size_t N>
    void code(std::string_view name, Get get, std::string_view, const std::array<std::string_view, N>&) {
        take<std::uint8_t>(name, [&](Row& row, std::uint8_t value) {
            if (value >= N) throw ContentFault{fmt::format("\"{}\" holds the unknown code {}", name, value)};
            set_choice(std::invoke(get, row), value);
        });
    }
    template <class Get> void names(std::string_view name, Get get, std::string_view) {
        take<std::string>(name, [&](Row& row, const std::string& value) { std::invoke(get, row) = split(value); });
    }
    void numbered(std::string_view) {}

  private:
    template <class Choice> static void set_choice(Choice& choice, std::size_t value) { choice = static_cast<Choice>(value); }

    template <class Get> void take_index(std::string_view name, Get get, std::size_t limit, bool may_be_absent) {
        take<std::int32_t>(name, [&](Row& row, std::int32_t value) {
            const bool absent = value == -1 && may_be_absent;
            if (!absent && (value < 0 || static_cast<std::size_t>(value) >= limit)) {
                throw ContentFault{fmt::format("\"{}\" holds {}, out of range", name, value)};
            }
            std::invoke(get, row) = absent ? kAbsent : static_cast<std::uint32_t>(value);
        });
    }
    template <class T, class Set>
    void take(std::string_view name, Set set) {
        if (rows_.empty()) return;
        const auto& values = expect<T>(arrays_, name, {rows_.size()});
        for (std::size_t i = 0; i < rows_.size(); ++i) set(rows_[i], values[i]);
    }

    const LabelledArrays& arrays_;
    std::vector<Row>& rows_;
};

}  // namespace grdp::io
