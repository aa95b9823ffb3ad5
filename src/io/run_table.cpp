#include "run_table.hpp"

namespace grdp::io {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ",") + name;
    return text;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> names;
    if (text.empty()) return names;
    std::size_t begin = 0;
    for (std::size_t comma = 0; comma != text.npos; begin = comma + 1) {
        comma = text.find(',', begin);
        names.push_back(text.substr(begin, comma - begin));
    }
    return names;
}

}  // namespace grdp::io
