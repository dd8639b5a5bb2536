// The markers of a JitDriver: jit_merge_point, can_enter_jit, loop_header.
#pragma once

#include "translator/host/host.h"

namespace tw::library {

// make_marker(driver, kind): a function that does nothing at import time, whose calls rtype turns
// into jit_marker operations:
//   jit_marker(kind, driver, greens, reds)
//   jit_marker(hook's name, driver, function): before jit_merge_point, for each hook that the
//       driver has; the function takes the greens (confirm_enter_jit: and the reds) in the types
//       that they have there
host::Object* hostMakeMarker(host::Host& host, const host::Args& args);

} // namespace tw::library
