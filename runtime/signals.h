/* Signals of translated programs. A handler only notes what came; the program asks for it
   when it likes. Numbers are those of the system; errors leave things as they are. */
#ifndef TW_RUNTIME_SIGNALS_H
#define TW_RUNTIME_SIGNALS_H

#include "runtime/os.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Negative from the arrival of a signal until the program sets it to something else. */
typedef struct {
  Signed value;
} tw_signal_counter;

tw_signal_counter *tw_signal_counter_address(void);
void tw_signal_ignore(int number);
void tw_signal_default(int number);
void tw_signal_note(int number);      /* signals are noted from now on */
int tw_signal_poll(void);             /* the lowest number that was noted; -1: none */
void tw_signal_push_back(int number); /* as if it had come again */
bool tw_signal_check_and_reset(void); /* has the counter become negative? then it is 0 */
/* Each signal writes a byte to fd: its number, or 0 if flags has bit 0. -1: none is written.
   Gives the descriptor before. */
int tw_signal_set_wakeup_fd(int fd, int flags);
int tw_signal_wakeup_errno(void); /* of the last byte that could not be written; else 0 */

#ifdef __cplusplus
}
#endif

#endif
