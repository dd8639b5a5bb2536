// Functions of the library and methods of built-in types, as values.
#pragma once

#include "translator/rtype/repr.h"

namespace tw::annotate {
class BuiltinAnnotation;
class BuiltinMethodAnnotation;
} // namespace tw::annotate

namespace tw::rtype {

// A call is handed to the rule that the library registered for the function;
// the rule's HighLevelOp has the arguments alone, without the callable.
class BuiltinFunctionRepr final : public Repr {
public:
  BuiltinFunctionRepr(RTyper& rtyper, const annotate::BuiltinAnnotation& function);
  std::string describe() const override;
  Value rtypeUnary(HighLevelOp& hop) override;

private:
  const annotate::BuiltinAnnotation& function_;
};

// `l.append` between the read of the attribute and the call: the list itself.
class BuiltinMethodRepr final : public Repr {
public:
  BuiltinMethodRepr(RTyper& rtyper, const annotate::BuiltinMethodAnnotation& method, Repr& self);
  uint64_t convertConst(host::Object* object) override;
  std::string describe() const override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value convertFrom(Repr& from, Value value, LowLevelOps& ops) override;

private:
  const annotate::BuiltinMethodAnnotation& method_;
  Repr& self_;
};

} // namespace tw::rtype
