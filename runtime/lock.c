/* Locks, on POSIX threads. Apart from threads: the translator, too, is linked with them. */
#include "runtime/thread.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct lock {
  pthread_mutex_t mutex;
  pthread_cond_t released;
  tw_bool held;
};

void *tw_lock_new(void) {
  struct lock *lock = malloc(sizeof *lock);
  pthread_condattr_t attributes;
  if (!lock) return 0;
  pthread_mutex_init(&lock->mutex, 0);
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&lock->released, &attributes);
  pthread_condattr_destroy(&attributes);
  lock->held = 0;
  return lock;
}

void tw_lock_free(void *memory) {
  struct lock *lock = memory;
  if (!lock) return;
  pthread_cond_destroy(&lock->released);
  pthread_mutex_destroy(&lock->mutex);
  free(lock);
}

static struct timespec deadline(Signed microseconds) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  time.tv_sec += microseconds / 1000000;
  time.tv_nsec += microseconds % 1000000 * 1000;
  if (time.tv_nsec >= 1000000000) {
    time.tv_sec++;
    time.tv_nsec -= 1000000000;
  }
  return time;
}

static tw_bool try_lock(struct lock *lock) {
  tw_bool taken;
  pthread_mutex_lock(&lock->mutex);
  taken = !lock->held;
  lock->held = 1;
  pthread_mutex_unlock(&lock->mutex);
  return taken;
}

static tw_bool wait_for_lock(struct lock *lock, Signed microseconds) {
  struct timespec end = deadline(microseconds < 0 ? 0 : microseconds);
  int failed = 0;
  tw_bool taken;
  pthread_mutex_lock(&lock->mutex);
  while (lock->held && !failed)
    failed = microseconds < 0 ? pthread_cond_wait(&lock->released, &lock->mutex)
                              : pthread_cond_timedwait(&lock->released, &lock->mutex, &end);
  taken = !lock->held;
  lock->held = 1;
  pthread_mutex_unlock(&lock->mutex);
  return taken;
}

Signed tw_lock_acquire(void *lock, Signed microseconds) {
  tw_bool released, taken;
  if (try_lock(lock)) return 1;
  if (microseconds == 0) return 0;
  released = tw_gil_release();
  taken = wait_for_lock(lock, microseconds);
  tw_gil_acquire(released);
  return taken;
}

Signed tw_lock_release(void *memory) {
  struct lock *lock = memory;
  tw_bool held;
  pthread_mutex_lock(&lock->mutex);
  held = lock->held;
  lock->held = 0;
  pthread_cond_signal(&lock->released);
  pthread_mutex_unlock(&lock->mutex);
  return held ? 0 : -1;
}

Signed tw_lock_is_held(void *memory) {
  struct lock *lock = memory;
  tw_bool held;
  pthread_mutex_lock(&lock->mutex);
  held = lock->held;
  pthread_mutex_unlock(&lock->mutex);
  return held;
}
