"""Numbers of signals, as Linux has them."""
SIG_DFL = 0
SIG_IGN = 1
(SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV,
 SIGUSR2, SIGPIPE, SIGALRM, SIGTERM) = range(1, 16)
SIGIOT = SIGABRT
(SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ, SIGVTALRM,
 SIGPROF, SIGWINCH, SIGIO, SIGPWR, SIGSYS) = range(17, 32)
SIGCLD = SIGCHLD
SIGPOLL = SIGIO
NSIG = 65


def signal(number, handler):
    """Import-time code runs without handlers."""
    raise NotImplementedError("signal handlers exist in translated programs only")
