# Macros that are floats, strings or nothing.
from rpython.rtyper.tool import rffi_platform
from rpython.rlib.rfloat import formatd
from rpython.translator.tool.cbuild import ExternalCompilationInfo


class CConfig(object):
    _compilation_info_ = ExternalCompilationInfo(includes=['float.h', 'math.h'], post_include_bits=[
        '#define TW_TEST_TEXT "a text of C"', '#define TW_TEST_INT 3', '#define TW_TEST_TENTH 0.1'])
    EPSILON = rffi_platform.DefinedConstantDouble('DBL_EPSILON')
    MAX = rffi_platform.DefinedConstantDouble('DBL_MAX')
    HUGE = rffi_platform.DefinedConstantDouble('HUGE_VAL')
    TENTH = rffi_platform.DefinedConstantDouble('TW_TEST_TENTH')
    THREE = rffi_platform.DefinedConstantDouble('TW_TEST_INT')
    NOTHING = rffi_platform.DefinedConstantDouble('TW_TEST_NOTHING')
    TEXT = rffi_platform.DefinedConstantString('TW_TEST_TEXT')

values = rffi_platform.configure(CConfig)
NUMBERS = [values[name] for name in ['EPSILON', 'MAX', 'HUGE', 'TENTH', 'THREE']]
ABSENT = values['NOTHING'] is None
TEXT = values['TEXT']


def entry_point(argv):
    for number in NUMBERS:
        print formatd(number * len(argv), 'r', 0),
    print int(ABSENT), TEXT
    return 0


def target(driver, args):
    return entry_point, None
