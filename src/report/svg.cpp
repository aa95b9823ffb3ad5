#include "grdp/report/svg.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/report/xml_text.hpp"
#include "svg_canvas.hpp"

namespace grdp::report {

namespace {

/// `place` puts it into a picture around it; empty: on its own.
std::string element(const drawing::Picture& picture, const SvgText& text, const std::string& place) {
    return fmt::format(
               R"(<svg xmlns="http://www.w3.org/2000/svg"{} viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-labelledby="{}_title {}_desc" font-family="Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">)",
               place, static_cast<int>(drawing::kWidth), static_cast<int>(picture.height), static_cast<int>(drawing::kWidth), static_cast<int>(picture.height), text.id, text.id) +
           fmt::format("\n<title id=\"{}_title\">{}</title>\n<desc id=\"{}_desc\">{}</desc>\n", text.id, xml_text(text.title), text.id, xml_text(text.alt)) +
           fmt::format(R"(<rect width="{}" height="{}" fill="#FFFFFF"/>)", static_cast<int>(drawing::kWidth), static_cast<int>(picture.height)) + '\n' + picture.marks + "</svg>\n";
}

drawing::Picture drawn(const Chart& chart, Language language) {
    return std::visit([&](const auto& one) { return drawing::draw(one, language); }, chart);
}

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace

std::string svg(const Chart& chart, Language language, const SvgText& text) { return element(drawn(chart, language), text, {}); }

std::string svg_file(const Chart& chart, Language language, const SvgText& text) { return std::string(kDeclaration) + svg(chart, language, text); }

std::string svg_file(const std::vector<SvgChart>& charts, Language language) {
    constexpr int kBetween = 16;
    std::string inner;
    int height = 0;
    for (const SvgChart& one : charts) {
        const auto picture = drawn(one.chart, language);
        inner += element(picture, one.text, fmt::format(" y=\"{}\"", height));
        height += static_cast<int>(picture.height) + kBetween;
    }
    const int width = static_cast<int>(drawing::kWidth);
    height = std::max(height - kBetween, 0);
    return std::string(kDeclaration) + fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\">\n", width, height, width, height) +
           fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#FFFFFF\"/>\n", width, height) + inner + "</svg>\n";
}

}  // namespace grdp::report
