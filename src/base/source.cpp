#include "grdp/base/source.hpp"

#include <utility>

namespace grdp {

SourceId SourceSet::add(SourceText source) {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 0; i < source.text.size(); ++i) {
        if (source.text[i] == '\n') starts.push_back(i + 1);
    }
    sources_.push_back(std::move(source));
    line_starts_.push_back(std::move(starts));
    return static_cast<SourceId>(sources_.size() - 1);
}

std::string_view SourceSet::line(SourceId id, std::uint32_t number) const {
    if (id >= sources_.size()) return {};
    const auto& starts = line_starts_[id];
    if (number == 0 || number > starts.size()) return {};
    const std::string_view text = sources_[id].text;
    const std::size_t begin = starts[number - 1];
    const std::size_t end = number < starts.size() ? starts[number] - 1 : text.size();
    return text.substr(begin, end - begin);
}

}  // namespace grdp
