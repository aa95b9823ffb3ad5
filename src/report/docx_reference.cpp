#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "docx_house.hpp"
#include "pugi_text.hpp"

namespace grdp::report {
namespace {

using pugi::xml_node;

Diagnostic no_word_document(const std::string& why) {
    return Diagnostic{.code = Code{7281}, .where = {}, .message = "the reference document is no Word document: " + why,
                      .expected = "a .docx file as Word or LibreOffice saves it"};
}

std::string saved(const xml_node& node) {
    StringWriter writer;
    node.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return std::move(writer.bytes);
}

bool load(pugi::xml_document& xml, const ZipPart* part) {
    return part != nullptr && xml.load_buffer(part->bytes.data(), part->bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata);
}

std::string folder_of(std::string_view part) {
    return std::string(part.substr(0, part.rfind('/') + 1));
}

// "../media/a.png" seen from word/header1.xml -> "word/media/a.png"
std::string resolved(std::string_view from, std::string_view target) {
    std::string path = target.starts_with('/') ? std::string(target.substr(1)) : folder_of(from) + std::string(target);
    std::vector<std::string> steps;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string step = path.substr(begin, end - begin);
        if (step == ".." && !steps.empty()) steps.pop_back();
        else if (step != "." && step != "..") steps.push_back(step);
        begin = end + 1;
    }
    return fmt::format("{}", fmt::join(steps, "/"));
}

std::string relations_name(const std::string& part) {
    const std::string folder = folder_of(part);
    return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

bool equal_names(std::string_view a, std::string_view b) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return low(x) == low(y); });
}

int number_of(xml_node node, const char* attribute, int otherwise) {
    return node.attribute(attribute).as_int(otherwise);
}

class Reference {
  public:
    Reference(std::vector<ZipPart> parts, Language language) : parts_(std::move(parts)), language_(language) {}

    Result<WordHouse> read() {
        main_ = main_part();
        pugi::xml_document document, styles;
        if (!load(document, find_part(parts_, main_))) return no_word_document("it has no text that can be read");
        const auto root = document.child("w:document");
        if (!root || std::string_view(root.attribute("xmlns:w").value()) != kWordSpace)
            return no_word_document("its text is not in the usual form (\"Strict Open XML\" is not read)");
        if (!load(styles, related("styles")) || !styles.child("w:styles")) return no_word_document("it has no styles that can be read");
        take_styles(styles);
        take_numbering();
        take_plain("theme");
        take_section(root.child("w:body").last_child());
        pugi::xml_document settings;
        house_.even_and_odd = load(settings, related("settings")) && settings.child("w:settings").child("w:evenAndOddHeaders");
        return std::move(house_);
    }

  private:
    std::string main_part() {
        pugi::xml_document rels;
        if (!load(rels, find_part(parts_, "_rels/.rels"))) return {};
        for (const auto relation : rels.child("Relationships").children("Relationship")) {
            if (std::string_view(relation.attribute("Type").value()).ends_with("/officeDocument")) return resolved("", relation.attribute("Target").value());
        }
        return {};
    }

    // The relation of a part by a test; empty if there is none or it leads out of the file.
    template <class Test>
    std::string target_of(const std::string& part, const Test& test) {
        pugi::xml_document rels;
        if (!load(rels, find_part(parts_, relations_name(part)))) return {};
        for (const auto relation : rels.child("Relationships").children("Relationship")) {
            const bool inside = std::string_view(relation.attribute("TargetMode").value()) != "External";
            if (inside && test(relation)) return resolved(part, relation.attribute("Target").value());
        }
        return {};
    }

    const ZipPart* related(std::string_view type) {
        const std::string wanted = fmt::format("/{}", type);
        const auto name = target_of(main_, [&](xml_node relation) { return std::string_view(relation.attribute("Type").value()).ends_with(wanted); });
        return name.empty() ? nullptr : find_part(parts_, name);
    }

    std::string content_type(const std::string& name) {
        pugi::xml_document types;
        if (!load(types, find_part(parts_, "[Content_Types].xml"))) return "application/xml";
        for (const auto entry : types.child("Types").children("Override")) {
            if (equal_names(entry.attribute("PartName").value(), "/" + name)) return entry.attribute("ContentType").value();
        }
        const std::string extension = name.substr(name.rfind('.') + 1);
        for (const auto entry : types.child("Types").children("Default")) {
            if (equal_names(entry.attribute("Extension").value(), extension)) return entry.attribute("ContentType").value();
        }
        return "application/octet-stream";
    }

    void add_part(const std::string& name, std::string bytes, std::string type) { house_.parts.push_back({{name, std::move(bytes)}, std::move(type)}); }

    // A part and all that it refers to.
    void take(const std::string& name) {
        const auto* part = find_part(parts_, name);
        const bool known = std::any_of(house_.parts.begin(), house_.parts.end(), [&](const TypedPart& other) { return other.part.name == name; });
        if (part == nullptr || known || name == main_) return;
        add_part(name, part->bytes, content_type(name));
        const std::string relations = relations_name(name);
        pugi::xml_document rels;
        if (!load(rels, find_part(parts_, relations))) return;
        add_part(relations, find_part(parts_, relations)->bytes, "application/vnd.openxmlformats-package.relationships+xml");
        for (const auto relation : rels.child("Relationships").children("Relationship")) {
            if (std::string_view(relation.attribute("TargetMode").value()) != "External") take(resolved(name, relation.attribute("Target").value()));
        }
    }

    void take_plain(const std::string& type) {
        const auto* part = related(type);
        if (part == nullptr) return;
        take(part->name);
        house_.relations.push_back({"rIdHouse" + type, type, "/" + part->name});
    }

    void take_styles(pugi::xml_document& styles) {
        auto root = styles.child("w:styles");
        const auto id_taken = [&](const std::string& id) { return static_cast<bool>(root.find_child_by_attribute("w:style", "w:styleId", id.c_str())); };
        std::vector<const WordStyleEntry*> lacking;
        for (const auto& entry : word_styles()) {
            auto& id = house_.styles.ids[static_cast<std::size_t>(entry.style)];
            for (const auto style : root.children("w:style")) {
                const bool same = equal_names(style.child("w:name").attribute("w:val").value(), entry.name) && entry.type == style.attribute("w:type").value();
                if (same && id.empty()) id = style.attribute("w:styleId").value();
            }
            if (!id.empty()) continue;
            id = entry.id;
            while (id_taken(id))
                id += "Briefing";
            lacking.push_back(&entry);
        }
        for (const auto* entry : lacking) {
            const std::string xml = style_xml(*entry, house_.styles[entry->style], house_.styles);
            root.append_buffer(xml.data(), xml.size());
        }
        set_language_and_size(root);
        add_part("word/styles.xml", fmt::format("{}{}", kXmlHead, saved(root)), fmt::format("{}styles+xml", kWordType));
        house_.relations.push_back({"rIdStyles", "styles", "/word/styles.xml"});
    }

    void set_language_and_size(xml_node root) {
        auto defaults = root.child("w:docDefaults");
        if (!defaults) defaults = root.prepend_child("w:docDefaults");
        auto outer = defaults.child("w:rPrDefault");
        if (!outer) outer = defaults.prepend_child("w:rPrDefault");
        auto run = outer.child("w:rPr");
        if (!run) run = outer.append_child("w:rPr");
        auto language = run.child("w:lang");
        if (!language) language = run.append_child("w:lang");
        auto value = language.attribute("w:val");
        if (!value) value = language.append_attribute("w:val");
        value.set_value(std::string(language_tag(language_)).c_str());
        const auto normal = root.find_child_by_attribute("w:style", "w:styleId", house_.styles[WordStyle::normal].c_str());
        constexpr int kWordDefault = 20;
        const int halves = number_of(normal.child("w:rPr").child("w:sz"), "w:val", number_of(run.child("w:sz"), "w:val", kWordDefault));
        house_.page.table_font = std::clamp(halves / 2.0 - 1, 8.0, 12.0);
    }

    void take_numbering() {
        pugi::xml_document numbering;
        const bool has = load(numbering, related("numbering")) && numbering.child("w:numbering");
        if (!has) {
            numbering.reset();
            numbering.append_child("w:numbering").append_attribute("xmlns:w").set_value(std::string(kWordSpace).c_str());
        }
        auto root = numbering.child("w:numbering");
        int abstract_number = 0, number = 1;
        for (const auto node : root.children("w:abstractNum"))
            abstract_number = std::max(abstract_number, number_of(node, "w:abstractNumId", 0) + 1);
        for (const auto node : root.children("w:num"))
            number = std::max(number, number_of(node, "w:numId", 0) + 1);
        pugi::xml_document bullets;
        const std::string xml = fmt::format(R"(<b xmlns:w="{}">{}{}</b>)", kWordSpace, bullet_abstract_xml(abstract_number), bullet_number_xml(number, abstract_number));
        bullets.load_buffer(xml.data(), xml.size());
        const auto made = bullets.child("b");
        const auto first = root.child("w:num");
        if (first) root.insert_copy_before(made.child("w:abstractNum"), first);
        else root.append_copy(made.child("w:abstractNum"));
        const auto last = root.find_child([](xml_node node) { return std::string_view(node.name()) == "w:num" && std::string_view(node.next_sibling().name()) != "w:num"; });
        if (last) root.insert_copy_after(made.child("w:num"), last);
        else root.append_copy(made.child("w:num"));
        house_.page.bullet_number = number;
        add_part("word/numbering.xml", fmt::format("{}{}", kXmlHead, saved(root)), fmt::format("{}numbering+xml", kWordType));
        house_.relations.push_back({"rIdNumbering", "numbering", "/word/numbering.xml"});
    }

    // <w:headerReference w:type=".." r:id=".."/>, with the part behind it.
    std::string header_reference(xml_node node) {
        const std::string id = node.attribute("r:id").value();
        const auto name = target_of(main_, [&](xml_node relation) { return id == relation.attribute("Id").value(); });
        if (name.empty() || find_part(parts_, name) == nullptr) return {};
        take(name);
        const std::string own = fmt::format("rIdHouse{}", house_.relations.size());
        const std::string kind = std::string_view(node.name()) == "w:headerReference" ? "header" : "footer";
        house_.relations.push_back({own, kind, "/" + name});
        const std::string_view type = node.attribute("w:type").value();
        return fmt::format(R"(<w:{}Reference w:type="{}" r:id="{}"/>)", kind, type == "first" || type == "even" ? type : "default", own);
    }

    void take_section(xml_node section) {
        if (std::string_view(section.name()) != "w:sectPr") section = {};
        std::string xml = "<w:sectPr>";
        for (const auto child : section.children()) {
            const std::string_view name = child.name();
            if (name == "w:headerReference" || name == "w:footerReference") xml += header_reference(child);
        }
        const auto size = section.child("w:pgSz"), margins = section.child("w:pgMar");
        xml += size ? saved(size) : R"(<w:pgSz w:w="11906" w:h="16838"/>)";
        xml += margins ? saved(margins) : R"(<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>)";
        for (const char* name : {"w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:vAlign", "w:titlePg", "w:docGrid"}) {
            if (const auto child = section.child(name)) xml += saved(child);
        }
        house_.section = xml + "</w:sectPr>";
        const int width = number_of(size, "w:w", 11906) - number_of(margins, "w:left", 1701) - number_of(margins, "w:right", 1134) - number_of(margins, "w:gutter", 0);
        const int height = number_of(size, "w:h", 16838) - std::abs(number_of(margins, "w:top", 1134)) - std::abs(number_of(margins, "w:bottom", 1134));
        house_.page.text_width = std::clamp(width, 2000, 40000);
        house_.page.text_height = std::clamp(height, 2000, 40000);
    }

    std::vector<ZipPart> parts_;
    Language language_;
    std::string main_ = {};
    WordHouse house_ = {};
};

}  // namespace

Result<WordHouse> reference_house(std::string_view docx, Language language) {
    auto parts = read_zip(docx);
    if (!parts) return parts.diagnostics();
    return Reference(*std::move(parts), language).read();
}

}  // namespace grdp::report
