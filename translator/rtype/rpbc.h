// Functions and methods as values.
//
// One known function is Void. Several (or one or None) are function pointers,
// if all calls agree on one graph for each function (one row in the tables of their
// call family); otherwise pointers to a prebuilt struct with one function pointer
// for each row. A bound method is its self: the function is found through
// the vtable when it is called.
#pragma once

#include "translator/rtype/repr.h"

#include <vector>

namespace tw::annotate {
struct CallRow;
struct CallShape;
class CallFamily;
class ClassDef;
class FunctionDesc;
class PbcAnnotation;
} // namespace tw::annotate

namespace tw::rtype {

class InstanceRepr;

class FunctionRepr final : public Repr {
public:
  struct Row {
    const annotate::CallShape* shape;
    const annotate::CallRow* row;
  };
  FunctionRepr(RTyper& rtyper, const annotate::PbcAnnotation& pbc);
  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override { return nullptr; }
  host::FunctionObject* hashFunction() override;
  // `isMethod`: the first argument is the self of a method call.
  Value call(HighLevelOp& hop, bool isMethod);
  uint64_t wordOf(annotate::FunctionDesc* function);
  const annotate::PbcAnnotation& pbc() const { return pbc_; }

private:
  Value functionOfRow(Value value, size_t row, LowLevelOps& ops) const;
  const annotate::PbcAnnotation& pbc_;
  std::vector<Row> rows_;
};

class MethodRepr final : public Repr {
public:
  MethodRepr(RTyper& rtyper, const annotate::PbcAnnotation& pbc, InstanceRepr& self);
  std::string describe() const override { return "bound method"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;

private:
  const annotate::PbcAnnotation& pbc_;
  InstanceRepr& self_;
};

} // namespace tw::rtype
