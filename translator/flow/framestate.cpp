// Merging states variable by variable.
#include "translator/flow/framestate.h"

#include "translator/flow/entries.h"

#include <stdexcept>

namespace tw::flow {
namespace {

std::vector<Value> flatten(const FrameState& state) {
  std::vector<Value> values = state.locals;
  values.insert(values.end(), state.stack.begin(), state.stack.end());
  values.push_back(state.handledType);
  values.push_back(state.handledValue);
  return values;
}

const std::string& hintOf(Value value) {
  static const std::string none;
  return value.isVariable() ? value.variable()->hint : none;
}

} // namespace

bool StateMerger::unite(Value a, Value b, Value& result) const {
  result = {};
  if (!a || !b) return true; // unassigned on one path: unassigned
  if (sameValue(a, b)) {
    result = a;
    return true;
  }
  if (isTag(a) || isTag(b)) return false;
  const std::string& hint = hintOf(a);
  result = context_.newVariable(hint.empty() ? hintOf(b) : hint);
  return true;
}

bool StateMerger::unite(const FrameState& a, const FrameState& b, FrameState& result) const {
  if (a.stack.size() != b.stack.size())
    throw std::logic_error("the operand stack has two depths at one position");
  result.locals.resize(a.locals.size());
  result.stack.resize(a.stack.size());
  for (size_t i = 0; i < a.locals.size(); ++i)
    if (!unite(a.locals[i], b.locals[i], result.locals[i])) return false;
  for (size_t i = 0; i < a.stack.size(); ++i)
    if (!unite(a.stack[i], b.stack[i], result.stack[i])) return false;
  return unite(a.handledType, b.handledType, result.handledType) &&
         unite(a.handledValue, b.handledValue, result.handledValue);
}

FrameState StateMerger::freshCopy(const FrameState& state) const {
  FrameState copy = state;
  copy.clearDispatch();
  copy.forEach([this](Value& value) {
    if (value.isVariable()) value = context_.newVariable(value.variable()->hint);
  });
  return copy;
}

bool StateMerger::sameShape(const FrameState& a, const FrameState& b) {
  std::vector<Value> left = flatten(a);
  std::vector<Value> right = flatten(b);
  for (size_t i = 0; i < left.size(); ++i)
    if (!(left[i].isVariable() && right[i].isVariable()) && !sameValue(left[i], right[i]))
      return false;
  return true;
}

std::vector<Value> StateMerger::arguments(const FrameState& from, const FrameState& to) {
  std::vector<Value> source = flatten(from);
  std::vector<Value> target = flatten(to);
  std::vector<Value> result;
  for (size_t i = 0; i < target.size(); ++i)
    if (target[i].isVariable()) result.push_back(source[i]);
  return result;
}

std::vector<Variable*> StateMerger::variables(const FrameState& state) {
  std::vector<Variable*> result;
  for (Value value : flatten(state))
    if (value.isVariable()) result.push_back(value.variable());
  return result;
}

} // namespace tw::flow
