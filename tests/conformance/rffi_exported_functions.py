# compiled-only: C code of the program calls functions that rlib.entrypoint exports.
from rpython.rlib import rgc
from rpython.rlib.entrypoint import entrypoint_highlevel
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(post_include_bits=['''
Signed tw_test_sum(Signed limit);
'''], separate_module_sources=['''
extern Signed tw_test_weight(Signed, char *, double);
extern void tw_test_note(int);
Signed tw_test_sum(Signed limit) {
  Signed i, sum = 0;
  for (i = 0; i < limit; i++) {
    sum += tw_test_weight(i, "text", 0.5);
    tw_test_note((int)i);
  }
  return sum;
}
'''])


class Notes(object):
    def __init__(self):
        self.numbers = []

notes = Notes()


@entrypoint_highlevel('main', [lltype.Signed, rffi.CCHARP, lltype.Float], c_name='tw_test_weight')
def weight(n, text, factor):
    return n * len(rffi.charp2str(text)) + int(factor * 10.0)


@entrypoint_highlevel('main', [rffi.INT], c_name='tw_test_note')
def note(n):
    notes.numbers.append(str(rffi.cast(lltype.Signed, n)))
    rgc.collect()

c_sum = rffi.llexternal('tw_test_sum', [lltype.Signed], lltype.Signed, compilation_info=eci)


def entry_point(argv):
    mine = [str(i) for i in range(3)]
    print c_sum(5 * len(argv)), ' '.join(notes.numbers), ' '.join(mine)
    with rffi.scoped_str2charp("four") as text:
        print weight(2, text, 1.5)
    return 0


def target(driver, args):
    return entry_point, None
