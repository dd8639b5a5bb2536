// Asks the groups of rules in turn; symbols of operators for messages.
#include "translator/annotate/operations.h"

#include "translator/annotate/calls.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/origins.h"
#include "translator/flow/graph.h"

#include <algorithm>

namespace tw::annotate {

using flow::OpCode;

namespace {

using Rule = const Annotation* (*)(Site&);

// The groups that may define an operation, in the order they are asked.
constexpr Rule kGroups[] = {
    annotateInstanceOperation, annotateLowLevel,   annotateArithmetic, annotateText,
    annotateContainer,         annotateConversion, annotateComparison};

// As a reader of the source knows the operation.
std::string symbolOf(OpCode op) {
  switch (op) {
  case OpCode::Add:
  case OpCode::AddOvf: return "+";
  case OpCode::Sub:
  case OpCode::SubOvf: return "-";
  case OpCode::Mul:
  case OpCode::MulOvf: return "*";
  case OpCode::TrueDiv:
  case OpCode::Div:
  case OpCode::DivOvf: return "/";
  case OpCode::FloorDiv:
  case OpCode::FloorDivOvf: return "//";
  case OpCode::Mod:
  case OpCode::ModOvf: return "%";
  case OpCode::Pow: return "**";
  case OpCode::LShift:
  case OpCode::LShiftOvf: return "<<";
  case OpCode::RShift: return ">>";
  case OpCode::And: return "&";
  case OpCode::Or: return "|";
  case OpCode::Xor: return "^";
  case OpCode::InplaceAdd: return "+=";
  case OpCode::InplaceSub: return "-=";
  case OpCode::InplaceMul: return "*=";
  case OpCode::InplaceDiv:
  case OpCode::InplaceTrueDiv: return "/=";
  case OpCode::InplaceFloorDiv: return "//=";
  case OpCode::InplaceMod: return "%=";
  case OpCode::Lt: return "<";
  case OpCode::Le: return "<=";
  case OpCode::Gt: return ">";
  case OpCode::Ge: return ">=";
  case OpCode::Contains: return "in";
  case OpCode::Neg:
  case OpCode::NegOvf: return "unary -";
  case OpCode::Pos: return "unary +";
  case OpCode::Invert: return "~";
  default: return std::string(flow::opInfo(op).name) + "()";
  }
}

} // namespace

void Site::failOperands(std::string hint) const {
  const OpCode op = operation.op;
  std::string message;
  if (op == OpCode::Iter)
    message = describe(args[0]) + " cannot be iterated over";
  else if (op == OpCode::Next)
    message = describe(args[0]) + " is not an iterator";
  else if (op == OpCode::GetItem || op == OpCode::SetItem || op == OpCode::DelItem)
    message = describe(args[0]) + " cannot be indexed with " + describe(args[1]);
  else if (op == OpCode::GetSlice || op == OpCode::SetSlice || op == OpCode::DelSlice)
    message = describe(args[0]) + " cannot be sliced";
  else {
    message = symbolOf(op) + " is not defined for ";
    for (size_t i = 0; i < args.size(); ++i)
      message += (i == 0 ? "" : i + 1 == args.size() ? " and " : ", ") + describe(args[i]);
  }
  if (hint.empty()) hint = hintForOperands();
  std::vector<DiagnosticNote> notes;
  Origins origins(annotator, notes);
  for (flow::Value arg : operation.args) origins.ofOperand(annotator.position(), arg);
  annotator.fail(std::move(message), std::move(notes), std::move(hint));
}

std::string Site::hintForOperands() const {
  const OpCode op = operation.op;
  const bool two = args.size() == 2;
  const bool isPlus = op == OpCode::Add || op == OpCode::InplaceAdd;
  for (const Annotation* arg : args)
    if (isKind(arg, Kind::None))
      return "the value is always None here: nothing else reaches this place";
  if (isKind(args[0], Kind::Instance) || (two && isKind(args[1], Kind::Instance)))
    return "operators of instances are not honoured, whatever special methods their class has: "
           "call a method by its name";
  if (isPlus && two && isByteText(args[0]) != isByteText(args[1]) &&
      (isIntegral(args[0]) || isIntegral(args[1])))
    return "str(n) gives the text of a number, int(text) the number";
  if (two &&
      ((isByteText(args[0]) && isUniText(args[1])) || (isUniText(args[0]) && isByteText(args[1]))))
    return "convert one of them: text.decode('utf-8') gives unicode, text.encode('utf-8') a str";
  if (op == OpCode::Iter)
    return "lists, tuples, dicts, strings and generators can be iterated over";
  if ((op == OpCode::SetItem || op == OpCode::DelItem) && isKind(args[0], Kind::Tuple))
    return "a tuple cannot change: make a new one, or use a list";
  if ((op == OpCode::SetItem || op == OpCode::DelItem) && isByteText(args[0]))
    return "a str cannot change: build a new one, or use a bytearray";
  if (op == OpCode::GetItem && two && !isIntegral(args[1]))
    return "an index is an int: int(x) converts";
  return "convert one of the operands, or use an operation that is defined for them";
}

OperationResult annotateOperation(Annotator& annotator, flow::Operation& operation) {
  Site site{annotator, operation, {}};
  const bool isCall = operation.op == OpCode::SimpleCall || operation.op == OpCode::CallArgs;
  for (size_t i = 0; i < operation.args.size(); ++i) {
    if (operation.op == OpCode::CallArgs && i == 1) {
      site.args.push_back(annotator.none()); // the shape is no value
      continue;
    }
    const Annotation* arg = annotator.annotationOf(operation.args[i]);
    if (isImpossible(arg)) return {arg, isCall};
    site.args.push_back(arg);
  }
  switch (operation.op) {
  case OpCode::SimpleCall:
  case OpCode::CallArgs:
    return {annotateCall(annotator, operation, site.args[0], site.args),
            !isKind(site.args[0], Kind::None)};
  case OpCode::GetAttr: {
    bool harmless = false;
    const Annotation* result = annotateGetAttr(site, harmless);
    return {result, false, harmless};
  }
  case OpCode::SetAttr: return {annotateSetAttr(site)};
  case OpCode::Is: return {annotateIs(site)};
  case OpCode::IsTrue: return {annotateTruth(site)};
  case OpCode::IsSubtype:
  case OpCode::ExceptionMatch: return {annotateIsSubtype(site)};
  case OpCode::NewSlice:
    annotator.fail("slices with a step are not RPython", {},
                   "use a loop over range(start, stop, step)");
  default: break;
  }
  for (Rule rule : kGroups)
    if (const Annotation* result = rule(site)) return {result, operation.op == OpCode::Next};
  // Something else than None may get here later; explained if nothing does.
  if (std::ranges::any_of(site.args, [](const Annotation* arg) { return isKind(arg, Kind::None); }))
    return {operation.op == OpCode::Contains ? annotator.boolean(annotator.host().boolean(false))
                                             : annotator.impossible()};
  site.failOperands();
}

} // namespace tw::annotate
