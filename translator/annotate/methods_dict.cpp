// Methods of dicts.
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/methods.h"
#include "translator/annotate/operations.h"

namespace tw::annotate {

namespace {

DictDef& defOf(const LibraryCall& call) { return cast<DictAnnotation>(call.self).def(); }

const Annotation* get(LibraryCall& call) {
  call.expectArgs(1, 2);
  Annotator& an = call.annotator;
  defOf(call).generalizeKey(an, call[0]);
  defOf(call).generalizeValue(an, call.size() == 2 ? call[1] : an.none());
  return defOf(call).readValue(an);
}

const Annotation* setdefault(LibraryCall& call) { return get(call); }

const Annotation* pop(LibraryCall& call) {
  call.expectArgs(1, 2);
  defOf(call).generalizeKey(call.annotator, call[0]);
  if (call.size() == 2) defOf(call).generalizeValue(call.annotator, call[1]);
  return defOf(call).readValue(call.annotator);
}

const Annotation* hasKey(LibraryCall& call) {
  call.expectArgs(1, 1);
  defOf(call).generalizeKey(call.annotator, call[0]);
  return call.annotator.boolean();
}

const Annotation* copy(LibraryCall& call) {
  call.expectArgs(0, 0);
  return call.annotator.make<DictAnnotation>(&defOf(call), false);
}

const Annotation* update(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (isKind(call[0], Kind::None)) return call.annotator.impossible(); // as long as it is only None
  if (!isKind(call[0], Kind::Dict)) call.fail("update() takes a dict, not " + describe(call[0]));
  DictDef& other = cast<DictAnnotation>(call[0]).def();
  defOf(call).merge(call.annotator, other);
  return call.annotator.none();
}

const Annotation* clear(LibraryCall& call) {
  call.expectArgs(0, 0);
  return call.annotator.none();
}

const Annotation* popitem(LibraryCall& call) {
  call.expectArgs(0, 0);
  Annotator& an = call.annotator;
  return an.tuple({defOf(call).readKey(an), defOf(call).readValue(an)});
}

template <IteratorVariant Variant> const Annotation* iterate(LibraryCall& call) {
  call.expectArgs(0, 0);
  return iteratorOver(call.annotator, call.self, Variant);
}

template <IteratorVariant Variant> const Annotation* listOf(LibraryCall& call) {
  call.expectArgs(0, 0);
  Annotator& an = call.annotator;
  return an.newList(itemOf(an, iteratorOver(an, call.self, Variant)));
}

constexpr MethodRule kMethods[] = {
    {"get", get},
    {"setdefault", setdefault},
    {"pop", pop},
    {"has_key", hasKey},
    {"copy", copy},
    {"update", update},
    {"clear", clear},
    {"popitem", popitem},
    {"keys", listOf<IteratorVariant::Plain>},
    {"values", listOf<IteratorVariant::Values>},
    {"items", listOf<IteratorVariant::Items>},
    {"iterkeys", iterate<IteratorVariant::Plain>},
    {"itervalues", iterate<IteratorVariant::Values>},
    {"iteritems", iterate<IteratorVariant::Items>},
};

} // namespace

std::span<const MethodRule> dictMethods() { return kMethods; }

} // namespace tw::annotate
