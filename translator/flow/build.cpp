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
  std::string name(function.name->value);
  TranslationError error(function.code->code->span, "function '" + name + "' " + why);
  error.diagnostic().hint = std::move(hint);
  throw error;
}

void checkFunction(host::Host& host, const host::FunctionObject& function) {
  const syntax::CodeObject& code = *function.code->code;
  if (isMarkedNotRPython(host, function)) refuse(function, "is marked as not RPython", "");
  if (!code.cellvars.empty())
    refuse(function,
           "creates a closure: an inner function uses its variable '" + code.cellvars.front() + "'",
           "lambdas, inner functions and generator expressions cannot see run-time variables "
           "in RPython");
  if (code.hasVarKeywords) refuse(function, "has a **keywords parameter", "name the parameters");
  if (code.usesLocalsDict) refuse(function, "needs a dictionary of its locals (exec, import *)", "");
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
