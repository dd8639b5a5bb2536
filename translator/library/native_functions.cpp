// The addresses of C functions.
#include "translator/library/native_functions.h"

#include "translator/library/foreign_library.h"
#include "translator/lltype/lltype.h"

#include "runtime/file.h"
#include "runtime/number.h"
#include "runtime/os.h"
#include "runtime/signals.h"
#include "runtime/thread.h"

#include <stdexcept>
#include <string>

#include <dlfcn.h>

namespace tw::library {

namespace {

struct RuntimeFunction {
  std::string_view name;
  void* address;
};

template <class Function> void* addressOf(Function* function) {
  return reinterpret_cast<void*>(function);
}

// Interpreted graphs have one thread only.
Signed mainThread() { return 1; }

// Interpreted graphs are on no machine stack of their own: the depth of calls has a limit.
Signed noStackBound() { return 0; }
void keepStackLength(double) {}
void keepStackChecks() {}

// Those of the runtime; the rest is the C library's.
void* runtimeFunction(std::string_view name) {
  static const RuntimeFunction functions[] = {
      {"tw_get_errno", addressOf(tw_get_errno)},
      {"tw_set_errno", addressOf(tw_set_errno)},
      {"tw_save_errno", addressOf(tw_save_errno)},
      {"tw_get_other_errno", addressOf(tw_get_other_errno)},
      {"tw_set_other_errno", addressOf(tw_set_other_errno)},
      {"tw_errno_before", addressOf(tw_errno_before)},
      {"tw_errno_after", addressOf(tw_errno_after)},
      {"tw_gil_leave", addressOf(tw_gil_leave)},
      {"tw_gil_enter", addressOf(tw_gil_enter)},
      {"tw_gil_callback_end", addressOf(tw_gil_callback_end)},
      {"tw_thread_ident", addressOf(mainThread)},
      {"tw_lock_new", addressOf(tw_lock_new)},
      {"tw_lock_free", addressOf(tw_lock_free)},
      {"tw_lock_acquire", addressOf(tw_lock_acquire)},
      {"tw_lock_release", addressOf(tw_lock_release)},
      {"tw_lock_is_held", addressOf(tw_lock_is_held)},
      {"tw_os_open", addressOf(tw_os_open)},
      {"tw_os_close", addressOf(tw_os_close)},
      {"tw_os_read", addressOf(tw_os_read)},
      {"tw_os_write", addressOf(tw_os_write)},
      {"tw_os_readdir", addressOf(tw_os_readdir)},
      {"tw_os_stat", addressOf(tw_os_stat)},
      {"tw_os_environment", addressOf(tw_os_environment)},
      {"tw_os_execve", addressOf(tw_os_execve)},
      {"tw_os_spawnve", addressOf(tw_os_spawnve)},
      {"tw_os_times", addressOf(tw_os_times)},
      {"tw_os_uname", addressOf(tw_os_uname)},
      {"tw_os_utime", addressOf(tw_os_utime)},
      {"tw_os_statvfs", addressOf(tw_os_statvfs)},
      {"tw_os_nice", addressOf(tw_os_nice)},
      {"tw_complex_real", addressOf(tw_complex_real)},
      {"tw_complex_imag", addressOf(tw_complex_imag)},
      {"tw_file_open", addressOf(tw_file_open)},
      {"tw_file_fdopen", addressOf(tw_file_fdopen)},
      {"tw_file_popen", addressOf(tw_file_popen)},
      {"tw_file_temporary", addressOf(tw_file_temporary)},
      {"tw_file_standard", addressOf(tw_file_standard)},
      {"tw_file_close", addressOf(tw_file_close)},
      {"tw_file_buffer", addressOf(tw_file_buffer)},
      {"tw_file_read", addressOf(tw_file_read)},
      {"tw_file_readline", addressOf(tw_file_readline)},
      {"tw_file_write", addressOf(tw_file_write)},
      {"tw_file_flush", addressOf(tw_file_flush)},
      {"tw_file_seek", addressOf(tw_file_seek)},
      {"tw_file_tell", addressOf(tw_file_tell)},
      {"tw_file_fileno", addressOf(tw_file_fileno)},
      {"tw_file_truncate", addressOf(tw_file_truncate)},
      {"tw_math_frexp", addressOf(tw_math_frexp)},
      {"tw_math_exponent", addressOf(tw_math_exponent)},
      {"tw_time_time", addressOf(tw_time_time)},
      {"tw_time_clock", addressOf(tw_time_clock)},
      {"tw_time_sleep", addressOf(tw_time_sleep)},
      {"tw_signal_counter_address", addressOf(tw_signal_counter_address)},
      {"tw_signal_ignore", addressOf(tw_signal_ignore)},
      {"tw_signal_default", addressOf(tw_signal_default)},
      {"tw_signal_note", addressOf(tw_signal_note)},
      {"tw_signal_poll", addressOf(tw_signal_poll)},
      {"tw_signal_push_back", addressOf(tw_signal_push_back)},
      {"tw_signal_check_and_reset", addressOf(tw_signal_check_and_reset)},
      {"tw_signal_set_wakeup_fd", addressOf(tw_signal_set_wakeup_fd)},
      {"tw_signal_wakeup_errno", addressOf(tw_signal_wakeup_errno)},
      {"tw_stack_get_end", addressOf(noStackBound)},
      {"tw_stack_get_length", addressOf(noStackBound)},
      {"tw_stack_set_length_fraction", addressOf(keepStackLength)},
      {"tw_stack_criticalcode_start", addressOf(keepStackChecks)},
      {"tw_stack_criticalcode_stop", addressOf(keepStackChecks)},
      {"tw_format_double", addressOf(tw_format_double)},
      {"tw_parse_double", addressOf(tw_parse_double)},
      {"tw_parse_double_or_nan", addressOf(tw_parse_double_or_nan)},
      {"tw_hash_bytes", addressOf(tw_hash_bytes)},
      {"tw_hash_unicode", addressOf(tw_hash_unicode)},
  };
  for (const RuntimeFunction& function : functions)
    if (function.name == name) return function.address;
  return nullptr;
}

void* nameInProcess(const std::string& name) {
  if (void* address = runtimeFunction(name)) return address;
  return dlsym(RTLD_DEFAULT, name.c_str());
}

} // namespace

FindCode findFunction(std::string_view cName, const lltype::FuncType& type, const ForeignCode* code,
                      const std::string& cc) {
  // What is loaded already is looked up at once: dlsym() itself leaves traces, in
  // dlerror().
  void* known = code ? nullptr : nameInProcess(std::string(cName));
  return [name = std::string(cName), &type, code, cc, address = known]() mutable -> void* {
    if (!address)
      address = code ? ForeignLibrary::of(*code, cc).find(name, type) : nameInProcess(name);
    if (!address) throw std::runtime_error("no C function is named " + name);
    return address;
  };
}

} // namespace tw::library
