// ListDef and DictDef: what is known about the contents of a container.
//
// Every place that makes a list has a ListDef; where two lists meet in one
// variable their definitions are merged for good (union-find), so that all
// places agree on one low-level type. A change of an item's annotation reflows
// every place that has read it. Each item remembers how it became what it is.
#pragma once

#include "translator/annotate/provenance.h"

#include <cstdint>
#include <optional>

namespace tw::host {
struct FunctionObject;
struct Object;
} // namespace tw::host

namespace tw::annotate {

class Annotation;
class Annotator;

// The annotation of the items of a list, or of the keys or values of a dict.
struct ItemCell {
  const Annotation* value; // never null; Impossible while nothing was stored
  ReaderSet readers;
  History history;

  // Adds `added` to what the item may be and reflows the readers if that
  // changes it. Throws UnionError with the history as notes. `what` names the
  // cell in them: "the items of this list".
  void generalize(Annotator& annotator, const Annotation* added, const char* what);
  void mergeFrom(Annotator& annotator, ItemCell& other, const char* what);
  const Annotation* read(Annotator& annotator); // registers the current place as a reader
};

class ListDef {
public:
  ListDef(uint32_t id, const Annotation* item) : id(id), item{item, {}, {}} {}
  ListDef& representative();

  // Of a representative only:
  const uint32_t id;
  ItemCell item;
  bool mutated = false; // an item is stored
  bool resized = false; // its length changes: not a plain array
  bool mustNotMutate = false;
  bool mustNotResize = false;
  host::Object* prebuilt = nullptr;             // the first prebuilt host list that flowed in
  host::FunctionObject* textFunction = nullptr; // what str() of such a list calls
  // The list comes from range() only: its constant step, 0 for a variable one.
  std::optional<int64_t> rangeStep;
  SourceSpan createdAt; // first place that makes it; unknown for prebuilt ones
  SourceSpan resizedAt;
  SourceSpan mutatedAt;
  SourceSpan frozenAt; // where mustNotResize or mustNotMutate was asked for

  void merge(Annotator& annotator, ListDef& other);
  void resize(Annotator& annotator);
  void mutate(Annotator& annotator);
  void neverResize(Annotator& annotator);
  void neverMutate(Annotator& annotator);
  void generalizeItem(Annotator& annotator, const Annotation* added);
  const Annotation* readItem(Annotator& annotator); // registers the current place as a reader
  // Items move between the two lists as they are: what one may hold, so may the other.
  void agree(Annotator& annotator, ListDef& other);
  // A use that needs the items in memory.
  void needItems() { representative().rangeStep.reset(); }
  bool isRange() const { return rangeStep && !mutated && !resized; }

private:
  ListDef* forward_ = nullptr;
};

class DictDef {
public:
  DictDef(uint32_t id, const Annotation* key, const Annotation* value)
      : id(id), key{key, {}, {}}, val{value, {}, {}} {}
  DictDef& representative();

  const uint32_t id;
  ItemCell key;
  ItemCell val;
  bool isRDict = false; // keys compared and hashed by functions of the program
  bool forceNonNullKeys = false;
  bool simpleHashEq = false;
  const Annotation* eqFunction = nullptr; // r_dict: PBC annotations
  const Annotation* hashFunction = nullptr;
  host::Object* prebuilt = nullptr; // the first prebuilt host dict that flowed in
  SourceSpan createdAt;

  void merge(Annotator& annotator, DictDef& other);
  void generalizeKey(Annotator& annotator, const Annotation* key);
  void generalizeValue(Annotator& annotator, const Annotation* value);
  const Annotation* readKey(Annotator& annotator);
  const Annotation* readValue(Annotator& annotator);

private:
  void annotateCustomFunctions(Annotator& annotator);
  DictDef* forward_ = nullptr;
};

} // namespace tw::annotate
