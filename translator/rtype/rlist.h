// Reprs of lists, and of the ranges that are never more than iterated over.
//
// A list that is never resized is a GC array of its items; every other list is
// a GC struct {length, items}. helpers/rlist.py works on both.
#pragma once

#include "translator/rtype/repr.h"

#include <unordered_map>

namespace tw::annotate {
class Annotation;
class ListDef;
} // namespace tw::annotate
namespace tw::lltype {
class ArrayType;
class StructType;
} // namespace tw::lltype

namespace tw::rtype {

class ListRepr final : public Repr {
public:
  ListRepr(RTyper& rtyper, annotate::ListDef& def, bool resizable);

  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;
  Value rtypeNew(HighLevelOp& hop) override;
  Value rtypeMethod(std::string_view name, HighLevelOp& hop) override;
  Value convertFrom(Repr& from, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override;
  host::FunctionObject* hashFunction() override;

  bool isResizable() const { return resizable_; }
  // The program gets a JIT, which may rely on it that items never change once the list is made.
  bool isFoldable() const;
  Repr& item() const { return *item_; }
  // A list of the items that lie in `values`, already in the item's form.
  Value fromValues(const std::vector<Value>& values, LowLevelOps& ops);
  // The container's type as an argument of a helper.
  Value typeArgument(LowLevelOps& ops) const;
  // How to compare items, as an argument of a helper: a function, or None for ==.
  Value itemEquality(LowLevelOps& ops) const;

protected:
  void doSetup() override;

private:
  const lltype::ArrayType& arrayType() const;
  void fillPrebuilt(uint64_t list, host::Object* object);
  Value itemAccess(HighLevelOp& hop, const char* name, std::vector<Value> extra);
  Value slice(HighLevelOp& hop, const char* operation, size_t lower, std::vector<Value> extra);
  Value multiply(HighLevelOp& hop);
  Value concatenate(HighLevelOp& hop, Repr& right);
  Value extend(HighLevelOp& hop, size_t source);
  Value allocateAndFill(HighLevelOp& hop);
  static Value withItemsOf(HighLevelOp& hop, size_t index, ListRepr& result);
  host::FunctionObject* itemConversion(const Repr& from);
  Value fence(HighLevelOp& hop);
  Value withRoom(HighLevelOp& hop);

  annotate::ListDef& def_;
  bool resizable_;
  Repr* item_ = nullptr;
  std::unordered_map<const host::Object*, uint64_t> prebuilt_;
};

// range() whose list nobody changes: GC struct {start, stop[, step]}, which the
// helpers read as an arithmetic sequence.
class RangeRepr final : public Repr {
public:
  RangeRepr(RTyper& rtyper, int64_t step); // 0: known at run time only

  std::string describe() const override { return "range"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;

  int64_t step() const { return step_; }
  Value make(Value start, Value stop, Value step, LowLevelOps& ops) const;
  Value start(Value range, LowLevelOps& ops) const;
  Value stop(Value range, LowLevelOps& ops) const;
  Value stepOf(Value range, LowLevelOps& ops) const;

private:
  Value length(Value range, LowLevelOps& ops) const;

  int64_t step_;
  std::unordered_map<const host::Object*, uint64_t> prebuilt_;
};

// range(...) and xrange(...), from their arguments; used by the builtin's rule.
Value rtypeRange(HighLevelOp& hop);

// Exceptions of an operation that can fail only for want of memory.
void mayRaiseMemoryError(HighLevelOp& hop);
// Is the operand known not to be negative?
bool isNonNegative(const annotate::Annotation* annotation);

} // namespace tw::rtype
