// flowFunction: checks that a function is RPython at all, builds its graph and
// simplifies it.
#include "translator/flow/build.h"

#include "translator/flow/builder.h"
#include "translator/flow/generator.h"
#include "translator/flow/simplify.h"

namespace tw::flow {
namespace {

bool isMarkedNotRPython(host::Host& host, const host::FunctionObject& function) {
  if (function.attributes && function.attributes->table.find(host.intern("_not_rpython_")))
    return true;
  if (!function.doc || function.doc->kind != host::Kind::Str) return false;
  std::string_view doc = host::as<host::StrObject>(function.doc)->value;
  size_t start = doc.find_first_not_of(" \t\n");
  return start != std::string_view::npos && doc.substr(start).starts_with("NOT_RPYTHON");
}

[[noreturn]] void refuse(const host::FunctionObject& function, const std::string& why,
                         std::string hint) {
  const std::string name(function.name->value);
  throw TranslationError({Severity::Error,
                          function.code->code->span,
                          "the function '" + name + "' " + why,
                          {},
                          std::move(hint)});
}

// The inner function that uses a variable of this one.
[[noreturn]] void refuseClosure(const host::FunctionObject& function) {
  const syntax::CodeObject& code = *function.code->code;
  const std::string name(function.name->value);
  SourceSpan span = code.span;
  size_t variable = 0;
  for (size_t i = 0; i < code.instructions.size(); ++i)
    if (code.instructions[i].op == syntax::Opcode::LoadClosure &&
        code.instructions[i].arg < code.cellvars.size()) {
      span = code.spans[i];
      variable = code.instructions[i].arg;
      break;
    }
  throw TranslationError(
      {Severity::Error,
       span,
       "a function made at run time uses the variable '" + code.cellvars[variable] +
           "' of the function around it",
       {{code.span, "in the function '" + name + "'"}},
       "lambdas, inner functions and generator expressions see no run-time variables in RPython: "
       "pass the value as an argument, or make it an attribute of an instance"});
}

// exec without 'in', or import *: what the local variables are is not known.
[[noreturn]] void refuseLocalsDict(const host::FunctionObject& function) {
  const syntax::CodeObject& code = *function.code->code;
  for (size_t i = 0; i < code.instructions.size(); ++i) {
    const syntax::Opcode op = code.instructions[i].op;
    if (op != syntax::Opcode::Exec && op != syntax::Opcode::ImportStar) continue;
    throw TranslationError(
        {Severity::Error,
         code.spans[i],
         std::string(op == syntax::Opcode::Exec ? "exec" : "'import *' inside a function") +
             " is not RPython",
         {{code.span, "in the function '" + std::string(function.name->value) + "'"}},
         "run such code while the target is imported, at module level"});
  }
  refuse(function, "needs a dictionary of its local variables", "use one variable for each value");
}

void checkFunction(host::Host& host, const host::FunctionObject& function) {
  const syntax::CodeObject& code = *function.code->code;
  if (isMarkedNotRPython(host, function))
    refuse(function, "is marked as not RPython", "call it while the target is imported");
  if (!code.cellvars.empty()) refuseClosure(function);
  if (code.usesLocalsDict) refuseLocalsDict(function);
  if (code.hasVarKeywords) refuse(function, "has a **keywords parameter", "name the parameters");
}

} // namespace

FunctionGraph* flowFunction(host::FunctionObject* function, GraphContext& context) {
  if (FunctionGraph* known = context.functionGraph(function)) return known;
  checkFunction(*context.host(), *function);
  FunctionGraph* graph = FlowBuilder(function, context).build();
  simplifyGraph(*graph);
  if (function->code->code->isGenerator) graph = transformGenerator(*graph);
  context.setFunctionGraph(function, graph);
  return graph;
}

} // namespace tw::flow
