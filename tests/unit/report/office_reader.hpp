// Looks into Word and Excel files: parts, relationships, text.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "catch.hpp"
#include "grdp/report/zip_archive.hpp"

namespace grdp::report::office {

inline std::vector<ZipPart> parts_of(const std::string& bytes) {
    auto parts = read_zip(bytes);
    REQUIRE(parts);
    return *std::move(parts);
}

inline std::string part(const std::vector<ZipPart>& parts, const std::string& name) {
    const auto* found = find_part(parts, name);
    INFO(name);
    REQUIRE(found != nullptr);
    return found->bytes;
}

inline pugi::xml_document xml(const std::string& bytes) {
    pugi::xml_document document;
    const auto result = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    INFO(result.description());
    REQUIRE(result);
    return document;
}

inline std::size_t count(pugi::xml_node node, const std::string& name) {
    std::size_t found = 0;
    for (const auto child : node.children())
        found += (child.name() == name ? 1U : 0U) + count(child, name);
    return found;
}

// All content of the elements of a name, joined.
inline std::string text(pugi::xml_node node, const std::string& name) {
    std::string out;
    for (const auto child : node.children())
        out += child.name() == name ? std::string(child.text().get()) : text(child, name);
    return out;
}

inline std::string target_part(const std::string& relations, const std::string& target) {
    if (target.starts_with('/')) return target.substr(1);
    std::string folder = relations.substr(0, relations.rfind("_rels/"));
    std::string rest = target;
    while (rest.starts_with("../")) {
        rest = rest.substr(3);
        folder = folder.substr(0, folder.rfind('/', folder.size() - 2) + 1);
    }
    return folder + rest;
}

/// Every XML part is well-formed, every relationship leads to a part, every part has a type.
inline void require_sound(const std::vector<ZipPart>& parts) {
    const auto types = xml(part(parts, "[Content_Types].xml"));
    REQUIRE(parts.front().name == "[Content_Types].xml");
    for (const auto& one : parts) {
        INFO(one.name);
        const bool is_xml = one.name.ends_with(".xml") || one.name.ends_with(".rels");
        if (is_xml) xml(one.bytes);
        if (one.name.ends_with(".rels")) {
            const auto relations = xml(one.bytes);
            for (const auto relation : relations.child("Relationships").children()) {
                if (std::string(relation.attribute("TargetMode").value()) == "External") continue;
                INFO(relation.attribute("Target").value());
                CHECK(find_part(parts, target_part(one.name, relation.attribute("Target").value())) != nullptr);
            }
        } else if (one.name != "[Content_Types].xml") {
            CHECK(types.child("Types").find_child_by_attribute("Override", "PartName", ("/" + one.name).c_str()));
        }
    }
}

}  // namespace grdp::report::office
