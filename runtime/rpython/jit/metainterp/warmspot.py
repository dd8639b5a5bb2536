"""Tests of the reference run a JIT in the untranslated program; that is not possible
here: translate the program with -Ojit."""


def jittify_and_run(interp, graph, args, **kwds):
    raise NotImplementedError("a JIT runs in translated programs only: use -Ojit")
