#include "workbook.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kLongestText = 32000;  // Excel takes 32,767 characters

// Seconds since 1970 of midnight; without a date that of 1980-01-01, since libxlsxwriter takes 0 for now.
std::time_t creation_time(std::string_view date) {
    using namespace std::chrono;
    constexpr std::time_t kFirst = 315532800;
    int year_number = 0;
    unsigned month_number = 0;
    unsigned day_number = 0;
    if (date.size() != 10) return kFirst;
    std::from_chars(date.data(), date.data() + 4, year_number);
    std::from_chars(date.data() + 5, date.data() + 7, month_number);
    std::from_chars(date.data() + 8, date.data() + 10, day_number);
    const year_month_day parsed{year{year_number}, month{month_number}, day{day_number}};
    return parsed.ok() && year_number >= 1980 ? static_cast<std::time_t>(sys_seconds(sys_days(parsed)).time_since_epoch().count()) : kFirst;
}

std::string read_all(int file) {
    std::string bytes;
    std::array<char, 1 << 16> buffer;
    lseek(file, 0, SEEK_SET);
    for (ssize_t got = 0; (got = read(file, buffer.data(), buffer.size())) > 0;)
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    return bytes;
}

// "{2}-{1}" in row 4 (counted from 0) -> "=C5-B5"
std::string formula_in_row(std::string_view formula, lxw_row_t row) {
    std::string out = "=";
    for (std::size_t i = 0; i < formula.size(); ++i) {
        if (formula[i] != '{') {
            out += formula[i];
            continue;
        }
        std::size_t column = 0;
        for (++i; formula[i] != '}'; ++i)
            column = column * 10 + static_cast<std::size_t>(formula[i] - '0');
        out += column_letters(column) + std::to_string(row + 1);
    }
    return out;
}

bool looks_active(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

}  // namespace

// The library writes to a path only: that of a file without a name, in memory.
Workbook::Workbook(const std::string& title, const std::string& program, std::string_view date) : file_(memfd_create("workbook", MFD_CLOEXEC)) {
    if (file_ < 0) return;
    const std::string path = fmt::format("/proc/self/fd/{}", file_);
    lxw_workbook_options options{};
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) return;
    std::string title_text = clean_text(title).substr(0, 250);
    std::string author = clean_text(program);
    lxw_doc_properties properties{};
    properties.title = title_text.data();
    properties.author = author.data();
    properties.created = creation_time(date);
    workbook_set_properties(book_, &properties);
}

Workbook::~Workbook() {
    if (book_ != nullptr) lxw_workbook_free(book_);
    if (file_ >= 0) close(file_);
}

lxw_format* Workbook::format() const {
    lxw_format* made = workbook_add_format(book_);
    format_set_font_name(made, "Times New Roman");
    format_set_font_size(made, 11);
    return made;
}

Result<std::string> Workbook::finish() {
    const lxw_error error = workbook_close(book_);
    book_ = nullptr;
    std::string bytes = error == LXW_NO_ERROR ? read_all(file_) : std::string{};
    if (bytes.empty()) {
        return Diagnostic{.code = Code{7283}, .where = {}, .message = fmt::format("the workbook cannot be written: {}", lxw_strerror(error)),
                          .hint = "see that the folder for temporary files can be written"};
    }
    return bytes;
}

void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text, lxw_format* plain, lxw_format* guarded) {
    std::string clean = clean_text(text);
    if (clean.size() > kLongestText) {
        std::size_t end = kLongestText;
        while ((static_cast<unsigned char>(clean[end]) & 0xC0U) == 0x80U)
            --end;
        clean.resize(end);
    }
    worksheet_write_string(sheet, row, column, clean.c_str(), looks_active(clean) ? guarded : plain);
}

void write_chart_data(Workbook& book, lxw_worksheet* sheet, const ChartSheet& chart, const SheetPlace& place, bool live) {
    lxw_format* head = book.format();
    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_bottom(head, LXW_BORDER_THIN);
    format_set_align(head, LXW_ALIGN_VERTICAL_BOTTOM);
    lxw_format* guarded = book.format();
    format_set_num_format(guarded, "@");
    lxw_format* guarded_head = book.format();
    format_set_num_format(guarded_head, "@");
    format_set_bold(guarded_head);
    lxw_format* plain = book.format();
    write_text(sheet, place.row, 0, chart.category_head, head, guarded_head);
    for (std::size_t row = 0; row < chart.categories.size(); ++row)
        write_text(sheet, place.row + 1 + static_cast<lxw_row_t>(row), 0, chart.categories[row], plain, guarded);
    for (std::size_t c = 0; c < chart.columns.size(); ++c) {
        const auto& column = chart.columns[c];
        const auto place_column = static_cast<lxw_col_t>(c + 1);
        lxw_format* figures = book.format();
        format_set_num_format(figures, ("#,##0" + (column.decimals > 0 ? "." + std::string(static_cast<std::size_t>(column.decimals), '0') : "")).c_str());
        write_text(sheet, place.row, place_column, column.head, head, guarded_head);
        for (std::size_t r = 0; r < column.values.size(); ++r) {
            const lxw_row_t row = place.row + 1 + static_cast<lxw_row_t>(r);
            if (!std::isfinite(column.values[r])) continue;
            const bool computed = live && r < column.formulas.size() && !column.formulas[r].empty();
            if (computed) worksheet_write_formula_num(sheet, row, place_column, formula_in_row(column.formulas[r], row).c_str(), figures, column.values[r]);
            else worksheet_write_number(sheet, row, place_column, column.values[r], figures);
        }
    }
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

std::string literal(std::string_view text) {
    std::string clean = clean_text(text);
    return clean.starts_with('=') ? " " + clean : clean;
}

lxw_color_t colour_of(std::string_view colour) {
    lxw_color_t value = 0;
    std::from_chars(colour.data() + 1, colour.data() + colour.size(), value, 16);
    return value;
}

}  // namespace grdp::report
