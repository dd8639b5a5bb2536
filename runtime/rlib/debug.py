"""Checks for the annotator, and the PYPYLOG."""
from __tw_debug__ import (
    debug_print, debug_start, debug_stop, have_debug_prints, debug_offset,
    debug_flush, make_sure_not_resized, mark_dict_non_null, check_nonneg,
    check_regular_int, check_annotation, check_list_of_chars,
    check_not_access_directly, ll_assert, ll_assert_not_none, fatalerror,
    fatalerror_notb, debug_print_traceback, have_debug_prints_for)


def attach_gdb():
    """Debugging help of the reference; means nothing here."""
