// pwrite, fsync and rename of this test program fail, fall short or kill the process at a chosen call.
#pragma once

namespace grdp::test {

enum class Fault { none, error, half, interrupted, kill_before, kill_after };

struct FaultPlan {
    Fault fault = Fault::none;
    int at_call = 0;       ///< counted from 1 over pwrite, fsync, rename together
    int error_number = 0;  ///< for Fault::error
    int calls = 0;         ///< made since the plan was set
};

/// Applies to the calling process from now on.
FaultPlan& fault_plan();

}  // namespace grdp::test
