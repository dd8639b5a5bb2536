// Functions and methods as values.
#include "translator/rtype/rpbc.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/classdef.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/callargs.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rclass.h"
#include "translator/rtype/rfrozen.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"

#include <stdexcept>

namespace tw::rtype {

using annotate::CallRow;
using annotate::DescKind;
using annotate::FunctionDesc;
using annotate::MethodDesc;
using annotate::PbcAnnotation;

namespace {

// The calls that go through a pointer.
std::vector<FunctionRepr::Row> rowsOf(RTyper& rtyper, const PbcAnnotation& pbc) {
  std::vector<FunctionRepr::Row> rows;
  annotate::CallFamily* family = rtyper.annotator().familyOf(pbc);
  for (const annotate::CallTable& table : family->tables)
    for (const CallRow& row : table.rows)
      if (!row.direct) rows.push_back({&table.shape, &row});
  return rows;
}

const lltype::Type* functionPointerOf(RTyper& rtyper, const CallRow& row) {
  return rtyper.types().ptr(rtyper.functionType(row.pointeeOf(row.entries[0].first)));
}

const lltype::Type* functionValueType(RTyper& rtyper, const PbcAnnotation& pbc,
                                      const std::vector<FunctionRepr::Row>& rows) {
  lltype::TypeTable& types = rtyper.types();
  if (pbc.descs.size() == 1 && !pbc.canBeNone) return types.voidType();
  if (rows.size() == 1) return functionPointerOf(rtyper, *rows[0].row);
  std::vector<lltype::Field> fields;
  for (size_t i = 0; i < rows.size(); ++i)
    fields.push_back({"variant" + std::to_string(i), functionPointerOf(rtyper, *rows[i].row),
                      lltype::Mutability::Immutable});
  if (fields.empty()) // compared or tested, but never called
    fields.push_back({"unused", types.signedType()});
  return types.ptr(types.structOf("function_variants", lltype::Flavor::Raw, std::move(fields)));
}

} // namespace

FunctionRepr::FunctionRepr(RTyper& rtyper, const PbcAnnotation& pbc)
    : Repr(rtyper, ReprKind::Function, functionValueType(rtyper, pbc, rowsOf(rtyper, pbc))),
      pbc_(pbc), rows_(rowsOf(rtyper, pbc)) {}

std::string FunctionRepr::describe() const {
  return pbc_.descs.size() == 1 ? "function " + pbc_.descs[0]->name() : "function";
}

uint64_t FunctionRepr::convertConst(host::Object* object) {
  if (host::isNone(object) || isVoid()) return 0;
  if (object->kind == host::Kind::StaticMethod)
    object = host::as<host::StaticMethodObject>(object)->function;
  if (object->kind == host::Kind::BoundMethod) // an unbound method
    object = host::as<host::BoundMethodObject>(object)->function;
  if (object->kind == host::Kind::Builtin) // the library has it in RPython
    if (annotate::Desc* desc = rtyper().annotator().descOf(object))
      return wordOf(static_cast<FunctionDesc*>(desc));
  if (object->kind != host::Kind::Function) return Repr::convertConst(object);
  return wordOf(rtyper().annotator().functionDesc(host::as<host::FunctionObject>(object)));
}

uint64_t FunctionRepr::wordOf(FunctionDesc* function) {
  if (isVoid()) return 0;
  auto pointer = [&](const CallRow& row) -> uint64_t {
    flow::FunctionGraph* graph = row.pointeeOf(function);
    return graph ? rtyper().functionPointer(graph) : 0;
  };
  if (rows_.size() == 1) return pointer(*rows_[0].row);
  const lltype::StructType& type = lowType()->ptr().target().structure();
  uint64_t& word = rtyper().functionVariants(function, &type);
  if (word) return word;
  word = rtyper().heap().mallocStruct(type)->word();
  for (size_t i = 0; i < rows_.size(); ++i)
    lltype::setField(word, type, "variant" + std::to_string(i), pointer(*rows_[i].row));
  return word;
}

Value FunctionRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() != ReprKind::Function) return Repr::convertTo(to, value, ops);
  if (to.isVoid()) return Repr::convertTo(to, value, ops);
  if (isVoid())
    return ops.constant(to.lowType(), static_cast<FunctionRepr&>(to).wordOf(
                                          static_cast<FunctionDesc*>(pbc_.descs[0])));
  if (to.lowType() == lowType()) return value;
  return {};
}

host::FunctionObject* FunctionRepr::hashFunction() {
  return rtyper().helpers().function("rclass", "ll_address_hash");
}

Value FunctionRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::SimpleCall:
  case OpCode::CallArgs: return call(hop, false);
  case OpCode::GetAttr:
    hop.exceptionCannotOccur();
    if (hop.constantResult()) return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
    break;
  default: break;
  }
  return Repr::rtypeUnary(hop);
}

Value FunctionRepr::functionOfRow(Value value, size_t row, LowLevelOps& ops) const {
  return rows_.size() == 1 ? value : ops.getField(value, "variant" + std::to_string(row));
}

Value FunctionRepr::call(HighLevelOp& hop, bool isMethod) {
  auto* first = static_cast<FunctionDesc*>(pbc_.descs[0]);
  flow::FunctionGraph* graph = graphOfCall(hop, *first, isMethod);
  if (isVoid()) return callDirectly(hop, *graph);
  const annotate::CallShape shape = shapeOf(hop);
  for (size_t i = 0; i < rows_.size(); ++i) {
    const CallRow& row = *rows_[i].row;
    if (*rows_[i].shape != shape || row.graphOf(first) != graph) continue;
    std::vector<flow::FunctionGraph*> graphs{row.pointeeOf(first)};
    for (annotate::Desc* desc : pbc_.descs)
      if (flow::FunctionGraph* other = row.pointeeOf(desc); other && other != graphs[0])
        graphs.push_back(other);
    Value function = functionOfRow(hop.inputArg(0), i, hop.ops);
    if (function.isConstant()) return callDirectly(hop, *graph);
    return callIndirectly(hop, function, std::move(graphs));
  }
  throw std::logic_error("no row of the call family has this call of " + first->name());
}

// ---- Methods --------------------------------------------------------------------------------

MethodRepr::MethodRepr(RTyper& rtyper, const PbcAnnotation& pbc, InstanceRepr& self)
    : Repr(rtyper, ReprKind::Method, self.lowType()), pbc_(pbc), self_(self) {}

uint64_t MethodRepr::convertConst(host::Object* object) {
  if (host::isNone(object)) return 0;
  if (object->kind != host::Kind::BoundMethod) return Repr::convertConst(object);
  return self_.convertConst(host::as<host::BoundMethodObject>(object)->self);
}

Value MethodRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == ReprKind::Method && !to.isVoid())
    return to.lowType() == lowType() ? value
                                     : ops.genop(OpCode::LlCastPointer, {value}, to.lowType());
  return Repr::convertTo(to, value, ops);
}

// method(args) becomes function(self, args), the function read from the vtable.
Value MethodRepr::rtypeUnary(HighLevelOp& hop) {
  if (hop.opcode() != OpCode::SimpleCall && hop.opcode() != OpCode::CallArgs)
    return Repr::rtypeUnary(hop);
  annotate::Annotator& annotator = rtyper().annotator();
  std::vector<annotate::Desc*> functions;
  for (annotate::Desc* desc : pbc_.descs)
    functions.push_back(static_cast<MethodDesc*>(desc)->function);
  const annotate::Annotation* precise = annotator.pbc(std::move(functions));
  auto& repr = static_cast<FunctionRepr&>(rtyper().repr(precise));
  const auto* method = static_cast<MethodDesc*>(pbc_.descs[0]);
  rtyper().setupAll();
  Value self = hop.inputArg(0);
  Value function = hop.ops.voidConstant(nullptr);
  if (!repr.isVoid()) {
    const ClassLayout::Slot* slot = self_.layout().find(method->methodName);
    const std::string common = self_.classDef() ? self_.classDef()->name() : "object";
    if (!slot)
      hop.fail("methods '" + method->methodName + "' of several classes meet here, but " + common +
                   " has no such method",
               "define the method in " + common + ", too");
    function = self_.layout().read(self_.typePointer(self, hop.ops), method->methodName, hop.ops);
    function = hop.ops.convert(function, *slot->repr, repr);
  }
  const annotate::Annotation* selfAnnotation =
      annotator.instance(method->self ? method->self : method->origin, false, method->flags);
  HighLevelOp onFunction = hop;
  onFunction.removeArg(0);
  onFunction.insertArg(0, function, precise, repr);
  onFunction.insertArg(1, self, selfAnnotation, self_);
  return repr.call(onFunction, true);
}

// ---- The choice -----------------------------------------------------------------------------

static Repr* makeMethodRepr(RTyper& rtyper, const PbcAnnotation& pbc) {
  annotate::ClassDef* common = nullptr;
  for (annotate::Desc* desc : pbc.descs) {
    auto* method = static_cast<MethodDesc*>(desc);
    annotate::ClassDef* self = method->self ? method->self : method->origin;
    common = common ? common->commonBase(*self) : self;
    if (!common) throw std::logic_error("methods of unrelated classes in one variable");
  }
  return rtyper.arena().make<MethodRepr>(rtyper, pbc, rtyper.instanceRepr(common));
}

Repr* makePbcRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  Arena& arena = rtyper.arena();
  if (annotation.kind() == annotate::Kind::TypeOf) return arena.make<ClassRepr>(rtyper, nullptr);
  const auto& pbc = annotate::cast<PbcAnnotation>(&annotation);
  switch (pbc.descs[0]->kind) {
  case DescKind::Function: return arena.make<FunctionRepr>(rtyper, pbc);
  case DescKind::Class: return arena.make<ClassRepr>(rtyper, &pbc);
  case DescKind::Method: return makeMethodRepr(rtyper, pbc);
  case DescKind::Frozen: return arena.make<FrozenRepr>(rtyper, pbc);
  case DescKind::FrozenMethod: return makeFrozenMethodRepr(rtyper, pbc);
  }
  throw std::logic_error("description of an unknown kind");
}

} // namespace tw::rtype
