// Frozen prebuilt objects (modules, objects with _freeze_) and their methods.
//
// One known object is Void. Several are pointers to prebuilt structs of the
// attributes that the program reads through the variable.
#pragma once

#include "translator/rtype/repr.h"

namespace tw::annotate {
class PbcAnnotation;
}
namespace tw::lltype {
class StructType;
}

namespace tw::rtype {

class FrozenRepr final : public Repr {
public:
  FrozenRepr(RTyper& rtyper, const annotate::PbcAnnotation& pbc);
  std::string describe() const override { return "frozen prebuilt object"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override { return nullptr; }
  host::FunctionObject* hashFunction() override;

private:
  const annotate::PbcAnnotation& pbc_;
};

Repr* makeFrozenMethodRepr(RTyper& rtyper, const annotate::PbcAnnotation& pbc);

} // namespace tw::rtype
