// The module posix: processes, users and groups, and less common calls on files.
#include "translator/host/modules.h"
#include "translator/host/posix_calls.h"
#include "translator/host/setup.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace tw::host {

using namespace posix_calls;

namespace {

// ---- Processes --------------------------------------------------------------------------------

struct Texts {
  std::vector<std::string> texts;
  std::vector<char*> pointers; // ends with a null pointer

  void seal() {
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
  }
};

Texts argumentsOf(Host& host, Object* list) {
  Texts result;
  for (Object* item : host.listOf(list)) result.texts.emplace_back(host.toStr(item));
  result.seal();
  return result;
}

Texts environmentOf(Host& host, Object* mapping) {
  Texts result;
  for (Object* key : host.listOf(mapping))
    result.texts.push_back(std::string(host.toStr(key)) + "=" +
                           std::string(host.toStr(host.getItem(mapping, key))));
  result.seal();
  return result;
}

Object* execute(Host& host, const Args& args) {
  const std::string program = path(host, args);
  Texts arguments = argumentsOf(host, args[1]);
  host.flush();
  if (args.size() > 2) {
    Texts environment = environmentOf(host, args[2]);
    ::execve(program.c_str(), arguments.pointers.data(), environment.pointers.data());
  } else {
    ::execve(program.c_str(), arguments.pointers.data(), environ);
  }
  host.raiseOSError(host.types().OSError, errno);
}

Object* fork(Host& host, const Args&) {
  host.flush();
  return result(host, ::fork());
}

Object* waitForChild(Host& host, pid_t pid, int options) {
  int status = 0;
  const pid_t child = ::waitpid(pid, &status, options);
  if (child < 0) host.raiseOSError(host.types().OSError, errno);
  return host.newTuple({host.newInt(child), host.newInt(status)});
}

// spawnv(mode, path, args), spawnve(mode, path, args, environment)
Object* spawn(Host& host, const Args& args) {
  const std::string program = path(host, args, 1);
  Texts arguments = argumentsOf(host, args[2]);
  Texts environment = args.size() > 3 ? environmentOf(host, args[3]) : Texts();
  host.flush();
  const pid_t child = ::fork();
  if (child < 0) host.raiseOSError(host.types().OSError, errno);
  if (child == 0) {
    ::execve(program.c_str(), arguments.pointers.data(),
             args.size() > 3 ? environment.pointers.data() : environ);
    ::_exit(127);
  }
  if (host.toInt(args[0]) != 0) return host.newInt(child);
  int status = 0;
  if (::waitpid(child, &status, 0) < 0) host.raiseOSError(host.types().OSError, errno);
  return host.newInt(WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
}

Object* nice(Host& host, const Args& args) {
  errno = 0;
  const int priority = ::nice(number(host, args));
  if (priority == -1 && errno != 0) host.raiseOSError(host.types().OSError, errno);
  return host.newInt(priority);
}

Object* times(Host& host, const Args&) {
  struct tms used;
  const clock_t elapsed = ::times(&used);
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::vector<Object*> items;
  for (const clock_t t :
       {used.tms_utime, used.tms_stime, used.tms_cutime, used.tms_cstime, elapsed})
    items.push_back(host.newFloat(static_cast<double>(t) / ticks));
  return host.newTuple(std::move(items));
}

// ---- Names of the system, users ---------------------------------------------------------------

Object* uname(Host& host, const Args&) {
  struct utsname names;
  if (::uname(&names) != 0) host.raiseOSError(host.types().OSError, errno);
  return host.newTuple({host.newStr(names.sysname), host.newStr(names.nodename),
                        host.newStr(names.release), host.newStr(names.version),
                        host.newStr(names.machine)});
}

Object* getLogin(Host& host, const Args&) {
  const char* name = ::getlogin();
  if (!name) host.raiseOSError(host.types().OSError, errno);
  return host.newStr(name);
}

Object* getGroups(Host& host, const Args&) {
  std::vector<gid_t> groups(static_cast<size_t>(std::max(0, ::getgroups(0, nullptr))));
  const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
  if (count < 0) host.raiseOSError(host.types().OSError, errno);
  ListObject* list = host.newList();
  groups.resize(static_cast<size_t>(count));
  for (const gid_t group : groups) list->items.push_back(host.newInt(group));
  return list;
}

Object* loadAverage(Host& host, const Args&) {
  std::array<double, 3> loads;
  if (::getloadavg(loads.data(), 3) != 3) host.raiseOSError(host.types().OSError, 0);
  return host.newTuple({host.newFloat(loads[0]), host.newFloat(loads[1]), host.newFloat(loads[2])});
}

Object* terminalName(Host& host, const Args& args) {
  const char* name = ::ttyname(number(host, args));
  if (!name) host.raiseOSError(host.types().OSError, errno);
  return host.newStr(name);
}

// ---- Files ------------------------------------------------------------------------------------

Object* fileSystem(Host& host, const struct statvfs& s) {
  std::vector<Object*> items;
  for (const auto value : {s.f_bsize, s.f_frsize, s.f_blocks, s.f_bfree, s.f_bavail, s.f_files,
                           s.f_ffree, s.f_favail, s.f_flag, s.f_namemax})
    items.push_back(host.newInt(static_cast<int64_t>(value)));
  return host.newTuple(std::move(items));
}

Object* statvfs(Host& host, const Args& args) {
  struct statvfs found;
  const std::string name = path(host, args);
  if (::statvfs(name.c_str(), &found) != 0) host.raiseOSError(host.types().OSError, errno, name);
  return fileSystem(host, found);
}

Object* fstatvfs(Host& host, const Args& args) {
  struct statvfs found;
  if (::fstatvfs(number(host, args), &found) != 0) host.raiseOSError(host.types().OSError, errno);
  return fileSystem(host, found);
}

timespec moment(double seconds) {
  const double whole = std::floor(seconds);
  return {static_cast<time_t>(whole), static_cast<long>((seconds - whole) * 1e9)};
}

Object* utime(Host& host, const Args& args) {
  const std::string name = path(host, args);
  if (isNone(args[1])) return done(host, ::utimensat(AT_FDCWD, name.c_str(), nullptr, 0), name);
  const std::vector<Object*> both = host.listOf(args[1]);
  const timespec times[] = {moment(host.toDouble(both.at(0))), moment(host.toDouble(both.at(1)))};
  return done(host, ::utimensat(AT_FDCWD, name.c_str(), times, 0), name);
}

Object* pread(Host& host, const Args& args) {
  std::string buffer(static_cast<size_t>(host.toInt(args[1])), '\0');
  const ssize_t got =
      ::pread(number(host, args), buffer.data(), buffer.size(), host.toInt(args[2]));
  if (got < 0) host.raiseOSError(host.types().OSError, errno);
  return host.newStr(std::string_view(buffer).substr(0, static_cast<size_t>(got)));
}

Object* pwrite(Host& host, const Args& args) {
  const std::string_view data = host.toStr(args[1]);
  return result(host, ::pwrite(number(host, args), data.data(), data.size(), host.toInt(args[2])));
}

Object* pipe2(Host& host, const Args& args) {
  int ends[2];
  if (::pipe2(ends, number(host, args)) != 0) host.raiseOSError(host.types().OSError, errno);
  return host.newTuple({host.newInt(ends[0]), host.newInt(ends[1])});
}

Object* closeRange(Host& host, const Args& args) {
  for (int i = number(host, args); i < number(host, args, 1); ++i) ::close(i);
  return host.none();
}

// ---- Calls that only convert ------------------------------------------------------------------

// f(numbers...) with the result as a number or, if NoResult, None.
template <auto Function, bool NoResult, size_t... I>
Object* numbers(Host& host, const Args& args, std::index_sequence<I...>) {
  const auto value = static_cast<int64_t>(
      Function(static_cast<decltype(number(host, args, I))>(number(host, args, I))...));
  return NoResult ? done(host, value) : result(host, value);
}
template <auto Function, size_t Count> Object* get(Host& host, const Args& args) {
  return numbers<Function, false>(host, args, std::make_index_sequence<Count>());
}
template <auto Function, size_t Count> Object* set(Host& host, const Args& args) {
  return numbers<Function, true>(host, args, std::make_index_sequence<Count>());
}

template <int (*Function)(const char*, uid_t, gid_t)> Object* owner(Host& host, const Args& args) {
  const std::string name = path(host, args);
  return done(host,
              Function(name.c_str(), static_cast<uid_t>(number(host, args, 1)),
                       static_cast<gid_t>(number(host, args, 2))),
              name);
}

} // namespace

void initPosixProcess(Host& host, ModuleObject* module) {
  addFunctions(host, module,
               {{"fork", fork, 0, 0},
                {"execv", execute, 2, 2},
                {"execve", execute, 3, 3},
                {"spawnv", spawn, 3, 3},
                {"spawnve", spawn, 4, 4},
                {"wait", [](Host& h, const Args&) { return waitForChild(h, -1, 0); }, 0, 0},
                {"waitpid",
                 [](Host& h, const Args& args) {
                   return waitForChild(h, number(h, args), number(h, args, 1));
                 },
                 2, 2},
                {"abort",
                 [](Host& h, const Args&) -> Object* {
                   h.flush();
                   std::abort();
                 },
                 0, 0},
                {"nice", nice, 1, 1},
                {"times", times, 0, 0},
                {"killpg", set<::killpg, 2>, 2, 2},
                {"getpgid", get<::getpgid, 1>, 1, 1},
                {"getpgrp", get<::getpgrp, 0>, 0, 0},
                {"setpgid", set<::setpgid, 2>, 2, 2},
                {"setpgrp", set<::setpgrp, 0>, 0, 0},
                {"getsid", get<::getsid, 1>, 1, 1},
                {"setsid", set<::setsid, 0>, 0, 0},
                {"getegid", get<::getegid, 0>, 0, 0},
                {"setuid", set<::setuid, 1>, 1, 1},
                {"seteuid", set<::seteuid, 1>, 1, 1},
                {"setgid", set<::setgid, 1>, 1, 1},
                {"setegid", set<::setegid, 1>, 1, 1},
                {"setreuid", set<::setreuid, 2>, 2, 2},
                {"setregid", set<::setregid, 2>, 2, 2},
                {"tcgetpgrp", get<::tcgetpgrp, 1>, 1, 1},
                {"tcsetpgrp", set<::tcsetpgrp, 2>, 2, 2},
                {"sysconf", get<::sysconf, 1>, 1, 1},
                {"uname", uname, 0, 0},
                {"getlogin", getLogin, 0, 0},
                {"getgroups", getGroups, 0, 0},
                {"getloadavg", loadAverage, 0, 0},
                {"ttyname", terminalName, 1, 1},
                {"ctermid",
                 [](Host& h, const Args&) -> Object* {
                   char name[L_ctermid];
                   return h.newStr(::ctermid(name));
                 },
                 0, 0},
                {"statvfs", statvfs, 1, 1},
                {"fstatvfs", fstatvfs, 1, 1},
                {"utime", utime, 2, 2},
                {"pread", pread, 3, 3},
                {"pwrite", pwrite, 3, 3},
                {"pipe2", pipe2, 1, 1},
                {"closerange", closeRange, 2, 2},
                {"fdatasync", set<::fdatasync, 1>, 1, 1},
                {"fchmod", set<::fchmod, 2>, 2, 2},
                {"fchown", set<::fchown, 3>, 3, 3},
                {"fchdir", set<::fchdir, 1>, 1, 1},
                {"sync",
                 [](Host& h, const Args&) {
                   ::sync();
                   return h.none();
                 },
                 0, 0},
                {"chown", owner<::chown>, 3, 3},
                {"lchown", owner<::lchown>, 3, 3},
                {"chroot",
                 [](Host& h, const Args& args) {
                   const std::string name = path(h, args);
                   return done(h, ::chroot(name.c_str()), name);
                 },
                 1, 1},
                {"link",
                 [](Host& h, const Args& args) {
                   return done(h, ::link(path(h, args).c_str(), path(h, args, 1).c_str()));
                 },
                 2, 2},
                {"mkfifo",
                 [](Host& h, const Args& args) {
                   const std::string name = path(h, args);
                   const int mode = args.size() > 1 ? number(h, args, 1) : 0666;
                   return done(h, ::mkfifo(name.c_str(), static_cast<mode_t>(mode)), name);
                 },
                 1, 2},
                {"mknod",
                 [](Host& h, const Args& args) {
                   const std::string name = path(h, args);
                   const int mode = args.size() > 1 ? number(h, args, 1) : 0600;
                   const int64_t device = args.size() > 2 ? h.toInt(args[2]) : 0;
                   return done(
                       h,
                       ::mknod(name.c_str(), static_cast<mode_t>(mode), static_cast<dev_t>(device)),
                       name);
                 },
                 1, 3},
                {"tmpnam",
                 [](Host& h, const Args&) -> Object* {
                   char name[] = "/tmp/XXXXXX";
                   const int made = ::mkstemp(name);
                   if (made < 0) h.raiseOSError(h.types().OSError, errno);
                   ::close(made);
                   ::unlink(name);
                   return h.newStr(name);
                 },
                 0, 0}});
}

} // namespace tw::host
