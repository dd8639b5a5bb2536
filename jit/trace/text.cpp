// Printer of traces.
#include "jit/trace/text.h"

#include "jit/trace/tokens.h"

#include <charconv>
#include <cmath>

namespace tw::jit {

namespace {

// Small numbers are never taken for the address of a function.
constexpr int64_t kLowestAddress = 1 << 16;

char kindLetter(Kind kind) { return kind == Kind::Int ? 'i' : kind == Kind::Ref ? 'p' : 'f'; }

// The shortest text that reads as the same float; with a point or exponent, so that it is no
// integer.
std::string printFloat(int64_t word) {
  double value;
  std::memcpy(&value, &word, sizeof value);
  char buffer[40];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string printConstant(const Trace& trace, Operand operand, const TextNames* names) {
  const Constant& constant = trace.constants[operand.index()];
  switch (constant.kind) {
  case Kind::Float: return printFloat(constant.word);
  case Kind::Ref:
    return constant.word ? "ConstPtr(ptr" + std::to_string(operand.index()) + ")"
                         : "ConstPtr(null)";
  default:
    if (names && names->function && constant.word >= kLowestAddress) {
      const std::string name = names->function(constant.word);
      if (!name.empty()) return "ConstClass(" + name + ")";
    }
    return std::to_string(constant.word);
  }
}

std::string print(const Trace& trace, Operand operand, const TextNames* names) {
  if (!operand) return "None";
  if (operand.isConstant()) return printConstant(trace, operand, names);
  return kindLetter(trace.kindOf(operand)) + std::to_string(operand.index());
}

std::string printList(const Trace& trace, std::span<const Operand> list, const TextNames* names) {
  std::string text;
  for (const Operand operand : list) {
    if (!text.empty()) text += ", ";
    text += print(trace, operand, names);
  }
  return text;
}

bool hasTarget(const TraceOp& op) {
  return op.op == Op::Label || op.op == Op::Jump ||
         (op.op >= Op::CallAssemblerI && op.op <= Op::CallAssemblerN);
}

bool hasExit(const Trace& trace, const TraceOp& op) {
  return (isGuard(op.op) || op.op == Op::Finish) && op.extra < trace.exits.size();
}

// The name behind descr=, or "".
std::string descrName(const Trace& trace, const TraceOp& op, const TextNames& names) {
  if (hasTarget(op))
    return op.extra < trace.targets.size() && names.target ? names.target(trace.targets[op.extra])
                                                           : "";
  if (hasExit(trace, op)) return names.guard ? names.guard(trace.exits[op.extra].guard) : "";
  return op.descr != kNone && names.descr ? names.descr(op.descr) : "";
}

} // namespace

std::string printOperand(const Trace& trace, Operand operand) {
  return print(trace, operand, nullptr);
}

std::string printOperation(const Trace& trace, uint32_t index, const TextNames& names) {
  const TraceOp& op = trace.ops[index];
  const OpInfo& info = opInfo(op.op);
  std::string text;
  if (info.result != Kind::Void) text = print(trace, Operand::result(index), nullptr) + " = ";
  text += info.name;
  text += "(" + printList(trace, trace.operandsOf(op), &names);
  const std::string descr = descrName(trace, op, names);
  if (!descr.empty()) text += (op.count ? ", descr=<" : "descr=<") + descr + ">";
  text += ")";
  if (isGuard(op.op) && hasExit(trace, op))
    text += " [" + printList(trace, trace.valuesOf(trace.exits[op.extra]), &names) + "]";
  return text;
}

std::string printTrace(const Trace& trace, const TextNames& names) {
  std::string text = "[";
  for (uint32_t index = 0; index < trace.inputCount; ++index) {
    if (index) text += ", ";
    text += print(trace, Operand::result(index), nullptr);
  }
  text += "]\n";
  for (uint32_t index = trace.inputCount; index < trace.size(); ++index)
    text += printOperation(trace, index, names) + "\n";
  return text;
}

} // namespace tw::jit
