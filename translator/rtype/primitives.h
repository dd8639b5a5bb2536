// Reprs of values that are one machine word: None, bools, integers of all
// widths, floats, characters.
#pragma once

#include "translator/rtype/repr.h"

namespace tw::annotate {
class Annotation;
}

namespace tw::rtype {

Repr* makePrimitiveRepr(RTyper& rtyper, const annotate::Annotation& annotation);

class BoolRepr final : public Repr { // rbool.cpp
public:
  explicit BoolRepr(RTyper& rtyper);
  std::string describe() const override { return "bool"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* hashFunction() override;
};

class IntegerRepr final : public Repr { // rint.cpp
public:
  IntegerRepr(RTyper& rtyper, const lltype::Type* type);
  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* hashFunction() override;
};

class FloatRepr final : public Repr { // rfloat.cpp
public:
  FloatRepr(RTyper& rtyper, const lltype::Type* type);
  std::string describe() const override { return "float"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* hashFunction() override;
};

// A char or a unichar. Text operations that need a string (+, methods, %) go
// to the string's Repr after conversion.
class CharRepr final : public Repr { // rchar.cpp
public:
  CharRepr(RTyper& rtyper, ReprKind kind);
  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;
  Value rtypeMethod(std::string_view name, HighLevelOp& hop) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* hashFunction() override;
  Repr& textRepr() const; // of str or unicode
};

} // namespace tw::rtype
