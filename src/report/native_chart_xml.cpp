#include "native_chart_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>
#include <vector>

#include "grdp/report/xml_text.hpp"
#include "pugi_text.hpp"

namespace grdp::report {
namespace {

using pugi::xml_node;

struct Joined {
    std::vector<xml_node> nodes;             // <c:ser>, in the order drawn
    std::vector<const SheetSeries*> series;  // what they draw
};

xml_node first_group(xml_node plot) {
    for (const auto child : plot.children()) {
        if (std::string_view(child.name()).ends_with("Chart")) return child;
    }
    return {};
}

void copy_lines(xml_node plot, const pugi::xml_document& over) {
    const auto base = first_group(plot);
    const auto lines = first_group(over.child("c:chartSpace").child("c:chart").child("c:plotArea"));
    auto copy = plot.insert_copy_after(lines, base);
    auto from = base.child("c:axId");
    for (auto to = copy.child("c:axId"); to && from; to = to.next_sibling("c:axId"), from = from.next_sibling("c:axId"))
        to.attribute("val").set_value(from.attribute("val").value());
}

// Series are numbered through all groups; the plan names lines last, as they stand in the part.
Joined number_series(xml_node plot, const ChartSheet& chart) {
    Joined joined;
    for (const bool lines : {false, true}) {
        for (const auto& series : chart.series) {
            if ((series.geometry == Geometry::line) == lines) joined.series.push_back(&series);
        }
    }
    for (const auto group : plot.children()) {
        for (const auto node : group.children("c:ser")) {
            node.child("c:idx").attribute("val").set_value(joined.nodes.size());
            node.child("c:order").attribute("val").set_value(joined.nodes.size());
            joined.nodes.push_back(node);
        }
    }
    return joined;
}

void append_lengths(xml_node side, const ChartSheet& chart, const SheetPlace& place, std::size_t column) {
    const std::string letters = column_letters(column);
    auto reference = side.append_child("c:numRef");
    reference.append_child("c:f").text().set(
        fmt::format("'{}'!${}${}:${}${}", place.sheet, letters, place.row + 2, letters, place.row + 1 + chart.categories.size()).c_str());
    auto cache = reference.append_child("c:numCache");
    cache.append_child("c:formatCode").text().set("General");
    const auto& values = chart.column(column).values;
    cache.append_child("c:ptCount").append_attribute("val").set_value(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        auto point = cache.append_child("c:pt");
        point.append_attribute("idx").set_value(i);
        point.append_child("c:v").text().set(fmt::format("{}", values[i]).c_str());
    }
}

// Lengths from columns instead of one fixed length.
void set_error_lengths(xml_node series, const SheetSeries& plan, const ChartSheet& chart, const SheetPlace& place) {
    auto bars = series.child("c:errBars");
    if (!plan.plus || !bars) return;
    bars.child("c:errValType").attribute("val").set_value("cust");
    const auto fixed = bars.child("c:val");
    append_lengths(bars.insert_child_before("c:plus", fixed), chart, place, *plan.plus);
    if (plan.minus) append_lengths(bars.insert_child_before("c:minus", fixed), chart, place, *plan.minus);
    bars.remove_child(fixed);
}

// Empty cells: the library writes points without content, which no reader takes for a number.
void drop_empty_points(xml_node series) {
    auto cache = series.child("c:val").child("c:numRef").child("c:numCache");
    for (auto point = cache.child("c:pt"); point;) {
        const auto next = point.next_sibling("c:pt");
        if (point.child("c:v").text().empty()) cache.remove_child(point);
        point = next;
    }
}

void trim_legend(xml_node chart, const Joined& joined) {
    auto legend = chart.child("c:legend");
    const auto shown = std::count_if(joined.series.begin(), joined.series.end(), [](const auto* series) { return series->in_legend; });
    if (shown == 0) {
        chart.remove_child(legend);
        return;
    }
    auto after = legend.child("c:legendPos");
    for (std::size_t i = 0; i < joined.series.size(); ++i) {
        if (joined.series[i]->in_legend) continue;
        after = legend.insert_child_after("c:legendEntry", after);
        after.append_child("c:idx").append_attribute("val").set_value(i);
        after.append_child("c:delete").append_attribute("val").set_value(1);
    }
}

void set_value(xml_node parent, const char* name, const char* value, xml_node after) {
    parent.remove_child(name);
    parent.insert_child_after(name, after).append_attribute("val").set_value(value);
}

void add_flag(xml_node parent, const char* name, const char* value, xml_node after) {
    if (!parent.child(name)) parent.insert_child_after(name, after).append_attribute("val").set_value(value);
}

// What the flags of a label mean when they are absent differs from reader to reader.
void set_label_flags(xml_node label) {
    const auto shown = label.child("c:showVal");
    if (!shown) return;
    label.insert_child_before("c:showLegendKey", shown).append_attribute("val").set_value(0);
    auto after = shown;
    for (const char* name : {"c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"}) {
        after = label.insert_child_after(name, after);
        after.append_attribute("val").set_value(0);
    }
}

// Readers disagree about absent elements: the file says each of them.
void set_series_flags(xml_node group, xml_node series) {
    const std::string_view kind = group.name();
    if (kind == "c:barChart") add_flag(series, "c:invertIfNegative", "0", series.child("c:spPr"));
    if (kind == "c:lineChart") add_flag(series, "c:smooth", "0", series.last_child());
    auto symbol = series.child("c:marker").child("c:symbol").attribute("val");
    if (std::string_view(symbol.value()) == "long_dash") symbol.set_value("dash");  // the library's name for it is not the format's
    auto labels = series.child("c:dLbls");
    for (auto label : labels.children("c:dLbl"))
        set_label_flags(label);
    if (labels) set_label_flags(labels);
}

void set_flags(xml_node chart) {
    auto plot = chart.child("c:plotArea");
    for (auto child : plot.children()) {
        const std::string_view name = child.name();
        if (name.ends_with("Chart")) {
            add_flag(child, "c:varyColors", "0", child.child("c:grouping"));
            for (auto series : child.children("c:ser"))
                set_series_flags(child, series);
        } else if (name.ends_with("Ax")) {
            add_flag(child, "c:delete", "0", child.child("c:scaling"));
            if (auto title = child.child("c:title")) add_flag(title, "c:overlay", "0", title.child("c:layout"));
        }
    }
    if (auto legend = chart.child("c:legend")) add_flag(legend, "c:overlay", "0", legend.child("c:layout"));
}

void set_language(xml_node node, const char* language) {
    for (auto child : node.children()) {
        if (std::string_view(child.name()) == "a:rPr") child.attribute("lang").set_value(language);
        set_language(child, language);
    }
}

void append_text_properties(xml_node space, xml_node before, const ChartLook& look) {
    auto text = space.insert_child_before("c:txPr", before);
    text.append_child("a:bodyPr");
    text.append_child("a:lstStyle");
    auto paragraph = text.append_child("a:p");
    auto run = paragraph.append_child("a:pPr").append_child("a:defRPr");
    run.append_attribute("sz").set_value(static_cast<int>(look.font_size * 100));
    for (const char* script : {"a:latin", "a:cs"})
        run.append_child(script).append_attribute("typeface").set_value("Times New Roman");
    paragraph.append_child("a:endParaRPr").append_attribute("lang").set_value(look.language == Language::vi ? "vi-VN" : "en-GB");
}

void complete(xml_node space, const ChartLook& look) {
    const char* language = look.language == Language::vi ? "vi-VN" : "en-GB";
    auto lang = space.child("c:lang");
    lang.attribute("val").set_value(language);
    set_value(space, "c:roundedCorners", "0", lang);
    set_language(space, language);
    auto chart = space.child("c:chart");
    if (!chart.child("c:autoTitleDeleted")) chart.insert_child_before("c:autoTitleDeleted", chart.child("c:plotArea")).append_attribute("val").set_value(1);
    set_flags(chart);
    set_value(chart, "c:dispBlanksAs", "gap", chart.child("c:plotVisOnly"));
    const auto last = space.child("c:printSettings");
    append_text_properties(space, last, look);
    if (look.outer_workbook) {
        auto outer = space.insert_child_before("c:externalData", last);
        outer.append_attribute("r:id").set_value("rId1");
        outer.append_child("c:autoUpdate").append_attribute("val").set_value(0);
    }
}

}  // namespace

Result<std::string> finished_chart_xml(const ChartParts& parts, const ChartSheet& chart, const SheetPlace& place, const ChartLook& look) {
    pugi::xml_document under, over;
    constexpr auto kKeep = pugi::parse_default | pugi::parse_declaration | pugi::parse_ws_pcdata_single;
    const bool read = under.load_buffer(parts.under.data(), parts.under.size(), kKeep) &&
                      (parts.over.empty() || over.load_buffer(parts.over.data(), parts.over.size(), kKeep));
    if (!read) return Diagnostic{.code = Code{7283}, .where = {}, .message = "a chart cannot be joined: its parts are not well-formed"};
    auto space = under.child("c:chartSpace");
    auto plot = space.child("c:chart").child("c:plotArea");
    if (!parts.over.empty()) copy_lines(plot, over);
    const auto joined = number_series(plot, chart);
    for (std::size_t i = 0; i < joined.nodes.size(); ++i) {
        set_error_lengths(joined.nodes[i], *joined.series[i], chart, place);
        drop_empty_points(joined.nodes[i]);
    }
    trim_legend(space.child("c:chart"), joined);
    complete(space, look);
    StringWriter writer;
    under.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
    return std::move(writer.bytes);
}

}  // namespace grdp::report
