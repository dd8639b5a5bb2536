// Exits from the JIT into the portal.
#include "jit/metainterp/exit.h"

extern "C" {
struct tw_jit_exit tw_jit_exit;
const Signed tw_jit_exit_exception[2] = {-1, -1};
}

namespace tw::jit {

Word* exitValues(uint32_t driver) {
  static std::vector<Word> values;
  const tw_jit_driver& declaration = driverAt(driver);
  values.resize(
      std::max<size_t>(values.size(), greenCount(declaration) + redCount(declaration) + 1));
  tw_jit_exit.values = values.data();
  return values.data();
}

Word callRunner(const tw_jit_driver& driver, const Word* values) {
  return callFunction(descrAt(driver.call_descr), Word(driver.runner), values);
}

Word resultOf(const tw_jit_driver& driver, const Outcome& outcome) {
  if (outcome.status != RunStatus::Continue) return outcome.result;
  // On the stack, where the collector sees them.
  const uint32_t count = greenCount(driver) + redCount(driver);
  Word* values = static_cast<Word*>(__builtin_alloca((count + 1) * sizeof(Word)));
  std::memcpy(values, tw_jit_exit.values, count * sizeof(Word));
  return callRunner(driver, values);
}

Outcome takePendingExit() {
  tw_exc = {nullptr, nullptr};
  switch (tw_jit_exit.kind) {
  case TW_EXIT_CONTINUE: return {RunStatus::Continue, 0};
  case TW_EXIT_EXCEPTION: setException(tw_jit_exit.result); return {RunStatus::Exception, 0};
  default: return {RunStatus::Done, tw_jit_exit.result};
  }
}

void setException(Word instance) { tw_exc = {classOf(instance), asObject(instance)}; }

} // namespace tw::jit
