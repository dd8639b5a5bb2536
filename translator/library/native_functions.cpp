// Implementations for llinterp of C functions: system calls, mathematics, floats as text.
#include "translator/library/native_functions.h"

#include "runtime/number.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

namespace tw::library {

using lltype::asInt;
using lltype::asPointer;
using lltype::NativeCall;
using lltype::Word;

namespace {

thread_local int savedErrno;

Word saved(int64_t result) {
  savedErrno = errno;
  return lltype::fromInt(result);
}

Word osOpen(NativeCall& call) {
  return saved(open(asPointer<const char>(call.args[0]), static_cast<int>(asInt(call.args[1])),
                    static_cast<mode_t>(asInt(call.args[2]))));
}
Word osClose(NativeCall& call) { return saved(close(static_cast<int>(asInt(call.args[0])))); }
Word osRead(NativeCall& call) {
  return saved(read(static_cast<int>(asInt(call.args[0])), asPointer(call.args[1]), call.args[2]));
}
Word osWrite(NativeCall& call) {
  return saved(write(static_cast<int>(asInt(call.args[0])), asPointer(call.args[1]), call.args[2]));
}
Word getErrno(NativeCall&) { return lltype::fromInt(savedErrno); }

Word seconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return lltype::fromDouble(static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9);
}
Word timeTime(NativeCall&) { return seconds(CLOCK_REALTIME); }
Word timeClock(NativeCall&) { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

template <double (*F)(double)> Word unaryMath(NativeCall& call) {
  return lltype::fromDouble(F(lltype::asDouble(call.args[0])));
}
template <double (*F)(double, double)> Word binaryMath(NativeCall& call) {
  return lltype::fromDouble(F(lltype::asDouble(call.args[0]), lltype::asDouble(call.args[1])));
}

Word formatDouble(NativeCall& call) {
  return lltype::fromInt(tw_format_double(
      lltype::asDouble(call.args[0]), static_cast<u8>(call.args[1]), asInt(call.args[2]),
      asInt(call.args[3]), asPointer<char>(call.args[4]), asInt(call.args[5])));
}
Word parseDouble(NativeCall& call) {
  return lltype::fromDouble(
      tw_parse_double_or_nan(asPointer<const char>(call.args[0]), asInt(call.args[1])));
}

struct Entry {
  std::string_view name;
  Word (*function)(NativeCall&);
};
constexpr Entry kEntries[] = {
    {"tw_os_open", osOpen},       {"tw_os_close", osClose},
    {"tw_os_read", osRead},       {"tw_os_write", osWrite},
    {"tw_get_errno", getErrno},   {"tw_time_time", timeTime},
    {"tw_time_clock", timeClock}, {"sqrt", unaryMath<std::sqrt>},
    {"floor", unaryMath<std::floor>}, {"ceil", unaryMath<std::ceil>},
    {"sin", unaryMath<std::sin>}, {"cos", unaryMath<std::cos>},
    {"tan", unaryMath<std::tan>}, {"exp", unaryMath<std::exp>},
    {"log", unaryMath<std::log>}, {"log10", unaryMath<std::log10>},
    {"asin", unaryMath<std::asin>}, {"acos", unaryMath<std::acos>},
    {"atan", unaryMath<std::atan>}, {"fabs", unaryMath<std::fabs>},
    {"pow", binaryMath<std::pow>}, {"fmod", binaryMath<std::fmod>},
    {"atan2", binaryMath<std::atan2>}, {"tw_format_double", formatDouble},
    {"tw_parse_double_or_nan", parseDouble},
};

} // namespace

lltype::NativeFunction nativeFunction(std::string_view cName) {
  for (const Entry& entry : kEntries)
    if (entry.name == cName) return entry.function;
  return {};
}

} // namespace tw::library
