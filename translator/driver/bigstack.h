// Runs a function on a large stack: host, flow and annotate recurse as deeply
// as the target's code is nested and as its import-time code recurses.
#pragma once

#include <cstddef>
#include <functional>

namespace tw::driver {

// Pages are taken from the system when they are touched, so size costs address
// space alone.
inline constexpr size_t kBigStack = size_t{1} << 30;

// Calls `function` on a thread of its own, waits, and returns its result. The
// function must not let an exception escape.
int callOnBigStack(size_t stackSize, const std::function<int()>& function);

} // namespace tw::driver
