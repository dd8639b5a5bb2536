// Ranges that nobody changes: GC struct {start, stop[, step]}.
#include "translator/annotate/annotator.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rtyper.h"

namespace tw::rtype {

namespace {

const lltype::StructType* rangeStruct(lltype::TypeTable& types, bool variableStep) {
  std::vector<lltype::Field> fields{{"start", types.signedType(), lltype::Mutability::Immutable},
                                    {"stop", types.signedType(), lltype::Mutability::Immutable}};
  if (variableStep) fields.push_back({"step", types.signedType(), lltype::Mutability::Immutable});
  return types.structOf(variableStep ? "range_step" : "range", lltype::Flavor::Gc, fields);
}

} // namespace

RangeRepr::RangeRepr(RTyper& rtyper, int64_t step)
    : Repr(rtyper, ReprKind::Range, rtyper.types().ptr(rangeStruct(rtyper.types(), step == 0))),
      step_(step) {}

uint64_t RangeRepr::convertConst(host::Object* object) {
  if (object->kind != host::Kind::List) return Repr::convertConst(object);
  auto [entry, isNew] = prebuilt_.emplace(object, 0);
  if (!isNew) return entry->second;
  // A prebuilt list that only meets ranges of its own step.
  const std::vector<host::Object*>& items = host::as<host::ListObject>(object)->items;
  host::Host& host = rtyper().host();
  int64_t start = items.empty() ? 0 : host.toInt(items[0]);
  int64_t step = step_ != 0 ? step_ : items.size() > 1 ? host.toInt(items[1]) - start : 1;
  const lltype::StructType& type = lowType()->ptr().target().structure();
  entry->second = rtyper().heap().mallocStruct(type)->word();
  lltype::setField(entry->second, type, "start", lltype::fromInt(start));
  lltype::setField(entry->second, type, "stop",
                   lltype::fromInt(start + step * static_cast<int64_t>(items.size())));
  if (step_ == 0) lltype::setField(entry->second, type, "step", lltype::fromInt(step));
  return entry->second;
}

Value RangeRepr::make(Value start, Value stop, Value step, LowLevelOps& ops) const {
  Value range = ops.malloc(&lowType()->ptr().target());
  ops.setField(range, "start", start);
  ops.setField(range, "stop", stop);
  if (step_ == 0) ops.setField(range, "step", step);
  return range;
}

Value RangeRepr::start(Value range, LowLevelOps& ops) const { return ops.getField(range, "start"); }
Value RangeRepr::stop(Value range, LowLevelOps& ops) const { return ops.getField(range, "stop"); }
Value RangeRepr::stepOf(Value range, LowLevelOps& ops) const {
  return step_ != 0 ? ops.signedConstant(step_) : ops.getField(range, "step");
}

Value RangeRepr::length(Value range, LowLevelOps& ops) const {
  Value first = start(range, ops);
  Value last = stop(range, ops);
  if (step_ == 1) return ops.callHelper("rlist", "ll_rangelen1", {first, last});
  return ops.callHelper("rlist", "ll_rangelen", {first, last, stepOf(range, ops)});
}

Value RangeRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::Len: hop.exceptionCannotOccur(); return length(hop.inputArg(0), hop.ops);
  case OpCode::IsTrue: {
    hop.exceptionCannotOccur();
    Value count = length(hop.inputArg(0), hop.ops);
    return hop.genop(OpCode::LlIntIsTrue, {count}, rtyper().boolRepr().lowType());
  }
  case OpCode::Iter: return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  default: return Repr::rtypeUnary(hop);
  }
}

Value RangeRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (hop.opcode() != OpCode::GetItem) return Repr::rtypePair(hop, right);
  Value range = hop.inputArg(0);
  Value index = hop.inputArg(1, rtyper().signedRepr());
  std::vector<Value> args{start(range, hop.ops), length(range, hop.ops), stepOf(range, hop.ops),
                          index};
  std::string helper = "ll_rangeitem";
  if (hop.catches("IndexError")) {
    helper += "_checked";
    hop.exceptionIsHere();
  } else {
    hop.exceptionCannotOccur();
  }
  return hop.callHelper("rlist", helper, std::move(args));
}

// A list of ints, which then takes the form of `result`.
static Value listOfRange(ListRepr& result, Value start, Value stop, Value step, LowLevelOps& ops) {
  RTyper& rtyper = ops.rtyper();
  annotate::Annotator& annotator = rtyper.annotator();
  auto& ints = static_cast<ListRepr&>(
      rtyper.repr(annotator.freshList(annotator.integer(), result.isResizable())));
  rtyper.setupAll();
  Value made =
      ops.callHelper("rlist", "ll_range_to_list", {ints.typeArgument(ops), start, stop, step});
  return ops.convert(made, ints, result);
}

Value RangeRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (auto* other = dynamic_cast<RangeRepr*>(&to)) {
    if (other->step_ == step_) return value;
    return other->make(start(value, ops), stop(value, ops), stepOf(value, ops), ops);
  }
  if (auto* list = dynamic_cast<ListRepr*>(&to))
    return listOfRange(*list, start(value, ops), stop(value, ops), stepOf(value, ops), ops);
  return Repr::convertTo(to, value, ops);
}

Value rtypeRange(HighLevelOp& hop) {
  Repr& signedRepr = hop.rtyper().signedRepr();
  bool one = hop.argCount() == 1;
  Value start = one ? hop.ops.signedConstant(0) : hop.inputArg(0, signedRepr);
  Value stop = hop.inputArg(one ? 0 : 1, signedRepr);
  Value step = hop.ops.signedConstant(1);
  if (hop.argCount() == 3) {
    step = hop.inputArg(2, signedRepr);
    if (hop.isConstant(2)) {
      hop.exceptionCannotOccur();
    } else {
      hop.exceptionIsHere();
      step = hop.callHelper("rlist", "ll_check_range_step", {step});
    }
  } else {
    hop.exceptionCannotOccur();
  }
  if (auto* range = dynamic_cast<RangeRepr*>(&hop.resultRepr()))
    return range->make(start, stop, step, hop.ops);
  return listOfRange(static_cast<ListRepr&>(hop.resultRepr()), start, stop, step, hop.ops);
}

} // namespace tw::rtype
