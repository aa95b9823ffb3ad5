#include "grdp/report/svg.hpp"

#include <fmt/format.h>

#include "grdp/report/xml_text.hpp"
#include "svg_canvas.hpp"

namespace grdp::report {

std::string svg(const Chart& chart, Language language, const SvgText& text) {
    const auto picture = std::visit([&](const auto& one) { return drawing::draw(one, language); }, chart);
    return fmt::format(
               R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-labelledby="{}_title {}_desc" font-family="Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">)",
               static_cast<int>(drawing::kWidth), static_cast<int>(picture.height), static_cast<int>(drawing::kWidth), static_cast<int>(picture.height), text.id, text.id) +
           fmt::format("\n<title id=\"{}_title\">{}</title>\n<desc id=\"{}_desc\">{}</desc>\n", text.id, xml_text(text.title), text.id, xml_text(text.alt)) +
           fmt::format(R"(<rect width="{}" height="{}" fill="#FFFFFF"/>)", static_cast<int>(drawing::kWidth), static_cast<int>(picture.height)) + '\n' + picture.marks + "</svg>\n";
}

std::string svg_file(const Chart& chart, Language language, const SvgText& text) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg(chart, language, text);
}

}  // namespace grdp::report
