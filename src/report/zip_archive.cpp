#include "grdp/report/zip_archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace grdp::report {
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using File = std::unique_ptr<zip_file_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

Diagnostic cannot_write(const std::string& why) {
    return Diagnostic{.code = Code{7283}, .where = {}, .message = "the document cannot be packed: " + why};
}

Diagnostic no_archive(const std::string& why) {
    return Diagnostic{.code = Code{7281}, .where = {}, .message = "the reference document cannot be unpacked: " + why, .expected = "a .docx file"};
}

unsigned number(std::string_view digits, unsigned otherwise) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && end == digits.data() + digits.size() ? value : otherwise;
}

// Days as archives count them: seven bits of years since 1980, four of months, five of days.
zip_uint16_t packed_date(std::string_view date) {
    constexpr unsigned kEpoch = 1980;
    constexpr zip_uint16_t kFirst = (1U << 5U) | 1U;
    if (date.size() != 10) return kFirst;
    const unsigned year = number(date.substr(0, 4), kEpoch);
    if (year < kEpoch || year > kEpoch + 127) return kFirst;
    const unsigned month = number(date.substr(5, 2), 1);
    const unsigned day = number(date.substr(8, 2), 1);
    return static_cast<zip_uint16_t>(((year - kEpoch) << 9U) | (month << 5U) | day);
}

Source new_buffer() {
    return Source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
}

Result<std::string> bytes_of(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return cannot_write("no memory");
    std::string bytes(static_cast<std::size_t>(stat.size), '\0');
    const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (got != static_cast<zip_int64_t>(bytes.size())) return cannot_write("no memory");
    return bytes;
}

bool add_part(zip_t* archive, const ZipPart& part, zip_uint16_t date) {
    zip_source_t* content = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    if (content == nullptr) return false;
    const zip_int64_t index = zip_file_add(archive, part.name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(content);
        return false;
    }
    const auto at = static_cast<zip_uint64_t>(index);
    return zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, 6) == 0 && zip_file_set_dostime(archive, at, 0, date, 0) == 0;
}

}  // namespace

Result<std::string> write_zip(const std::vector<ZipPart>& parts, std::string_view date) {
    const Source buffer = new_buffer();
    if (!buffer) return cannot_write("no memory");
    Archive archive(zip_open_from_source(buffer.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr));
    if (!archive) return cannot_write("no memory");
    zip_source_keep(buffer.get());  // the archive takes one reference when it is opened, we read the bytes by another
    const zip_uint16_t day = packed_date(date);
    for (const auto& part : parts) {
        if (!add_part(archive.get(), part, day)) return cannot_write(zip_strerror(archive.get()));
    }
    if (zip_close(archive.get()) != 0) return cannot_write(zip_strerror(archive.get()));
    static_cast<void>(archive.release());
    return bytes_of(buffer.get());
}

Result<std::vector<ZipPart>> read_zip(std::string_view bytes, ZipLimits limits) {
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error));
    if (!source) return no_archive("no memory");
    const Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (!archive) return no_archive(zip_error_strerror(&error));
    static_cast<void>(source.release());  // now the archive's
    const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(zip_get_num_entries(archive.get(), 0), 0));
    const auto too_large = [&] {
        return Diagnostic{.code = Code{7282}, .where = {}, .message = "the reference document holds too much",
                          .expected = fmt::format("at most {} files and {} MB", limits.parts, limits.bytes >> 20U)};
    };
    if (count == 0) return no_archive("it is empty");
    if (count > limits.parts) return too_large();
    std::vector<ZipPart> parts;
    std::size_t room = limits.bytes;
    for (std::size_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        if (zip_stat_index(archive.get(), i, 0, &stat) != 0) return no_archive(zip_strerror(archive.get()));
        const std::string name = stat.name;
        if (name.ends_with('/')) continue;
        if (stat.size > room) return too_large();
        const File file(zip_fopen_index(archive.get(), i, 0));
        if (!file) return no_archive(zip_strerror(archive.get()));
        std::string content(static_cast<std::size_t>(stat.size), '\0');
        if (zip_fread(file.get(), content.data(), content.size()) != static_cast<zip_int64_t>(content.size()))
            return no_archive("a part is damaged");
        char more = 0;
        if (zip_fread(file.get(), &more, 1) != 0) return no_archive("a part is damaged");  // also proves the checksum
        room -= content.size();
        parts.push_back({name, std::move(content)});
    }
    return parts;
}

const ZipPart* find_part(const std::vector<ZipPart>& parts, std::string_view name) {
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const ZipPart& part) { return part.name == name; });
    return found == parts.end() ? nullptr : &*found;
}

}  // namespace grdp::report
