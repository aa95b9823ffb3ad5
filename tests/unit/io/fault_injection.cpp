#include "fault_injection.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace grdp::test {

FaultPlan& fault_plan() {
    static FaultPlan plan;
    return plan;
}

namespace {

/// What is to happen to the call that begins now.
Fault next_fault() {
    FaultPlan& plan = fault_plan();
    if (plan.fault == Fault::none) return Fault::none;
    const bool hit = ++plan.calls == plan.at_call;
    if (hit && plan.fault == Fault::kill_before) ::_exit(99);
    return hit ? plan.fault : Fault::none;
}

int finish(long result, Fault fault) {
    if (fault == Fault::kill_after) ::_exit(99);
    return static_cast<int>(result);
}

bool fails(Fault fault) {
    if (fault == Fault::error) errno = fault_plan().error_number;
    if (fault == Fault::interrupted) errno = EINTR;
    return fault == Fault::error || fault == Fault::interrupted;
}

}  // namespace
}  // namespace grdp::test

// These take the place of the C library's functions for everything that is linked into this program.
extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
    using namespace grdp::test;
    const Fault fault = next_fault();
    if (fails(fault)) return -1;
    const long count = ::syscall(SYS_pwrite64, file, bytes, fault == Fault::half ? (size + 1) / 2 : size, offset);
    if (fault == Fault::kill_after) ::_exit(99);
    return count;
}

int fsync(int file) {
    using namespace grdp::test;
    const Fault fault = next_fault();
    if (fails(fault)) return -1;
    return finish(::syscall(SYS_fsync, file), fault);
}

int rename(const char* from, const char* to) noexcept {
    using namespace grdp::test;
    const Fault fault = next_fault();
    if (fails(fault)) return -1;
    return finish(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0), fault);
}

}  // extern "C"
