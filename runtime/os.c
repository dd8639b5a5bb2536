/* System calls with errno saving, and the clocks. */
#include "runtime/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static _Thread_local int saved_errno;

Signed tw_get_errno(void) { return saved_errno; }
void tw_set_errno(Signed value) { saved_errno = (int)value; }

Signed tw_save_errno(Signed result) {
  saved_errno = errno;
  return result;
}

Signed tw_os_open(const char *path, Signed flags, Signed mode) {
  return tw_save_errno(open(path, (int)flags, (mode_t)mode));
}
Signed tw_os_close(Signed fd) { return tw_save_errno(close((int)fd)); }
Signed tw_os_read(Signed fd, void *buffer, Signed count) {
  return tw_save_errno(read((int)fd, buffer, (size_t)count));
}
Signed tw_os_write(Signed fd, const void *buffer, Signed count) {
  return tw_save_errno(write((int)fd, buffer, (size_t)count));
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
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {}
}
