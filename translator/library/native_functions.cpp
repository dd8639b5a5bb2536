// Calls of C functions by their address.
//
// Every external function takes integers, pointers and doubles. The C calling
// conventions of the 64-bit machines put those of the first kinds and those of
// the last one into separate registers, so one call with all of them filled
// serves every signature of few arguments.
#include "translator/library/native_functions.h"

#include "translator/lltype/lltype.h"

#include "runtime/file.h"
#include "runtime/number.h"
#include "runtime/os.h"

#include <algorithm>
#include <string>

#include <dlfcn.h>

namespace tw::library {

using lltype::NativeCall;
using lltype::Word;

namespace {

struct RuntimeFunction {
  std::string_view name;
  void* address;
};

template <class Function> void* addressOf(Function* function) {
  return reinterpret_cast<void*>(function);
}

// Those of the runtime; the rest is the C library's.
void* runtimeFunction(std::string_view name) {
  static const RuntimeFunction functions[] = {
      {"tw_get_errno", addressOf(tw_get_errno)},
      {"tw_set_errno", addressOf(tw_set_errno)},
      {"tw_save_errno", addressOf(tw_save_errno)},
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

constexpr size_t kIntegers = 6, kDoubles = 8;

bool isDouble(const lltype::Type& type) { return type.kind() == lltype::Kind::Float; }

bool fits(const lltype::FuncType& type) {
  if (type.result().kind() == lltype::Kind::SingleFloat) return false;
  const auto& args = type.args();
  const auto doubles = static_cast<size_t>(
      std::ranges::count_if(args, [](const lltype::Type* arg) { return isDouble(*arg); }));
  const bool others = std::ranges::any_of(
      args, [](const lltype::Type* arg) { return arg->kind() == lltype::Kind::SingleFloat; });
  return !others && doubles <= kDoubles && args.size() - doubles <= kIntegers;
}

template <class Result>
Result invoke(void* address, const int64_t* i, const double* d) {
  using Function = Result (*)(int64_t, int64_t, int64_t, int64_t, int64_t, int64_t, double, double,
                              double, double, double, double, double, double);
  return reinterpret_cast<Function>(address)(i[0], i[1], i[2], i[3], i[4], i[5], d[0], d[1], d[2],
                                             d[3], d[4], d[5], d[6], d[7]);
}

Word call(void* address, const lltype::FuncType& type, const NativeCall& call) {
  int64_t integers[kIntegers] = {};
  double doubles[kDoubles] = {};
  size_t usedIntegers = 0, usedDoubles = 0;
  for (size_t i = 0; i < type.args().size(); ++i) {
    if (isDouble(*type.args()[i])) doubles[usedDoubles++] = lltype::asDouble(call.args[i]);
    else integers[usedIntegers++] = lltype::asInt(call.args[i]);
  }
  const lltype::Type& result = type.result();
  if (isDouble(result)) return lltype::fromDouble(invoke<double>(address, integers, doubles));
  const Word word = lltype::fromInt(invoke<int64_t>(address, integers, doubles));
  switch (result.kind()) {
  case lltype::Kind::Number: return result.number().normalize(word); // C leaves the upper bits open
  case lltype::Kind::Char: return word & 0xff;
  case lltype::Kind::UniChar: return word & 0xffffffff;
  case lltype::Kind::Bool: return lltype::fromBool((word & 0xff) != 0);
  default: return word;
  }
}

} // namespace

lltype::NativeFunction nativeFunction(std::string_view cName, const lltype::FuncType& type) {
  void* address = runtimeFunction(cName);
  if (!address) address = dlsym(RTLD_DEFAULT, std::string(cName).c_str());
  if (!address || !fits(type)) return {};
  return [address, &type](NativeCall& arguments) { return call(address, type, arguments); };
}

} // namespace tw::library
