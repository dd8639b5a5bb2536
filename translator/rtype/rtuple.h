// Tuples: immutable structs, one field for each item.
#pragma once

#include "translator/rtype/repr.h"

#include <map>
#include <vector>

namespace tw::annotate {
class Annotation;
}

namespace tw::rtype {

class TupleRepr final : public Repr {
public:
  TupleRepr(RTyper& rtyper, std::vector<Repr*> items);
  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeNew(HighLevelOp& hop) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override;
  host::FunctionObject* hashFunction() override;

  // The name of the field that holds an item.
  static std::string fieldOf(size_t index);
  const std::vector<Repr*>& items() const { return items_; }
  // A new tuple of values in the items' forms.
  Value make(const std::vector<Value>& items, LowLevelOps& ops) const;
  Value item(Value tuple, size_t index, LowLevelOps& ops) const;

private:
  Value slice(HighLevelOp& hop);
  Value concatenate(HighLevelOp& hop, TupleRepr& right);
  Value compare(HighLevelOp& hop, TupleRepr& right);
  Value order(HighLevelOp& hop, TupleRepr& right);
  Value contains(HighLevelOp& hop);
  bool canConvertTo(const TupleRepr& to) const;
  host::FunctionObject* makeItemwise(const char* factory, bool hash);
  host::FunctionObject* lessFunction();

  std::vector<Repr*> items_;
  std::map<std::vector<uint64_t>, uint64_t> prebuilt_;
  host::FunctionObject* eq_ = nullptr;
  host::FunctionObject* hash_ = nullptr;
};

// Of tuples of `count` such items.
TupleRepr& tupleOf(RTyper& rtyper, const annotate::Annotation* item, size_t count);

} // namespace tw::rtype
