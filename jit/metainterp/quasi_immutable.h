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

class QuasiImmutables final : public RootHolder {
public:
  void depend(Word object, uint32_t field, LoopToken& token);
  // The loops that relied on the field; nobody does any more.
  std::vector<LoopToken*> take(Word object, uint32_t field);
  // The tokens that no longer live are about to be freed.
  void forgetDying();
  void visitRoots(VisitSlot visit, void* context) override;

private:
  struct Entry {
    Word object;
    uint32_t field;
    std::vector<LoopToken*> tokens;
  };
  std::unordered_multimap<Word, Entry> entries_; // by identity hash

  auto find(Word object, uint32_t field);
};

} // namespace tw::jit
