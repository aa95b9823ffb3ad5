// pugixml's output as a string.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace grdp::report {

struct StringWriter final : pugi::xml_writer {
    std::string bytes;
    void write(const void* data, std::size_t size) override { bytes.append(static_cast<const char*>(data), size); }
};

}  // namespace grdp::report
