// What rules ask of a call: arguments, constants, errors.
#include "translator/annotate/registry.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/origins.h"
#include "translator/host/host.h"

namespace tw::annotate {

const Annotation* LibraryCall::get(size_t index, std::string_view keyword) const {
  if (index < args.size()) return args[index];
  for (const auto& [name, value] : keywords)
    if (name == keyword) return value;
  return nullptr;
}

flow::Variable* LibraryCall::argVariable(size_t index) const {
  // Operand 0 is the callable; in call_args a shape follows.
  const size_t at = index + (operation.op == flow::OpCode::CallArgs ? 2 : 1);
  if (operation.op != flow::OpCode::CallArgs && operation.op != flow::OpCode::SimpleCall)
    return nullptr;
  if (at >= operation.args.size() || !operation.args[at].isVariable()) return nullptr;
  return operation.args[at].variable();
}

void LibraryCall::expectArgs(size_t min, size_t max) const {
  const size_t given = args.size() + keywords.size();
  if (args.size() >= min && given <= max) return;
  if (given >= min && given <= max)
    fail(std::string(name) + "() takes no argument named '" + keywords[0].first + "'",
         "pass the arguments by position");
  std::string range = std::to_string(min);
  if (max != min) range += " to " + std::to_string(max);
  fail(std::string(name) + "() takes " + range + (max == 1 ? " argument" : " arguments") +
           ", but " + std::to_string(given) + (given == 1 ? " is" : " are") + " given",
       keywords.empty() ? "at run time it has no other arguments"
                        : "at run time it has no argument named '" + keywords[0].first + "'");
}

const Annotation* LibraryCall::becomes(flow::OpCode op) const {
  const bool shaped = operation.op == flow::OpCode::CallArgs;
  if (!keywords.empty() || (shaped && args.size() + 2 != operation.args.size()))
    fail(std::string(name) + "() takes no keyword arguments", "pass the arguments by position");
  const int arity = flow::opInfo(op).arity;
  if (arity >= 0) expectArgs(static_cast<size_t>(arity), static_cast<size_t>(arity));
  std::vector<flow::Value> operands(operation.args.begin() + (shaped ? 2 : 1),
                                    operation.args.end());
  annotator.driver().replaceCurrent({annotator.graphContext().newOperation(
      op, std::move(operands), operation.result, operation.span)});
  return annotator.impossible();
}

const Annotation* LibraryCall::answer(bool yes) const {
  operation.result->annotation = nullptr; // nothing to join with
  return annotator.boolean(annotator.host().boolean(yes));
}

const Annotation* LibraryCall::becomesCallOf(std::string_view module,
                                             std::string_view function) const {
  host::Host& host = annotator.host();
  flow::GraphContext& context = annotator.graphContext();
  std::vector<flow::Value> operands = operation.args;
  operands[0] = context.newConstant(host.getAttr(host.importModule(module), function));
  annotator.driver().replaceCurrent(
      {context.newOperation(operation.op, std::move(operands), operation.result, operation.span)});
  return annotator.impossible();
}

void LibraryCall::fail(std::string message, std::string hint) const {
  std::vector<DiagnosticNote> notes;
  Origins origins(annotator, notes);
  for (size_t i = 0; i < args.size(); ++i)
    // Of the arguments that the message is about.
    if (const flow::Variable* variable = argVariable(i);
        variable && message.find(describe(args[i])) != std::string::npos)
      origins.ofVariable(annotator.position(), *variable, annotator.span());
  annotator.fail(std::move(message), std::move(notes), std::move(hint));
}

} // namespace tw::annotate
