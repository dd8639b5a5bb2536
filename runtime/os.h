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
/* A second one, for programs that ask for it. */
Signed tw_get_other_errno(void);
void tw_set_other_errno(Signed value);
/* Before a C call: errno becomes the saved one (of the two), or 0. */
void tw_errno_before(Signed restore, Signed other);
void tw_errno_after(Signed other); /* saves errno */
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
/* execve, with the current environment if environment_count is negative; returns on
   errors only. Arguments and environment are texts that end with a character 0, one
   behind the other. */
Signed tw_os_execve(const char *path, const char *arguments, Signed argument_count,
                    const char *environment, Signed environment_count);
/* The same in a child: waits for it and gives its status (negative: the signal's number)
   if `wait` is set, else gives its process id. */
Signed tw_os_spawnve(Signed wait, const char *path, const char *arguments, Signed argument_count,
                     const char *environment, Signed environment_count);
/* Seconds of the process in user and system mode, of its children, and since some
   time in the past. */
Signed tw_os_times(double *five);
const char *tw_os_uname(Signed field); /* 0..4: system, node, release, version, machine */
/* Sets the times of last access and change, in seconds, or to the current time. */
Signed tw_os_utime(const char *path, double access, double change, Signed now);
/* statvfs of a path, or fstatvfs of `fd` if it is not negative. The record: block size,
   fragment size, blocks, free blocks, available blocks, files, free files, available
   files, flags, longest name. */
Signed tw_os_statvfs(const char *path, Signed fd, Signed *record);
Signed tw_os_nice(Signed increment); /* the new priority, or below -20 on an error */

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
