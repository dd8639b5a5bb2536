// Which loops rely on the value of a quasi-immutable field.
//
// The object's hidden mutate_ field is set while there are such loops, so that the program calls
// tw_jit_invalidate before it changes the field.
#pragma once

#include "jit/memory/roots.h"
#include "jit/metainterp/memory.h"
#include "jit/trace/tokens.h"

#include <unordered_map>
#include <vector>

namespace tw::jit {

// The loops that rely on one field of one object. The object is a root.
struct FieldDependents final : RootHolder {
  FieldDependents(Word onObject, uint32_t withMark) : object(onObject), mark(withMark) { settle(); }
  Word object;
  uint32_t mark; // descriptor of the hidden field
  std::vector<LoopToken*> tokens;
  void visitRoots(VisitSlot visit, void* context) override {
    visit(reinterpret_cast<void**>(&object), context);
  }
};

class QuasiImmutables {
public:
  void depend(Word object, uint32_t field, LoopToken& token);
  // The loops that relied on the field whose hidden field, which tells of them, is `mark`; nobody
  // does any more.
  std::vector<LoopToken*> take(Word object, uint32_t mark);
  // The token is about to be freed.
  void forget(LoopToken& token);

private:
  std::unordered_multimap<Word, FieldDependents> entries_; // by identity hash

  auto find(Word object, uint32_t mark);
};

} // namespace tw::jit
