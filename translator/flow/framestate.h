// The state of an abstractly executed frame, and how states merge.
#pragma once

#include "translator/flow/graph.h"

namespace tw::flow {

struct FrameState {
  std::vector<Value> locals; // null: not assigned on some path
  std::vector<Value> stack;
  // The exception being handled, for a bare `raise`; kept only in functions
  // that contain one.
  Value handledType;
  Value handledValue;
  // While the except clauses are being matched, nothing recorded yet: the link
  // that catches Exception of any class (null: the class is known) ...
  Link* dispatch = nullptr;
  // ... or whether the exception is one that the operation may raise by itself.
  bool implicit = false;

  void clearDispatch() {
    dispatch = nullptr;
    implicit = false;
  }
  // Calls visit(value) for each value, in a fixed order.
  template <class Visit> void forEach(Visit visit) {
    for (Value& value : locals) visit(value);
    for (Value& value : stack) visit(value);
    visit(handledType);
    visit(handledValue);
  }
};

// Is the constant one that must not be generalised: states that hold different
// ones stay apart (rpython.rlib.unroll.SpecTag).
using IsTag = bool (*)(const host::Object* object, const void* data);

class StateMerger {
public:
  StateMerger(GraphContext& context, IsTag isTag, const void* data)
      : context_(context), isTag_(isTag), data_(data) {}

  // A state at least as general as both; false: they must not merge.
  bool unite(const FrameState& a, const FrameState& b, FrameState& result) const;
  // The state with a fresh variable for each variable.
  FrameState freshCopy(const FrameState& state) const;
  // Equal up to the identity of variables.
  static bool sameShape(const FrameState& a, const FrameState& b);
  // What the link from `from` to a block entered with `to` passes.
  static std::vector<Value> arguments(const FrameState& from, const FrameState& to);
  // The variables of a state, in the order of arguments().
  static std::vector<Variable*> variables(const FrameState& state);

private:
  bool unite(Value a, Value b, Value& result) const;
  bool isTag(Value value) const {
    return value.isConstant() && isTag_(value.constant()->object, data_);
  }

  GraphContext& context_;
  IsTag isTag_;
  const void* data_;
};

} // namespace tw::flow
