// The module posix: the system calls behind os.
#include "translator/host/modules.h"
#include "translator/host/posix_calls.h"
#include "translator/host/setup.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace tw::host {

using namespace posix_calls;

namespace {

int fd(Host& host, const Args& args, size_t i = 0) { return number(host, args, i); }

Object* open(Host& host, const Args& args) {
  const std::string name = path(host, args);
  const mode_t mode = args.size() > 2 ? static_cast<mode_t>(host.toInt(args[2])) : 0777;
  return result(host, ::open(name.c_str(), static_cast<int>(host.toInt(args[1])), mode), name);
}

Object* read(Host& host, const Args& args) {
  const int64_t size = host.toInt(args[1]);
  if (size < 0) host.raiseOSError(host.types().OSError, EINVAL);
  std::string buffer(static_cast<size_t>(size), '\0');
  const ssize_t got = ::read(fd(host, args), buffer.data(), buffer.size());
  if (got < 0) host.raiseOSError(host.types().OSError, errno);
  return host.newStr(std::string_view(buffer).substr(0, static_cast<size_t>(got)));
}

Object* write(Host& host, const Args& args) {
  const std::string_view data = host.toStr(args[1]);
  return result(host, ::write(fd(host, args), data.data(), data.size()));
}

double seconds(const timespec& t) {
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// The ten fields as ints, then the times once more as floats, then what has no index.
Object* statTuple(Host& host, const struct stat& s) {
  return host.newTuple(
      {host.newInt(s.st_mode), host.newInt(static_cast<int64_t>(s.st_ino)),
       host.newInt(static_cast<int64_t>(s.st_dev)), host.newInt(static_cast<int64_t>(s.st_nlink)),
       host.newInt(s.st_uid), host.newInt(s.st_gid), host.newInt(s.st_size),
       host.newInt(s.st_atime), host.newInt(s.st_mtime), host.newInt(s.st_ctime),
       host.newFloat(seconds(s.st_atim)), host.newFloat(seconds(s.st_mtim)),
       host.newFloat(seconds(s.st_ctim)), host.newInt(static_cast<int64_t>(s.st_rdev)),
       host.newInt(s.st_blksize), host.newInt(s.st_blocks)});
}

template <int (*Stat)(const char*, struct stat*)> Object* stat(Host& host, const Args& args) {
  struct stat s;
  const std::string name = path(host, args);
  if (Stat(name.c_str(), &s) != 0) host.raiseOSError(host.types().OSError, errno, name);
  return statTuple(host, s);
}

Object* fstat(Host& host, const Args& args) {
  struct stat s;
  if (::fstat(fd(host, args), &s) != 0) host.raiseOSError(host.types().OSError, errno);
  return statTuple(host, s);
}

Object* listdir(Host& host, const Args& args) {
  const std::string name = path(host, args);
  DIR* dir = ::opendir(name.c_str());
  if (!dir) host.raiseOSError(host.types().OSError, errno, name);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(dir)) {
    const std::string_view n = entry->d_name;
    if (n != "." && n != "..") names.emplace_back(n);
  }
  ::closedir(dir);
  std::sort(names.begin(), names.end()); // the same order on every machine
  ListObject* list = host.newList();
  for (const std::string& n : names) list->items.push_back(host.newStr(n));
  return list;
}

Object* getcwd(Host& host, const Args&) {
  char buffer[PATH_MAX];
  if (!::getcwd(buffer, sizeof buffer)) host.raiseOSError(host.types().OSError, errno);
  return host.newStr(buffer);
}

Object* readlink(Host& host, const Args& args) {
  char buffer[PATH_MAX];
  const std::string name = path(host, args);
  const ssize_t n = ::readlink(name.c_str(), buffer, sizeof buffer);
  if (n < 0) host.raiseOSError(host.types().OSError, errno, name);
  return host.newStr({buffer, static_cast<size_t>(n)});
}

Object* pipe(Host& host, const Args&) {
  int ends[2];
  if (::pipe(ends) != 0) host.raiseOSError(host.types().OSError, errno);
  return host.newTuple({host.newInt(ends[0]), host.newInt(ends[1])});
}

Object* urandom(Host& host, const Args& args) {
  std::string bytes(static_cast<size_t>(host.toInt(args[0])), '\0');
  const int source = ::open("/dev/urandom", O_RDONLY);
  const ssize_t got = source < 0 ? -1 : ::read(source, bytes.data(), bytes.size());
  if (source >= 0) ::close(source);
  if (got < 0) host.raiseOSError(host.types().OSError, errno);
  return host.newStr(bytes);
}

void addConstants(Host& host, ModuleObject* module) {
  static constexpr struct {
    const char* name;
    int64_t value;
  } kConstants[] = {{"O_RDONLY", O_RDONLY},
                    {"O_WRONLY", O_WRONLY},
                    {"O_RDWR", O_RDWR},
                    {"O_CREAT", O_CREAT},
                    {"O_EXCL", O_EXCL},
                    {"O_TRUNC", O_TRUNC},
                    {"O_APPEND", O_APPEND},
                    {"O_NONBLOCK", O_NONBLOCK},
                    {"O_NOCTTY", O_NOCTTY},
                    {"O_SYNC", O_SYNC},
                    {"F_OK", F_OK},
                    {"R_OK", R_OK},
                    {"W_OK", W_OK},
                    {"X_OK", X_OK},
                    {"O_NDELAY", O_NDELAY},
                    {"O_DSYNC", O_DSYNC},
                    {"O_CLOEXEC", O_CLOEXEC},
                    {"O_DIRECTORY", O_DIRECTORY},
                    {"O_NOFOLLOW", O_NOFOLLOW},
                    {"WUNTRACED", WUNTRACED},
                    {"WCONTINUED", WCONTINUED},
                    {"TMP_MAX", TMP_MAX},
                    {"WNOHANG", WNOHANG},
                    {"SEEK_SET", SEEK_SET},
                    {"SEEK_CUR", SEEK_CUR},
                    {"SEEK_END", SEEK_END}};
  for (const auto& entry : kConstants)
    setModuleItem(host, module, entry.name, host.newInt(entry.value));
  setModuleItem(host, module, "error", host.types().OSError);
}

Object* getEnvironment(Host& host, const Args& args) {
  const char* value = std::getenv(path(host, args).c_str());
  return value ? host.newStr(value) : host.none();
}

// The lines NAME=VALUE.
Object* listEnvironment(Host& host, const Args&) {
  auto* lines = as<ListObject>(host.newList());
  for (char** entry = environ; *entry; ++entry) lines->items.push_back(host.newStr(*entry));
  return lines;
}

} // namespace

void initPosix(Host& host, ModuleObject* module) {
  addConstants(host, module);
  initPosixProcess(host, module);
  addFileFunctions(host, module);
  addFunctions(
      host, module,
      {{"getenv", getEnvironment, 1, 1},
       {"environment", listEnvironment, 0, 0},
       {"open", open, 2, 3},
       {"read", read, 2, 2},
       {"write", write, 2, 2},
       {"close", [](Host& h, const Args& args) { return done(h, ::close(fd(h, args))); }, 1, 1},
       {"dup", [](Host& h, const Args& args) { return result(h, ::dup(fd(h, args))); }, 1, 1},
       {"dup2",
        [](Host& h, const Args& args) { return done(h, ::dup2(fd(h, args), fd(h, args, 1))); }, 2,
        2},
       {"lseek",
        [](Host& h, const Args& args) {
          return result(h, ::lseek(fd(h, args), h.toInt(args[1]), fd(h, args, 2)));
        },
        3, 3},
       {"ftruncate",
        [](Host& h, const Args& args) {
          return done(h, ::ftruncate(fd(h, args), h.toInt(args[1])));
        },
        2, 2},
       {"fsync", [](Host& h, const Args& args) { return done(h, ::fsync(fd(h, args))); }, 1, 1},
       {"isatty", [](Host& h, const Args& args) { return h.boolean(::isatty(fd(h, args)) != 0); },
        1, 1},
       {"stat", stat<::stat>, 1, 1},
       {"lstat", stat<::lstat>, 1, 1},
       {"fstat", fstat, 1, 1},
       {"listdir", listdir, 1, 1},
       {"getcwd", getcwd, 0, 0},
       {"readlink", readlink, 1, 1},
       {"pipe", pipe, 0, 0},
       {"unlink",
        [](Host& h, const Args& args) {
          const std::string p = path(h, args);
          return done(h, ::unlink(p.c_str()), p);
        },
        1, 1},
       {"rmdir",
        [](Host& h, const Args& args) {
          const std::string p = path(h, args);
          return done(h, ::rmdir(p.c_str()), p);
        },
        1, 1},
       {"mkdir",
        [](Host& h, const Args& args) {
          const std::string p = path(h, args);
          return done(
              h, ::mkdir(p.c_str(), args.size() > 1 ? static_cast<mode_t>(h.toInt(args[1])) : 0777),
              p);
        },
        1, 2},
       {"rename",
        [](Host& h, const Args& args) {
          return done(h, ::rename(path(h, args).c_str(), path(h, args, 1).c_str()));
        },
        2, 2},
       {"symlink",
        [](Host& h, const Args& args) {
          return done(h, ::symlink(path(h, args).c_str(), path(h, args, 1).c_str()));
        },
        2, 2},
       {"chmod",
        [](Host& h, const Args& args) {
          const std::string p = path(h, args);
          return done(h, ::chmod(p.c_str(), static_cast<mode_t>(h.toInt(args[1]))), p);
        },
        2, 2},
       {"chdir",
        [](Host& h, const Args& args) {
          const std::string p = path(h, args);
          return done(h, ::chdir(p.c_str()), p);
        },
        1, 1},
       {"access",
        [](Host& h, const Args& args) {
          return h.boolean(::access(path(h, args).c_str(), fd(h, args, 1)) == 0);
        },
        2, 2},
       {"umask",
        [](Host& h, const Args& args) {
          return h.newInt(::umask(static_cast<mode_t>(h.toInt(args[0]))));
        },
        1, 1},
       {"getpid", [](Host& h, const Args&) { return h.newInt(::getpid()); }, 0, 0},
       {"getppid", [](Host& h, const Args&) { return h.newInt(::getppid()); }, 0, 0},
       {"getuid", [](Host& h, const Args&) { return h.newInt(::getuid()); }, 0, 0},
       {"getgid", [](Host& h, const Args&) { return h.newInt(::getgid()); }, 0, 0},
       {"geteuid", [](Host& h, const Args&) { return h.newInt(::geteuid()); }, 0, 0},
       {"kill",
        [](Host& h, const Args& args) { return done(h, ::kill(fd(h, args), fd(h, args, 1))); }, 2,
        2},
       {"strerror",
        [](Host& h, const Args& args) -> Object* { return h.newStr(std::strerror(fd(h, args))); },
        1, 1},
       {"_exit",
        [](Host& h, const Args& args) -> Object* {
          h.flush();
          ::_exit(fd(h, args));
        },
        1, 1},
       {"system",
        [](Host& h, const Args& args) {
          h.flush();
          return h.newInt(std::system(path(h, args).c_str()));
        },
        1, 1},
       {"putenv",
        [](Host& h, const Args& args) {
          ::setenv(path(h, args).c_str(), path(h, args, 1).c_str(), 1);
          return h.none();
        },
        2, 2},
       {"unsetenv",
        [](Host& h, const Args& args) {
          ::unsetenv(path(h, args).c_str());
          return h.none();
        },
        1, 1},
       {"urandom", urandom, 1, 1}});
}

} // namespace tw::host
