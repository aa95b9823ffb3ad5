// Contracts catch our own bugs; what a user or a disk can cause is a Diagnostic, never a contract.
#pragma once

namespace grdp {

/// Reports a broken contract on the installed handler and ends the program (exit 70 in the command).
[[noreturn]] void contract_violated(const char* kind, const char* condition, const char* file, int line) noexcept;

using ContractHandler = void (*)(const char* kind, const char* condition, const char* file, int line);

/// Installs a handler that is called before the program ends; returns the former one. The default is silent.
ContractHandler set_contract_handler(ContractHandler handler) noexcept;

}  // namespace grdp

#define GRDP_CONTRACT(kind, condition) \
    ((condition) ? static_cast<void>(0) : ::grdp::contract_violated(kind, #condition, __FILE__, __LINE__))
#define GRDP_EXPECTS(condition) GRDP_CONTRACT("precondition", condition)
#define GRDP_ENSURES(condition) GRDP_CONTRACT("postcondition", condition)
