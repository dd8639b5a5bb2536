"""The names of the debugger. There is none: what starts it stops the program."""
import traceback


def set_trace():
    raise RuntimeError("pdb.set_trace(): there is no debugger")


def post_mortem(tb=None):
    traceback.print_exc()


def pm():
    traceback.print_exc()

xpm = pm
