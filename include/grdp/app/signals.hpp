// Ctrl-C and friends: work stops at the next safe place, nothing half-written stays.
#pragma once

namespace grdp::app {

/// SIGINT and SIGTERM are noted (the second one ends the process at once); SIGPIPE and SIGXFSZ become errors of
/// write().
void install_signal_handlers();

/// 0, or the number of the signal that asked us to stop.
[[nodiscard]] int interrupting_signal();

/// Standard streams that the caller closed are opened on /dev/null, so that no file of ours takes their number;
/// a closed standard output stays unwritable.
void reserve_standard_streams();

}  // namespace grdp::app
