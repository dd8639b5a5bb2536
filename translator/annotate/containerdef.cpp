// Generalising what a container holds, and uniting two containers.
#include "translator/annotate/containerdef.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/origins.h"

namespace tw::annotate {

namespace {

constexpr const char* kItems = "the items of this list";
constexpr const char* kKeys = "the keys of this dict";
constexpr const char* kValues = "the values of this dict";

} // namespace

void ItemCell::generalize(Annotator& annotator, const Annotation* added, const char* what) {
  const Annotation* joined;
  try {
    joined = unionOf(annotator, value, added);
  } catch (UnionError& error) {
    if (error.subject.empty()) error.subject = what;
    Origins(annotator, error.notes).ofHistory(history, what);
    throw;
  }
  if (equal(joined, value)) return;
  history.record(
      {annotator.position(), {}, nullptr, nullptr, isImpossible(value) ? nullptr : value, added});
  value = joined;
  annotator.reflow(readers);
}

void ItemCell::mergeFrom(Annotator& annotator, ItemCell& other, const char* what) {
  const Annotation* joined;
  try {
    joined = unionOf(annotator, value, other.value);
  } catch (UnionError& error) {
    if (error.subject.empty()) error.subject = what;
    Origins origins(annotator, error.notes);
    origins.ofHistory(history, what);
    origins.ofHistory(other.history, std::string(what) + " on the other way");
    throw;
  }
  const bool changedHere = !equal(joined, value);
  const bool changedThere = !equal(joined, other.value);
  value = joined;
  history.append(other.history);
  if (changedHere) annotator.reflow(readers);
  if (changedThere) annotator.reflow(other.readers);
  readers.addAll(other.readers);
}

const Annotation* ItemCell::read(Annotator& annotator) {
  readers.add(annotator.position());
  return value;
}

// ---- ListDef --------------------------------------------------------------------------------

ListDef& ListDef::representative() {
  ListDef* def = this;
  while (def->forward_) def = def->forward_;
  if (def != this) forward_ = def;
  return *def;
}

void ListDef::merge(Annotator& annotator, ListDef& other) {
  ListDef& a = representative();
  ListDef& b = other.representative();
  if (&a == &b) return;
  // Forwarding first: an item may contain the list itself.
  b.forward_ = &a;
  if (!a.rangeStep || !b.rangeStep)
    a.rangeStep.reset();
  else if (*a.rangeStep != *b.rangeStep)
    a.rangeStep = 0;
  if (!a.createdAt.known()) a.createdAt = b.createdAt;
  if (!a.frozenAt.known()) a.frozenAt = b.frozenAt;
  if (!a.prebuilt) a.prebuilt = b.prebuilt;
  const bool mustNotMutate = a.mustNotMutate || b.mustNotMutate;
  const bool mustNotResize = a.mustNotResize || b.mustNotResize;
  if (b.mutated && !a.mutated) {
    a.mutated = true;
    a.mutatedAt = b.mutatedAt;
  }
  if (b.resized && !a.resized) {
    a.resized = true;
    a.resizedAt = b.resizedAt;
  }
  a.item.mergeFrom(annotator, b.item, kItems);
  if (mustNotMutate) a.neverMutate(annotator);
  if (mustNotResize) a.neverResize(annotator);
}

static void failFrozen(Annotator& annotator, const ListDef& def, const char* what) {
  std::vector<DiagnosticNote> notes;
  if (def.createdAt.known()) notes.push_back({def.createdAt, "the list is made here"});
  if (def.frozenAt.known())
    notes.push_back({def.frozenAt, std::string("here it is declared never to be ") + what});
  if (def.resizedAt.known()) notes.push_back({def.resizedAt, "here it is resized"});
  if (def.mutatedAt.known()) notes.push_back({def.mutatedAt, "here an item is stored"});
  annotator.fail(std::string("this list may not be ") + what, std::move(notes),
                 "copy the list, or drop the declaration");
}

void ListDef::resize(Annotator& annotator) {
  ListDef& def = representative();
  if (!def.resizedAt.known()) def.resizedAt = annotator.span();
  def.mutated = def.resized = true;
  if (def.mustNotResize || def.mustNotMutate) failFrozen(annotator, def, "resized");
}

void ListDef::mutate(Annotator& annotator) {
  ListDef& def = representative();
  if (!def.mutatedAt.known()) def.mutatedAt = annotator.span();
  def.mutated = true;
  if (def.mustNotMutate) failFrozen(annotator, def, "changed");
}

void ListDef::neverResize(Annotator& annotator) {
  ListDef& def = representative();
  if (!def.frozenAt.known()) def.frozenAt = annotator.span();
  def.mustNotResize = true;
  if (def.resized) failFrozen(annotator, def, "resized");
}

void ListDef::neverMutate(Annotator& annotator) {
  ListDef& def = representative();
  if (!def.frozenAt.known()) def.frozenAt = annotator.span();
  def.mustNotMutate = def.mustNotResize = true;
  if (def.mutated || def.resized) failFrozen(annotator, def, "changed");
}

const Annotation* ListDef::readItem(Annotator& annotator) {
  return representative().item.read(annotator);
}

void ListDef::generalizeItem(Annotator& annotator, const Annotation* added) {
  ListDef& def = representative();
  try {
    def.item.generalize(annotator, added, kItems);
  } catch (UnionError& error) {
    if (def.prebuilt) notePrebuilt(annotator.host(), error, def.prebuilt, "list");
    throw;
  }
}

void ListDef::agree(Annotator& annotator, ListDef& other) {
  needItems();
  other.needItems();
  const Annotation* here = readItem(annotator);
  const Annotation* there = other.readItem(annotator);
  generalizeItem(annotator, there);
  other.generalizeItem(annotator, here);
}

// ---- DictDef --------------------------------------------------------------------------------

DictDef& DictDef::representative() {
  DictDef* def = this;
  while (def->forward_) def = def->forward_;
  if (def != this) forward_ = def;
  return *def;
}

void DictDef::merge(Annotator& annotator, DictDef& other) {
  DictDef& a = representative();
  DictDef& b = other.representative();
  if (&a == &b) return;
  if (a.isRDict != b.isRDict)
    annotator.fail("an r_dict and a plain dict meet in one variable",
                   {{a.createdAt, "one is made here"}, {b.createdAt, "the other one here"}});
  b.forward_ = &a;
  if (!a.createdAt.known()) a.createdAt = b.createdAt;
  if (!a.prebuilt) a.prebuilt = b.prebuilt;
  a.forceNonNullKeys &= b.forceNonNullKeys;
  a.simpleHashEq &= b.simpleHashEq;
  a.key.mergeFrom(annotator, b.key, kKeys);
  a.val.mergeFrom(annotator, b.val, kValues);
  if (a.isRDict) {
    a.eqFunction = unionOf(annotator, a.eqFunction, b.eqFunction);
    a.hashFunction = unionOf(annotator, a.hashFunction, b.hashFunction);
    a.annotateCustomFunctions(annotator);
  }
}

void DictDef::generalizeKey(Annotator& annotator, const Annotation* added) {
  DictDef& def = representative();
  try {
    def.key.generalize(annotator, added, kKeys);
  } catch (UnionError& error) {
    if (def.prebuilt) notePrebuilt(annotator.host(), error, def.prebuilt, "dict");
    throw;
  }
  if (def.isRDict) def.annotateCustomFunctions(annotator);
}

void DictDef::generalizeValue(Annotator& annotator, const Annotation* added) {
  DictDef& def = representative();
  try {
    def.val.generalize(annotator, added, kValues);
  } catch (UnionError& error) {
    if (def.prebuilt) notePrebuilt(annotator.host(), error, def.prebuilt, "dict");
    throw;
  }
}

const Annotation* DictDef::readKey(Annotator& annotator) {
  return representative().key.read(annotator);
}
const Annotation* DictDef::readValue(Annotator& annotator) {
  return representative().val.read(annotator);
}

// The functions of an r_dict are called with its keys: eq(k, k), hash(k).
void DictDef::annotateCustomFunctions(Annotator& annotator) {
  if (isImpossible(key.value)) return;
  key.readers.add(annotator.position());
  const auto expectInt = [&](const Annotation* result, const char* what) {
    if (isImpossible(result) || isIntegral(result)) return;
    annotator.fail(std::string("the ") + what + " function of this r_dict returns " +
                       describe(result) + " instead of an int or a bool",
                   {{createdAt, "the r_dict is made here"}},
                   "r_dict(eq, hash): eq(key1, key2) gives a bool, hash(key) an int");
  };
  for (const Annotation* function : {eqFunction, hashFunction})
    if (isKind(function, Kind::Builtin))
      annotator.fail("a built-in function cannot be a function of this r_dict",
                     {{createdAt, "the r_dict is made here"}},
                     "pass a function that calls it: lambda key: len(key)");
  expectInt(annotator.emulateCall(eqFunction, {key.value, key.value}, 0), "comparing");
  expectInt(annotator.emulateCall(hashFunction, {key.value}, 1), "hashing");
}

} // namespace tw::annotate
