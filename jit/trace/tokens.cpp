// Numbers guards as they are made.
#include "jit/trace/tokens.h"

namespace tw::jit {

namespace {
uint32_t lastGuardId = 0;
}

Guard::Guard() : id(++lastGuardId) {}

} // namespace tw::jit
