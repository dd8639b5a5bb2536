// Reprs of low-level pointers in helpers (and in programs that use lltype).
//
// A pointer into a garbage-collected container (an inline array, an item that
// is a struct) has no run-time form: its Repr is Void, and RTyper knows the path
// to it, base pointer and steps, for use in the same block. So `s.chars[i]`
// becomes one getinteriorfield(s, 'chars', i), with the right write barrier on
// stores, and no pointer into an object outlives a block.
#pragma once

#include "translator/rtype/repr.h"

#include <vector>

namespace tw::rtype {

class PointerRepr final : public Repr {
public:
  PointerRepr(RTyper& rtyper, const lltype::Type* type);
  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  Value convertFrom(Repr& from, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override { return nullptr; }

private:
  const lltype::Type& target() const;
  Value call(HighLevelOp& hop);
};

class InteriorPointerRepr final : public Repr {
public:
  InteriorPointerRepr(RTyper& rtyper, const lltype::Type* type);
  std::string describe() const override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;

private:
  const lltype::Type* type_; // the pointer's
};

} // namespace tw::rtype
