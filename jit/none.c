/* The JIT of executables that were translated with --jit-backend=none: it counts
   nothing and compiles nothing, so that the interpreter runs all loops. */
#include "jit/format/program.h"
#include "jit/warm/counters.h"

struct tw_jit_exit tw_jit_exit;
/* Above the numbers of all classes: no handler's range contains it. */
const Signed tw_jit_exit_exception[2] = {-1, -1};

i64 tw_jit_enter_function(u32 driver, const i64* values) {
  (void)driver;
  (void)values;
  return 0;
}
i64 tw_jit_enter_loop(u32 driver, const i64* values) {
  (void)driver;
  (void)values;
  return 0;
}
void tw_jit_force_virtualizable(u32 virtualizable, void* object) {
  (void)virtualizable;
  (void)object;
}
void* tw_jit_force_virtual_ref(void* reference) { return reference; }
void tw_jit_invalidate(void* object, u32 field) {
  (void)object;
  (void)field;
}
void tw_jit_location_text(const char* text, Signed length) {
  (void)text;
  (void)length;
}
void tw_jit_setup(void) {}
i64 tw_jit_set_param(Signed driver, const char* name, Signed name_length, Signed value) {
  (void)driver;
  (void)name;
  (void)name_length;
  (void)value;
  return 0;
}
i64 tw_jit_set_param_default(Signed driver, const char* name, Signed name_length) {
  (void)driver;
  (void)name;
  (void)name_length;
  return 0;
}
i64 tw_jit_set_user_param(Signed driver, const char* text, Signed length) {
  (void)driver;
  (void)text;
  (void)length;
  return 0;
}
i64 tw_jit_counter(Signed which) {
  (void)which;
  return 0;
}
i64 tw_jit_nanoseconds(Signed which) {
  (void)which;
  return 0;
}
i64 tw_jit_hook_operation(Signed index, Signed what) {
  (void)index;
  (void)what;
  return 0;
}
i64 tw_jit_release_all(void) { return 0; }
