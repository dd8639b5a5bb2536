/* The system calls of RPython's os and time modules: errno is saved at once,
   because allocation and other calls may change it before the program asks. */
#ifndef TW_OS_H
#define TW_OS_H

#include "runtime/prelude.h"

#ifdef __cplusplus
extern "C" {
#endif

Signed tw_get_errno(void); /* the errno saved last */
void tw_set_errno(Signed value);
/* Saves errno after any C call: a no-op expression that keeps `result`. */
Signed tw_save_errno(Signed result);

Signed tw_os_open(const char *path, Signed flags, Signed mode);
Signed tw_os_close(Signed fd);
Signed tw_os_read(Signed fd, void *buffer, Signed count);
Signed tw_os_write(Signed fd, const void *buffer, Signed count);
Signed tw_os_lseek(Signed fd, Signed offset, Signed whence);
Signed tw_os_isatty(Signed fd);
Signed tw_os_unlink(const char *path);
Signed tw_os_getpid(void);
void tw_os_exit(Signed status) __attribute__((noreturn)); /* no clean-up */
const char *tw_os_getenv(const char *name);               /* or null */
const char *tw_os_strerror(Signed number);
Signed tw_os_strlen(const char *text);
/* readdir, the name only, or null; "." and ".." are among them. */
const char *tw_os_readdir(void *directory);
/* fstat of `how`, or with how -1 stat, -2 lstat. The record: mode, inode, device,
   links, user, group, size, then seconds and nanoseconds of the last access, change
   of the contents, change of the status. */
Signed tw_os_stat(const char *path, Signed how, Signed *record);
const char *tw_os_environment(Signed index); /* "NAME=VALUE", or null behind the last */

/* The two results of frexp, for finite arguments. */
double tw_math_frexp(double value);
Signed tw_math_exponent(double value);

double tw_time_time(void);  /* seconds since the epoch */
double tw_time_clock(void); /* processor seconds of the process */
void tw_time_sleep(double seconds);

#ifdef __cplusplus
}
#endif
#endif
