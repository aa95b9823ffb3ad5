#include "grdp/base/contract.hpp"

#include <atomic>
#include <cstdlib>

namespace grdp {
namespace {
std::atomic<ContractHandler> installed{nullptr};
}

ContractHandler set_contract_handler(ContractHandler handler) noexcept { return installed.exchange(handler); }

void contract_violated(const char* kind, const char* condition, const char* file, int line) noexcept {
    if (const auto handler = installed.load()) handler(kind, condition, file, line);
    std::abort();
}

}  // namespace grdp
