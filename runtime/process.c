/* Starting programs, and what the system tells about itself and about time. */
#include "runtime/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* The vector that execve wants, of texts that lie one behind the other. */
static char **vector(const char *texts, Signed count) {
  char **result = malloc((size_t)(count + 1) * sizeof *result);
  if (!result) return 0;
  for (Signed i = 0; i < count; ++i) {
    result[i] = (char *)texts;
    texts += strlen(texts) + 1;
  }
  result[count] = 0;
  return result;
}

Signed tw_os_execve(const char *path, const char *arguments, Signed argument_count,
                    const char *environment, Signed environment_count) {
  char **argv = vector(arguments, argument_count);
  char **envp = environment_count < 0 ? environ : vector(environment, environment_count);
  Signed result = -1;
  if (argv && envp) result = tw_save_errno(execve(path, argv, envp));
  free(argv);
  if (environment_count >= 0) free(envp);
  return result;
}

Signed tw_os_spawnve(Signed wait, const char *path, const char *arguments, Signed argument_count,
                     const char *environment, Signed environment_count) {
  pid_t child = fork();
  if (child < 0) return tw_save_errno(child);
  if (child == 0) {
    tw_os_execve(path, arguments, argument_count, environment, environment_count);
    _exit(127);
  }
  if (!wait) return child;
  int status;
  if (waitpid(child, &status, 0) < 0) return tw_save_errno(-1);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

Signed tw_os_times(double *five) {
  const double ticks = (double)sysconf(_SC_CLK_TCK);
  struct tms used;
  clock_t elapsed = times(&used);
  if (elapsed == (clock_t)-1) return tw_save_errno(-1);
  five[0] = (double)used.tms_utime / ticks;
  five[1] = (double)used.tms_stime / ticks;
  five[2] = (double)used.tms_cutime / ticks;
  five[3] = (double)used.tms_cstime / ticks;
  five[4] = (double)elapsed / ticks;
  return 0;
}

const char *tw_os_uname(Signed field) {
  static struct utsname names;
  if (uname(&names) < 0) return "";
  switch (field) {
  case 0: return names.sysname;
  case 1: return names.nodename;
  case 2: return names.release;
  case 3: return names.version;
  default: return names.machine;
  }
}

static struct timespec moment(double seconds) {
  struct timespec result;
  result.tv_sec = (time_t)seconds;
  if ((double)result.tv_sec > seconds) --result.tv_sec;
  result.tv_nsec = (long)((seconds - (double)result.tv_sec) * 1e9);
  return result;
}

Signed tw_os_utime(const char *path, double access, double change, Signed now) {
  struct timespec both[2] = {moment(access), moment(change)};
  return tw_save_errno(utimensat(AT_FDCWD, path, now ? 0 : both, 0));
}

Signed tw_os_statvfs(const char *path, Signed fd, Signed *record) {
  struct statvfs found;
  int result = fd < 0 ? statvfs(path, &found) : fstatvfs((int)fd, &found);
  if (result < 0) return tw_save_errno(result);
  Signed *out = record;
  *out++ = (Signed)found.f_bsize;
  *out++ = (Signed)found.f_frsize;
  *out++ = (Signed)found.f_blocks;
  *out++ = (Signed)found.f_bfree;
  *out++ = (Signed)found.f_bavail;
  *out++ = (Signed)found.f_files;
  *out++ = (Signed)found.f_ffree;
  *out++ = (Signed)found.f_favail;
  *out++ = (Signed)found.f_flag;
  *out++ = (Signed)found.f_namemax;
  return 0;
}

Signed tw_os_nice(Signed increment) {
  errno = 0;
  Signed result = nice((int)increment);
  return tw_save_errno(result == -1 && errno != 0 ? -1000 : result);
}
