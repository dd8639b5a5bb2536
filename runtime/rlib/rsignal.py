"""Signals: a program says which ones it wants to know of, and polls for what came."""
from rpython.rtyper.lltypesystem import lltype, rffi
from __tw_lltype__ import Bool, INT32, Ptr, Signed, Struct, Void, external

NSIG = 65
signal_names = [
    'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL',
    'SIGUSR1', 'SIGSEGV', 'SIGUSR2', 'SIGPIPE', 'SIGALRM', 'SIGTERM', 'SIGSTKFLT', 'SIGCHLD',
    'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGXCPU', 'SIGXFSZ',
    'SIGVTALRM', 'SIGPROF', 'SIGWINCH', 'SIGIO', 'SIGPWR', 'SIGSYS']
signal_values = {}
for _number, _name in enumerate(signal_names):
    globals()[_name] = _number + 1
    signal_values[_number + 1] = None
signal_names += ['SIGIOT', 'SIGCLD', 'SIGPOLL']
SIGIOT = SIGABRT
SIGCLD = SIGCHLD
SIGPOLL = SIGIO
SIG_DFL = 0
SIG_IGN = 1
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = range(3)
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = range(3)

# Flags of pypysig_set_wakeup_fd.
PYPYSIG_WITH_NUL_BYTE = 0x01
PYPYSIG_USE_SEND = 0x02

pypysig_ignore = external('tw_signal_ignore', [INT32], Void)
pypysig_default = external('tw_signal_default', [INT32], Void)
pypysig_setflag = external('tw_signal_note', [INT32], Void)
pypysig_reinstall = pypysig_setflag
pypysig_set_wakeup_fd = external('tw_signal_set_wakeup_fd', [INT32, INT32], INT32)
pypysig_get_wakeup_fd_write_errno = external('tw_signal_wakeup_errno', [], INT32)
pypysig_poll = external('tw_signal_poll', [], INT32)
pypysig_pushback = external('tw_signal_push_back', [INT32], Void)
pypysig_check_and_reset = external('tw_signal_check_and_reset', [], Bool)

# c_value is negative from the arrival of a signal until the program changes it.
LONG_STRUCT = STRUCT_ONEFIELD = Struct('tw_signal_counter', ('c_value', Signed))
pypysig_getaddr_occurred = external('tw_signal_counter_address', [], Ptr(LONG_STRUCT))
pypysig_getaddr_occurred_fullstruct = pypysig_getaddr_occurred

c_raise = rffi.llexternal('raise', [rffi.INT], rffi.INT)
c_alarm = rffi.llexternal('alarm', [rffi.INT], rffi.INT)
c_pause = rffi.llexternal('pause', [], rffi.INT)
c_siginterrupt = rffi.llexternal('siginterrupt', [rffi.INT, rffi.INT], rffi.INT,
                                 save_err=rffi.RFFI_SAVE_ERRNO)
_c_strsignal = rffi.llexternal('strsignal', [rffi.INT], rffi.CCHARP)


def strsignal(signum):
    """What the system calls a signal, or None."""
    text = _c_strsignal(rffi.cast(rffi.INT, signum))
    if not text:
        return None
    return rffi.charp2str(text)
