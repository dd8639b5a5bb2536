// Printing of log sections.
#include "gc/incminimark/log.h"

#include "runtime/prelude.h"

#include <string.h>
#include <time.h>

namespace tw::gc {

namespace {

double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void text(const char* characters) {
  tw_debug_print_text(characters, static_cast<Signed>(strlen(characters)));
}

} // namespace

Section::Section(const char* name) : name_(name), start_(now()) { tw_debug_start(name, false); }

Section::~Section() { tw_debug_stop(name_, false); }

void Section::line(const char* before, const char* value) {
  if (!tw_have_debug_prints()) return;
  tw_debug_print_begin();
  text(before);
  text(value);
  tw_debug_print_end();
}

void Section::line(const char* before, u64 value) {
  if (!tw_have_debug_prints()) return;
  tw_debug_print_begin();
  text(before);
  tw_debug_print_uint(value);
  tw_debug_print_end();
}

void Section::line(const char* before, u64 value, const char* after) {
  if (!tw_have_debug_prints()) return;
  tw_debug_print_begin();
  text(before);
  tw_debug_print_uint(value);
  text(after);
  tw_debug_print_end();
}

void Section::line(const char* before, u64 value, const char* between, u64 second) {
  if (!tw_have_debug_prints()) return;
  tw_debug_print_begin();
  text(before);
  tw_debug_print_uint(value);
  text(between);
  tw_debug_print_uint(second);
  tw_debug_print_end();
}

double Section::end() {
  double seconds = now() - start_;
  if (tw_have_debug_prints()) {
    tw_debug_print_begin();
    text("time taken:");
    tw_debug_print_float(seconds);
    tw_debug_print_end();
  }
  return seconds;
}

} // namespace tw::gc
