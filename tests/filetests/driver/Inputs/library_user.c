/* Calls the library of library.py: from several threads, from frames above and below those of the
   first call, and from a function that the library calls. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

int rpython_startup_code(void);
int store_add(char *name);
long store_added(void);
void store_churn(void);
double store_scale(double x, long times);
long store_each(int (*callback)(int), int limit);
long store_dump(char *buffer, long size);
void store_fail(void);

static int callback(int i) { return store_add(i % 2 ? "odd" : "even"); }

static void *thread(void *argument) {
  int i;
  for (i = 0; i < 50; i++) {
    store_add(argument);
    store_churn();
  }
  return (void *)store_added();
}

static __attribute__((noinline)) int deep(int depth) {
  volatile char room[1000];
  room[0] = (char)depth;
  if (depth) return deep(depth - 1) + room[0] - (char)depth;
  printf("%d", rpython_startup_code());
  printf(" %d\n", rpython_startup_code());
  return store_add("deep");
}

int main(int argc, char **argv) {
  char buffer[4000];
  pthread_t threads[3];
  int i;
  printf("%d\n", deep(100));
  store_churn();
  printf("%d %g\n", store_add("shallow"), store_scale(1.5, 3));
  printf("%ld\n", store_each(callback, 5));
  printf("%ld", store_dump(buffer, sizeof buffer));
  printf(" %s\n", buffer);
  for (i = 0; i < 3; i++) pthread_create(&threads[i], 0, thread, "threaded");
  for (i = 0; i < 3; i++) {
    void *result;
    pthread_join(threads[i], &result);
    printf("%ld ", (long)result);
  }
  printf("%ld\n", store_added());
  i = store_add("threaded");
  printf("%d %ld\n", i, store_dump(buffer, sizeof buffer));
  fflush(stdout);
  if (argc > 1 && !strcmp(argv[1], "fail")) store_fail();
  return 0;
}
