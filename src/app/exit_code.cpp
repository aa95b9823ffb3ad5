#include "grdp/app/exit_code.hpp"

#include <algorithm>

#include "grdp/base/contract.hpp"

namespace grdp::app {
namespace {

ExitCode of_file_error(const Diagnostic& error) {
    const bool named_by_an_input = error.where.source != kNoSource;
    const bool about_the_file = error.code.number == 1001 || error.code.number == 1002 || error.code.number == 1008;
    return about_the_file && !named_by_an_input ? ExitCode::files : ExitCode::input;
}

}  // namespace

ExitCode exit_code_of(const Diagnostics& diagnostics) {
    const auto& items = diagnostics.items();
    const auto error =
        std::find_if(items.begin(), items.end(), [](const auto& item) { return item.severity() == Severity::error; });
    GRDP_EXPECTS(error != items.end());
    const int number = error->code.number;
    switch (number) {
        case 4003:  // a sampling option out of range
        case 4004:
            return ExitCode::usage;
        case 4005:
            return ExitCode::interrupted;
        case 4010:  // data contradict an identity
            return ExitCode::input;
        case 5008:  // nothing was stored
        case 6010:  // would overwrite
        case 6012:
            return ExitCode::files;
        case 7004:  // questions that name nothing or cannot be read
        case 7042:
        case 7045:
            return ExitCode::usage;
        case 7005:  // the hard targets leave no way; nothing random reaches it, or no reweighing does
        case 7044:
        case 7046:
        case 7047:
            return ExitCode::no;
        case 7021:  // questions that are malformed or name nothing
        case 7022:
        case 7023:
        case 7026:
        case 7027:
        case 7028:
        case 7031:
        case 7032:
        case 7302:
        case 7303:
        case 7311:
        case 7312:
            return ExitCode::usage;
        case 7024:  // nothing can be done about the target
        case 7025:
        case 7033:
        case 7035:
            return ExitCode::no;
        case 7201:  // designs that cannot be read or put together, questions to a sweep
        case 7202:
        case 7203:
        case 7204:
        case 7205:
        case 7206:
        case 7208:
        case 7209:
        case 7211:
        case 7212:
            return ExitCode::usage;
        case 7036:
        case 7210:  // some scenarios failed
            return ExitCode::numerical;
        default:
            break;
    }
    switch (number / 1000) {
        case 1:
            return of_file_error(*error);
        case 4:
            return ExitCode::numerical;
        case 5:
            return ExitCode::store;
        case 6:
            return ExitCode::usage;
        default:
            return ExitCode::input;
    }
}

}  // namespace grdp::app
