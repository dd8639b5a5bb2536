#include "jit/metainterp/hooks.h"

#include "runtime/prelude.h"

#include <cstring>

namespace tw::jit {

void callHook(HookEvent event, uint32_t driver, const int64_t* greens, const HookInfo& info) {
  const tw_jit_driver& declaration = tw_jit_program.drivers[driver];
  if (!declaration.event) return;
  // On the stack, where the collector sees the greens and the exception.
  const size_t count = std::strlen(declaration.greens);
  constexpr size_t kNumbers = 6;
  auto* values = static_cast<int64_t*>(__builtin_alloca((kNumbers + count) * sizeof(int64_t)));
  const int64_t numbers[kNumbers] = {int64_t(event),  int64_t(info.kind), info.number,
                                     info.operations, info.address,       info.bytes};
  std::memcpy(values, numbers, sizeof numbers);
  std::memcpy(values + kNumbers, greens, count * sizeof(int64_t));
  const auto pending = tw_exc;
  tw_exc = {nullptr, nullptr};
  declaration.event(values);
  tw_exc = pending;
}

} // namespace tw::jit
