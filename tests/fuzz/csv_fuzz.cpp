// links: grdp_model
// The first byte chooses frequency and declared dialect, the rest is the table.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "grdp/model/data_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const unsigned choice = data[0];
    const auto frequency =
        (choice & 1u) != 0 ? grdp::accounts::Frequency::quarterly : grdp::accounts::Frequency::annual;
    constexpr const char* kDecimals[] = {"", "", ".", ","};
    constexpr const char* kSeparators[] = {"", ",", ";", "\t"};
    constexpr const char* kLayouts[] = {"", "", "wide", "long"};
    const grdp::model::CsvDialect declared{kSeparators[(choice >> 3u) & 3u], kDecimals[(choice >> 1u) & 3u],
                                           kLayouts[(choice >> 5u) & 3u]};

    grdp::SourceSet sources;
    const auto id = sources.add({"x.csv", std::string(data + 1, data + size)});
    const auto headers = grdp::model::csv_headers(sources, id, declared);
    const auto table = grdp::model::parse_csv(sources, id, frequency, declared, {});
    if (render(table.diagnostics(), sources).empty() != table.diagnostics().empty()) std::abort();
    if (!table) return 0;
    if (!headers) std::abort();
    for (const auto& datum : table->data) {
        if (!std::isfinite(datum.value) || datum.period.frequency() != frequency || datum.column.empty()) std::abort();
    }
    return 0;
}
