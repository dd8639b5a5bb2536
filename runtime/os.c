/* System calls with errno saving, and the clocks. */
#include "runtime/os.h"

#include "runtime/thread.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static _Thread_local int saved_errno;
static _Thread_local int other_errno; /* RFFI_ALT_ERRNO */

Signed tw_get_errno(void) { return saved_errno; }
void tw_set_errno(Signed value) { saved_errno = (int)value; }
Signed tw_get_other_errno(void) { return other_errno; }
void tw_set_other_errno(Signed value) { other_errno = (int)value; }

void tw_errno_before(Signed restore, Signed other) {
  errno = !restore ? 0 : other ? other_errno : saved_errno;
}
void tw_errno_after(Signed other) {
  if (other)
    other_errno = errno;
  else
    saved_errno = errno;
}

Signed tw_save_errno(Signed result) {
  saved_errno = errno;
  return result;
}

Signed tw_os_open(const char *path, Signed flags, Signed mode) {
  return tw_save_errno(open(path, (int)flags, (mode_t)mode));
}
Signed tw_os_close(Signed fd) { return tw_save_errno(close((int)fd)); }
/* What may take long lets other threads run. Buffers inside objects do not move:
   the caller's stack points to them. */
Signed tw_os_read(Signed fd, void *buffer, Signed count) {
  tw_bool released = tw_gil_release();
  Signed result = tw_save_errno(read((int)fd, buffer, (size_t)count));
  tw_gil_acquire(released);
  return result;
}
Signed tw_os_write(Signed fd, const void *buffer, Signed count) {
  tw_bool released = tw_gil_release();
  Signed result = tw_save_errno(write((int)fd, buffer, (size_t)count));
  tw_gil_acquire(released);
  return result;
}
Signed tw_os_lseek(Signed fd, Signed offset, Signed whence) {
  return tw_save_errno(lseek((int)fd, offset, (int)whence));
}
Signed tw_os_isatty(Signed fd) { return tw_save_errno(isatty((int)fd)); }
Signed tw_os_unlink(const char *path) { return tw_save_errno(unlink(path)); }
Signed tw_os_getpid(void) { return getpid(); }
void tw_os_exit(Signed status) { _exit((int)status); }
const char *tw_os_getenv(const char *name) { return getenv(name); }
const char *tw_os_strerror(Signed number) { return strerror((int)number); }
Signed tw_os_strlen(const char *text) { return (Signed)strlen(text); }

const char *tw_os_readdir(void *directory) {
  struct dirent *entry = readdir((DIR *)directory);
  return entry ? entry->d_name : 0;
}

Signed tw_os_stat(const char *path, Signed how, Signed *record) {
  struct stat found;
  int result = how == -1   ? stat(path, &found)
               : how == -2 ? lstat(path, &found)
                           : fstat((int)how, &found);
  if (result < 0) return tw_save_errno(result);
  Signed *out = record;
  *out++ = found.st_mode;
  *out++ = (Signed)found.st_ino;
  *out++ = (Signed)found.st_dev;
  *out++ = (Signed)found.st_nlink;
  *out++ = found.st_uid;
  *out++ = found.st_gid;
  *out++ = found.st_size;
  *out++ = found.st_atim.tv_sec;
  *out++ = found.st_atim.tv_nsec;
  *out++ = found.st_mtim.tv_sec;
  *out++ = found.st_mtim.tv_nsec;
  *out++ = found.st_ctim.tv_sec;
  *out++ = found.st_ctim.tv_nsec;
  *out++ = (Signed)found.st_rdev;
  *out++ = found.st_blksize;
  *out++ = found.st_blocks;
  return 0;
}

extern char **environ;
const char *tw_os_environment(Signed index) { return environ[index]; }

double tw_math_frexp(double value) {
  int exponent;
  return frexp(value, &exponent);
}
Signed tw_math_exponent(double value) {
  int exponent;
  frexp(value, &exponent);
  return exponent;
}

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double tw_time_time(void) { return seconds(CLOCK_REALTIME); }
double tw_time_clock(void) { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

void tw_time_sleep(double duration) {
  struct timespec left;
  if (!(duration > 0)) return;
  left.tv_sec = (time_t)duration;
  left.tv_nsec = (long)((duration - (double)left.tv_sec) * 1e9);
  tw_bool released = tw_gil_release();
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
  tw_gil_acquire(released);
}
