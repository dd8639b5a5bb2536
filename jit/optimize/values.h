// The optimizer's values: what each operand of the recorded trace is known to be.
//
// A ValueClass is an equivalence class of operands: values found to be equal are joined (forwarded
// to one). It has an operand in the output trace, or is virtual: an object that need not exist yet,
// whose parts are values again. Constants of the output's pool are values, too, one per constant.
#pragma once

#include "jit/metainterp/resume_builder.h"
#include "jit/optimize/int_bound.h"
#include "jit/trace/trace.h"

#include <optional>
#include <vector>

namespace tw::jit {

using ValueId = uint32_t;
constexpr ValueId kNoValue = 0xffffffff;

// What is known of an object.
struct ObjectInfo {
  bool nonNull = false;
  bool isVirtual = false;
  int64_t vtable = 0;     // its exact class; 0: unknown
  uint32_t guard = kNone; // the output's guard that last narrowed this, for strengthening
  VirtualShape::What what = VirtualShape::What::Instance; // virtuals
  uint32_t descr = kNone;                                 // virtuals
  std::vector<ValueId> parts;                             // virtuals; kNoValue: zero
  ValueId length = kNoValue; // of an array or string, if a value is known to be it
};

struct ValueClass {
  Kind kind = Kind::Void;
  ValueId forward = kNoValue;
  Operand out;             // none while virtual
  uint32_t object = kNone; // index of its ObjectInfo
  IntBound bound;          // Int
  bool consulted = false;  // something known before told that an operation gives this value
};

class Values {
public:
  explicit Values(Trace& out) : out_(out) {}

  ValueId create(Kind kind, Operand out = {});
  // From now on a virtual value is that result of the output.
  void bind(ValueId id, Operand out);
  // Of a result or a constant of the output.
  ValueId ofOutput(Operand operand);
  ValueId ofInt(int64_t value) { return ofOutput(out_.constInt(value)); }
  ValueId zero(Kind kind) { return ofOutput(out_.addConstant(kind, 0)); }

  ValueId find(ValueId id) const {
    while (values_[id].forward != kNoValue) id = values_[id].forward;
    return id;
  }
  // The value that a known fact gives to the trace. A loop must establish facts that it consults.
  ValueId consult(ValueId id) {
    id = find(id);
    values_[id].consulted = true;
    return id;
  }
  ValueClass& operator[](ValueId id) { return values_[find(id)]; }
  const ValueClass& operator[](ValueId id) const { return values_[find(id)]; }
  size_t count() const { return values_.size(); }

  // From now on `id` is `other`; what is known of `id` is dropped, but for what `other` lacks.
  void join(ValueId id, ValueId other);

  bool isConstant(ValueId id) const { return (*this)[id].out.isConstant(); }
  std::optional<int64_t> constantWord(ValueId id) const {
    const ValueClass& value = (*this)[id];
    if (!value.out.isConstant()) return std::nullopt;
    return out_.wordOf(value.out);
  }
  // The bound of an Int (constants have one, too).
  const IntBound& bound(ValueId id) const { return (*this)[id].bound; }

  // Creates it at need.
  ObjectInfo& object(ValueId id);
  const ObjectInfo* objectIfAny(ValueId id) const {
    const ValueClass& value = (*this)[id];
    return value.object == kNone ? nullptr : &objects_[value.object];
  }
  bool isVirtual(ValueId id) const {
    const ObjectInfo* info = objectIfAny(id);
    return info && info->isVirtual;
  }
  bool isNonNull(ValueId id) const;
  bool isNull(ValueId id) const;
  // The exact class: of virtuals, of what was guarded, of constants by their header. 0: unknown.
  int64_t vtableOf(ValueId id) const;

  // The operation of the output that made the value; null for inputs, constants, virtuals, and what
  // was made before the loop's label, which a jump to it redefines.
  const TraceOp* producer(ValueId id) const;
  void setLoopStart(uint32_t outputOp) { loopStart_ = outputOp; }

private:
  Trace& out_;
  uint32_t loopStart_ = 0;
  std::vector<ValueClass> values_;
  std::vector<ObjectInfo> objects_;
  std::vector<ValueId> ofResult_;   // by index of the output's operation
  std::vector<ValueId> ofConstant_; // by index in the output's pool
};

} // namespace tw::jit
