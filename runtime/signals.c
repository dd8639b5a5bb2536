/* Signals: handlers that note what came. */
#include "runtime/signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { WAKE_WITH_NUL = 1 };

static volatile sig_atomic_t noted[NSIG];
static volatile sig_atomic_t wakeup_fd = -1;
static volatile sig_atomic_t wakeup_flags;
static volatile sig_atomic_t wakeup_errno;
static tw_signal_counter counter;

tw_signal_counter *tw_signal_counter_address(void) { return &counter; }

static void wake(int number) {
  int fd = wakeup_fd;
  if (fd < 0) return;
  unsigned char byte = wakeup_flags & WAKE_WITH_NUL ? 0 : (unsigned char)number;
  if (write(fd, &byte, 1) < 0) wakeup_errno = errno;
}

static void note(int number) {
  int saved = errno;
  noted[number] = 1;
  *(volatile Signed *)&counter.value = -1; /* after the flag: who sees it finds that */
  wake(number);
  errno = saved;
}

static void handle_by(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  if (number > 0 && number < NSIG) sigaction(number, &action, 0);
}

void tw_signal_ignore(int number) { handle_by(number, SIG_IGN); }
void tw_signal_default(int number) { handle_by(number, SIG_DFL); }
void tw_signal_note(int number) { handle_by(number, note); }

int tw_signal_poll(void) {
  for (int number = 1; number < NSIG; ++number)
    if (noted[number]) {
      noted[number] = 0;
      return number;
    }
  return -1;
}

void tw_signal_push_back(int number) {
  if (number <= 0 || number >= NSIG) return;
  noted[number] = 1;
  *(volatile Signed *)&counter.value = -1;
}

bool tw_signal_check_and_reset(void) {
  bool came = *(volatile Signed *)&counter.value < 0;
  if (came) *(volatile Signed *)&counter.value = 0;
  return came;
}

int tw_signal_set_wakeup_fd(int fd, int flags) {
  int before = wakeup_fd;
  wakeup_flags = flags;
  wakeup_fd = fd;
  return before;
}

int tw_signal_wakeup_errno(void) {
  int error = wakeup_errno;
  wakeup_errno = 0;
  return error;
}
