// Methods of lists.
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/methods.h"
#include "translator/annotate/operations.h"

namespace tw::annotate {

namespace {

ListDef& defOf(const LibraryCall& call) { return cast<ListAnnotation>(call.self).def(); }

void expectIndex(const LibraryCall& call, const Annotation* index) {
  if (!isIntegral(index))
    call.fail("an index must be an int, not " + describe(index), "int(x) converts");
}

const Annotation* append(LibraryCall& call) {
  call.expectArgs(1, 1);
  defOf(call).resize(call.annotator);
  defOf(call).generalizeItem(call.annotator, call[0]);
  return call.annotator.none();
}

const Annotation* extend(LibraryCall& call) {
  call.expectArgs(1, 1);
  const Annotation* item = itemOf(call.annotator, call[0]);
  if (!item)
    call.fail(describe(call[0]) + " cannot be iterated over",
              "lists, tuples, dicts, strings and generators can be");
  takeItems(call.annotator, defOf(call), call[0], item);
  return call.annotator.none();
}

const Annotation* insert(LibraryCall& call) {
  call.expectArgs(2, 2);
  expectIndex(call, call[0]);
  defOf(call).resize(call.annotator);
  defOf(call).generalizeItem(call.annotator, call[1]);
  return call.annotator.none();
}

const Annotation* pop(LibraryCall& call) {
  call.expectArgs(0, 1);
  if (call.size() == 1) expectIndex(call, call[0]);
  defOf(call).resize(call.annotator);
  return defOf(call).readItem(call.annotator);
}

const Annotation* remove(LibraryCall& call) {
  call.expectArgs(1, 1);
  defOf(call).resize(call.annotator);
  defOf(call).generalizeItem(call.annotator, call[0]);
  return call.annotator.none();
}

const Annotation* index(LibraryCall& call) {
  call.expectArgs(1, 1);
  defOf(call).needItems();
  defOf(call).generalizeItem(call.annotator, call[0]);
  return call.annotator.integer(true);
}

const Annotation* count(LibraryCall& call) { return index(call); }

const Annotation* reverse(LibraryCall& call) {
  call.expectArgs(0, 0);
  defOf(call).mutate(call.annotator);
  return call.annotator.none();
}

const Annotation* sort(LibraryCall& call) {
  call.expectArgs(0, 0);
  call.fail("lists have no sort() method at run time",
            "rpython.rlib.listsort.make_timsort_class() sorts by any order");
}

constexpr MethodRule kMethods[] = {
    {"append", append}, {"extend", extend},   {"insert", insert},
    {"pop", pop},       {"remove", remove},   {"index", index},
    {"count", count},   {"reverse", reverse}, {"sort", sort},
};

} // namespace

std::span<const MethodRule> listMethods() { return kMethods; }

} // namespace tw::annotate
