/* Threads and the GIL, on POSIX threads. */
#include "runtime/thread.h"

#include "runtime/program.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

/* ---- The GIL */

static struct {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  tw_bool held;
  Signed waiting;
  Unsigned turns; /* how often it was taken */
} gil = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 1, 0, 0};

static void take(void) {
  gil.waiting++;
  while (gil.held) pthread_cond_wait(&gil.changed, &gil.mutex);
  gil.waiting--;
  gil.held = 1;
  gil.turns++;
  pthread_cond_broadcast(&gil.changed);
}

/* What is there once for all threads becomes the calling one's. */
static void resume(void) {
  tw_gc_enter();
  tw_stack_resume();
}

static void release(void) {
  tw_gc_leave();
  pthread_mutex_lock(&gil.mutex);
  gil.held = 0;
  pthread_cond_broadcast(&gil.changed);
  pthread_mutex_unlock(&gil.mutex);
}

static void acquire(void) {
  pthread_mutex_lock(&gil.mutex);
  take();
  pthread_mutex_unlock(&gil.mutex);
  resume();
}

/* Waits until another thread has had its turn, or none wants it. */
void tw_gil_yield(void) {
  Unsigned turn;
  if (!tw_gil_shared || tw_gil_keep) return;
  tw_gc_leave();
  pthread_mutex_lock(&gil.mutex);
  if (gil.waiting) {
    gil.held = 0;
    turn = gil.turns;
    pthread_cond_broadcast(&gil.changed);
    while (gil.turns == turn && gil.waiting) pthread_cond_wait(&gil.changed, &gil.mutex);
    take();
  }
  pthread_mutex_unlock(&gil.mutex);
  resume();
}

/* ---- Threads */

static _Thread_local Signed own_number; /* 0: none yet, or the main thread */
static Signed last_number = 1;
static Signed stack_size;

struct start {
  void (*code)(void);
  Signed number;
};

/* Gives the GIL a second thread to think of. */
static void share(void) {
  tw_gil_release_slow = release;
  tw_gil_acquire_slow = acquire;
  tw_gil_shared = 1;
}

void tw_thread_share(void) {
  own_number = 1;
  share();
}

void tw_thread_attach(char *base) {
  pthread_mutex_lock(&gil.mutex);
  take();
  if (!own_number) own_number = ++last_number;
  pthread_mutex_unlock(&gil.mutex);
  tw_gc_attach_thread(base);
  tw_stack_begin(base);
  tw_thread_inside = 1;
}

void tw_thread_detach(void) {
  tw_gc_detach_thread();
  tw_thread_inside = 0;
  pthread_mutex_lock(&gil.mutex);
  gil.held = 0;
  pthread_cond_broadcast(&gil.changed);
  pthread_mutex_unlock(&gil.mutex);
}

static void *run_thread(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  own_number = start.number;
  tw_thread_attach((char *)__builtin_frame_address(0));
  start.code();
  if (tw_exc.type) tw_fatal_exception();
  tw_thread_detach();
  return 0;
}

Signed tw_thread_start(void (*code)(void)) {
  pthread_attr_t attributes;
  pthread_t thread;
  int failed;
  struct start *start = malloc(sizeof *start);
  if (!start) return -1;
  start->code = code;
  start->number = ++last_number;
  share();
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_size) pthread_attr_setstacksize(&attributes, (size_t)stack_size);
  failed = pthread_create(&thread, &attributes, run_thread, start);
  pthread_attr_destroy(&attributes);
  if (failed) {
    free(start);
    return -1;
  }
  return last_number;
}

Signed tw_thread_ident(void) { return own_number ? own_number : 1; }
Signed tw_thread_get_stacksize(void) { return stack_size; }

/* Room for the stack check's limit and for C code below it. */
Signed tw_thread_set_stacksize(Signed bytes) {
  if (bytes != 0 && bytes < tw_stack.length + (256 << 10)) return -1;
  stack_size = (bytes + 4095) & ~(Signed)4095;
  return 0;
}
