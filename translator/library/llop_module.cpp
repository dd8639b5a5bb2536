// `__tw_lltype__.llop`: the operations of lltype/llops.def as functions,
// llop.NAME(RESULT, operands...).
#include "translator/library/lltype_parts.h"

#include "translator/annotate/annotator.h"
#include "translator/flow/llops.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"

namespace tw::library {

using annotate::Annotation;
using annotate::LibraryCall;
using flow::OpCode;
using flow::Value;
using lltype::Type;
using rtype::HighLevelOp;
using rtype::LowLevelWorld;

namespace {

const Annotation* annotateOperation(LibraryCall& call) {
  const Type& type = typeArgument(call, 0);
  return call.annotator.ofLowLevelType(&type);
}

// Operands of kind v steer the operation: names and types become Symbols.
Value operandOf(HighLevelOp& hop, size_t index, char kind) {
  if (kind == 'v') {
    std::string_view name;
    if (hop.constantString(index, name)) return hop.ops.fieldName(name);
    if (const Type* type = typeArgument(hop.rtyper().host(), hop.constantObject(index)))
      return hop.ops.typeSymbol(type);
  }
  const rtype::ReprKind repr = hop.argRepr(index).kind();
  if (kind == 'i' && repr == rtype::ReprKind::Bool)
    return hop.inputArg(index, hop.rtyper().signedRepr());
  // A string of which only the length 1 is known is a character.
  if (kind == 'p' && repr == rtype::ReprKind::Char)
    return hop.inputArg(index, hop.rtyper().stringRepr());
  if (kind == 'p' && repr == rtype::ReprKind::UniChar)
    return hop.inputArg(index, hop.rtyper().unicodeRepr());
  return hop.inputArg(index);
}

Value rtypeOperation(HighLevelOp& hop, OpCode op) {
  const lltype::LlOpInfo& info = flow::llOpInfo(op);
  std::vector<Value> args;
  std::string_view kinds = info.operands;
  for (size_t i = 1; i < hop.argCount(); ++i)
    args.push_back(operandOf(hop, i, i - 1 < kinds.size() ? kinds[i - 1] : '*'));
  if (info.canRaise)
    hop.exceptionIsHere();
  else
    hop.exceptionCannotOccur();
  const Type& type = typeArgument(hop, 0);
  Value result = hop.genop(op, std::move(args), &type);
  return type.isVoid() ? Value() : result;
}

host::Object* hostOperation(host::Host& host, const host::Args& args, OpCode op) {
  LowLevelWorld& world = worldOf(host);
  const Type& resultType = needType(host, args[0]);
  std::vector<lltype::Word> words;
  std::vector<const Type*> types;
  for (size_t i = 1; i < args.size(); ++i) {
    const rtype::PtrObject* pointer = rtype::asPtrObject(host, args[i]);
    const Type* type = pointer ? static_cast<const Type*>(pointer->type)
                       : args[i]->kind == host::Kind::Float ? world.types().floatType()
                                                            : world.types().signedType();
    types.push_back(type);
    words.push_back(world.toWord(*type, args[i]));
  }
  lltype::Word result;
  if (!lltype::foldOp(flow::toLlOp(op), {words, types, &resultType}, result))
    host.raise(host.types().RuntimeError,
               std::string("llop.") + flow::llOpInfo(op).name + " cannot run at import time");
  return world.toHost(resultType, result);
}

} // namespace

void addLowLevelOperations(host::Host& host, host::ModuleObject* module) {
  host::ModuleObject* llop = host.newModule("__tw_lltype__.llop");
#define LLOP(id, name, ...)                                                                        \
  {                                                                                                \
    constexpr OpCode op = OpCode::Ll##id;                                                          \
    host::BuiltinObject* function =                                                                \
        host.addFunction(llop, name, [](host::Host& host, const host::Args& args) {                \
          return hostOperation(host, args, op);                                                    \
        });                                                                                        \
    auto* rule = host.arena().make<host::LibraryRule>();                                           \
    rule->annotate = annotateOperation;                                                            \
    rule->rtype = [](HighLevelOp& hop) { return rtypeOperation(hop, op); };                        \
    function->rule = rule;                                                                         \
  }
#include "translator/lltype/llops.def"
  host.setAttr(module, "llop", llop);
}

} // namespace tw::library
