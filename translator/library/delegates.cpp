// Functions of the import-time Python that are RPython source at run time.
#include "translator/library/rules.h"

namespace tw::library {

namespace {

constexpr std::string_view kPosix = "rpython.rlib.rposix_files";
constexpr std::string_view kMath = "rpython.rtyper.lltypesystem.module.ll_math";
constexpr std::string_view kTime = "rpython.rlib.rtime";

constexpr DelegateEntry kEntries[] = {
    {"exceptions", "EnvironmentError.__init__", "rpython.rlib.rexception", "init_environment_error"},
    {"posix", "open", kPosix},        {"posix", "read", kPosix},
    {"posix", "write", kPosix},       {"posix", "close", kPosix},
    {"posix", "strerror", kPosix},    {"posix", "dup", kPosix},
    {"posix", "dup2", kPosix},        {"posix", "lseek", kPosix},
    {"posix", "isatty", kPosix},      {"posix", "ftruncate", kPosix},
    {"posix", "fsync", kPosix},       {"posix", "pipe", kPosix},
    {"posix", "unlink", kPosix},      {"posix", "rmdir", kPosix},
    {"posix", "mkdir", kPosix},       {"posix", "chdir", kPosix},
    {"posix", "chmod", kPosix},       {"posix", "access", kPosix},
    {"posix", "rename", kPosix},      {"posix", "symlink", kPosix},
    {"posix", "link", kPosix},        {"posix", "readlink", kPosix},
    {"posix", "getcwd", kPosix},      {"posix", "umask", kPosix},
    {"posix", "listdir", kPosix},     {"posix", "stat", kPosix},
    {"posix", "lstat", kPosix},       {"posix", "fstat", kPosix},
    {"posix", "getenv", kPosix},      {"posix", "putenv", kPosix},
    {"posix", "unsetenv", kPosix},    {"posix", "environment", kPosix},
    {"posix", "_exit", kPosix, "exit"}, {"posix", "system", kPosix},
    {"posix", "kill", kPosix},        {"posix", "getpid", kPosix},
    {"posix", "getppid", kPosix},     {"posix", "getuid", kPosix},
    {"posix", "geteuid", kPosix},     {"posix", "getgid", kPosix},
    {"posix", "getegid", kPosix},     {"posix", "fork", kPosix},
    {"posix", "waitpid", kPosix},
    {"posix", "pipe2", kPosix},       {"posix", "fdatasync", kPosix},
    {"posix", "fchmod", kPosix},      {"posix", "fchown", kPosix},
    {"posix", "fchdir", kPosix},      {"posix", "ttyname", kPosix},
    {"posix", "pread", kPosix},       {"posix", "pwrite", kPosix},
    {"posix", "sync", kPosix},        {"posix", "closerange", kPosix},
    {"posix", "tcgetpgrp", kPosix},   {"posix", "tcsetpgrp", kPosix},
    {"posix", "chown", kPosix},       {"posix", "lchown", kPosix},
    {"posix", "chroot", kPosix},      {"posix", "mkfifo", kPosix},
    {"posix", "mknod", kPosix},       {"posix", "statvfs", kPosix},
    {"posix", "fstatvfs", kPosix},    {"posix", "utime", kPosix},
    {"posix", "wait", kPosix},        {"posix", "execv", kPosix},
    {"posix", "execve", kPosix},      {"posix", "spawnv", kPosix},
    {"posix", "spawnve", kPosix},     {"posix", "abort", kPosix},
    {"posix", "killpg", kPosix},      {"posix", "getpgid", kPosix},
    {"posix", "getpgrp", kPosix},     {"posix", "setpgid", kPosix},
    {"posix", "setpgrp", kPosix},     {"posix", "getsid", kPosix},
    {"posix", "setsid", kPosix},      {"posix", "setuid", kPosix},
    {"posix", "seteuid", kPosix},     {"posix", "setgid", kPosix},
    {"posix", "setegid", kPosix},     {"posix", "setreuid", kPosix},
    {"posix", "setregid", kPosix},    {"posix", "getgroups", kPosix},
    {"posix", "nice", kPosix},        {"posix", "sysconf", kPosix},
    {"posix", "getloadavg", kPosix},  {"posix", "getlogin", kPosix},
    {"posix", "ctermid", kPosix},     {"posix", "times", kPosix},
    {"posix", "uname", kPosix},       {"posix", "urandom", kPosix},
    {"posix", "tmpnam", kPosix},

    {"time", "time", kTime},          {"time", "clock", kTime},
    {"time", "sleep", kTime},

    {"math", "floor", kMath, "math_floor"},   {"math", "ceil", kMath, "math_ceil"},
    {"math", "sqrt", kMath, "math_sqrt"},     {"math", "fabs", kMath, "math_fabs"},
    {"math", "sin", kMath, "math_sin"},       {"math", "cos", kMath, "math_cos"},
    {"math", "tan", kMath, "math_tan"},       {"math", "asin", kMath, "math_asin"},
    {"math", "acos", kMath, "math_acos"},     {"math", "atan", kMath, "math_atan"},
    {"math", "sinh", kMath, "math_sinh"},     {"math", "cosh", kMath, "math_cosh"},
    {"math", "tanh", kMath, "math_tanh"},     {"math", "asinh", kMath, "math_asinh"},
    {"math", "acosh", kMath, "math_acosh"},   {"math", "atanh", kMath, "math_atanh"},
    {"math", "exp", kMath, "math_exp"},       {"math", "expm1", kMath, "math_expm1"},
    {"math", "log", kMath, "math_log"},       {"math", "log10", kMath, "math_log10"},
    {"math", "log1p", kMath, "math_log1p"},   {"math", "pow", kMath, "math_pow"},
    {"math", "fmod", kMath, "math_fmod"},     {"math", "atan2", kMath, "math_atan2"},
    {"math", "hypot", kMath, "math_hypot"},   {"math", "ldexp", kMath, "math_ldexp"},
    {"math", "copysign", kMath, "math_copysign"}, {"math", "isnan", kMath, "math_isnan"},
    {"math", "isinf", kMath, "math_isinf"},   {"math", "frexp", kMath, "math_frexp"},
    {"math", "modf", kMath, "math_modf"},     {"math", "erf", kMath, "math_erf"},
    {"math", "erfc", kMath, "math_erfc"},     {"math", "gamma", kMath, "math_gamma"},
    {"math", "lgamma", kMath, "math_lgamma"}, {"math", "degrees", kMath, "math_degrees"},
    {"math", "radians", kMath, "math_radians"},
};

} // namespace

std::span<const DelegateEntry> delegates() { return kEntries; }

} // namespace tw::library
