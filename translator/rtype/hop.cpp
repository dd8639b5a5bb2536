// LowLevelOps and HighLevelOp: emission of low-level operations.
#include "translator/rtype/hop.h"

#include "translator/annotate/annotator.h"
#include "translator/flow/llconstants.h"
#include "translator/host/host.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

#include <stdexcept>

namespace tw::rtype {

// ---- LowLevelOps ----------------------------------------------------------------------------

Value LowLevelOps::genop(OpCode op, std::vector<Value> args, const lltype::Type* result) {
  flow::Variable* variable = rtyper_.graphs().newVariable();
  variable->type = result;
  operations_.push_back(rtyper_.graphs().newOperation(op, std::move(args), variable, span_));
  return variable;
}

Value LowLevelOps::callHelper(std::string_view module, std::string_view function,
                              std::vector<Value> args) {
  return callFunction(rtyper_.helpers().function(module, function), std::move(args));
}

Value LowLevelOps::callFunction(host::FunctionObject* function, std::vector<Value> args) {
  flow::FunctionGraph* graph = rtyper_.helperGraph(function, args);
  return callGraph(graph, std::move(args));
}

Value LowLevelOps::callGraph(flow::FunctionGraph* graph, std::vector<Value> args) {
  const lltype::FuncType& type = rtyper_.functionType(graph)->func();
  if (args.size() != type.args().size())
    throw std::logic_error("call of " + graph->name + " with a wrong number of arguments");
  for (size_t i = 0; i < args.size(); ++i)
    if (args[i].type() != type.args()[i])
      throw std::logic_error("call of " + graph->name + ": argument " + std::to_string(i) +
                             " is a " + args[i].type()->text() + ", not a " +
                             type.args()[i]->text());
  args.insert(args.begin(), constant(rtyper_.types().ptr(&type), rtyper_.functionPointer(graph)));
  return genop(OpCode::LlDirectCall, std::move(args), &type.result());
}

Value LowLevelOps::convert(Value value, Repr& from, Repr& to) {
  if (&from == &to) return value;
  if (Value converted = from.convertTo(to, value, *this)) return converted;
  if (Value converted = to.convertFrom(from, value, *this)) return converted;
  if (from.lowType() == to.lowType() && from.kind() == to.kind()) return value;
  throw TranslationError(
      {Severity::Error,
       span_,
       withArticle(from.describe()) + " cannot become " + withArticle(to.describe()),
       {},
       "convert the value, for numbers by int(x) or float(x)"});
}

Value LowLevelOps::constant(const lltype::Type* type, uint64_t word) {
  return rtyper_.graphs().newConstant(type, word);
}

Value LowLevelOps::signedConstant(int64_t value) {
  return constant(rtyper_.types().signedType(), lltype::fromInt(value));
}

Value LowLevelOps::boolConstant(bool value) { return constant(rtyper_.types().boolType(), value); }

Value LowLevelOps::voidConstant(host::Object* object) {
  flow::Constant* made = rtyper_.graphs().newConstant(rtyper_.types().voidType(), 0);
  made->object = object;
  return made;
}

Value LowLevelOps::voidConstant(std::string_view name) {
  return voidConstant(rtyper_.host().intern(name));
}

Value LowLevelOps::typeObject(const lltype::Type* type) {
  return voidConstant(lowLevelTypeObject(rtyper_.host(), type));
}

Value LowLevelOps::fieldName(std::string_view name) {
  return flow::symbolConstant(rtyper_.graphs(), rtyper_.types(), rtyper_.symbols().name(name));
}

Value LowLevelOps::typeSymbol(const lltype::Type* type) {
  return flow::symbolConstant(rtyper_.graphs(), rtyper_.types(), rtyper_.symbols().type(type));
}

Value LowLevelOps::flagsSymbol(const lltype::MallocFlags& flags) {
  return flow::symbolConstant(rtyper_.graphs(), rtyper_.types(), rtyper_.symbols().flags(flags));
}

Value LowLevelOps::graphsSymbol(std::vector<flow::FunctionGraph*> graphs) {
  return flow::symbolConstant(rtyper_.graphs(), rtyper_.types(),
                              rtyper_.symbols().graphs(std::move(graphs)));
}

Value LowLevelOps::null(const lltype::Type* pointerType) { return constant(pointerType, 0); }

Value LowLevelOps::constantOf(Repr& repr, host::Object* object) {
  rtyper_.setupAll();
  try {
    Value made = constant(repr.lowType(), repr.isVoid() ? 0 : repr.convertConst(object));
    if (repr.isVoid()) made.constant()->object = object;
    return made;
  } catch (TranslationError& error) {
    if (!error.diagnostic().span.known()) error.diagnostic().span = span_;
    throw;
  }
}

Value LowLevelOps::getField(Value pointer, std::string_view field) {
  const lltype::StructType& type = pointer.type()->ptr().target().structure();
  return genop(OpCode::LlGetField, {pointer, fieldName(field)}, type.field(field).type);
}

void LowLevelOps::setField(Value pointer, std::string_view field, Value value) {
  if (value.type()->isVoid()) return;
  genop(OpCode::LlSetField, {pointer, fieldName(field), value}, rtyper_.types().voidType());
}

Value LowLevelOps::malloc(const lltype::Type* structType) {
  Value flags =
      flow::symbolConstant(rtyper_.graphs(), rtyper_.types(), rtyper_.symbols().flags({}));
  return genop(OpCode::LlMalloc, {typeSymbol(structType), flags}, rtyper_.types().ptr(structType));
}

void LowLevelOps::exceptionIsHere() {
  if (!guarded_) return;
  if (raising_ != kUnknown)
    throw std::logic_error("two low-level operations would carry the exception exits");
  raising_ = static_cast<int>(operations_.size());
}

void LowLevelOps::exceptionCannotOccur() {
  if (!guarded_) return;
  if (raising_ != kUnknown)
    throw std::logic_error("a low-level operation carries the exception exits already");
  raising_ = kRemoved;
}

// ---- HighLevelOp ----------------------------------------------------------------------------

HighLevelOp::HighLevelOp(LowLevelOps& ops, flow::Operation* operation, std::vector<Value> values)
    : ops(ops), opcode_(operation->op), args_(std::move(values)) {
  annotate::Annotator& annotator = ops.rtyper().annotator();
  std::vector<Value> originals = operation->args;
  if (opcode_ == OpCode::CallArgs) {
    readCallShape(originals[1].constant()->object);
    originals.erase(originals.begin() + 1);
    args_.erase(args_.begin() + 1);
  }
  for (Value arg : originals) {
    annotations_.push_back(annotator.annotationOf(arg));
    reprs_.push_back(&ops.rtyper().repr(annotations_.back()));
  }
  resultAnnotation_ = operation->result->annotation;
  if (!resultAnnotation_) resultAnnotation_ = annotator.impossible();
  resultRepr_ = &ops.rtyper().repr(resultAnnotation_);
  operation_ = operation;
  ops.rtyper().setupAll();
}

void HighLevelOp::readCallShape(const host::Object* shape) {
  const auto* parts = host::as<host::TupleObject>(shape);
  for (host::Object* name : host::as<host::TupleObject>(parts->items[1])->items)
    keywords_.emplace_back(host::as<host::StrObject>(name)->value);
}

Value HighLevelOp::inputArg(size_t index, Repr& repr) {
  if (host::Object* known = constantObject(index)) return ops.constantOf(repr, known);
  Value value = args_[index];
  if (value.type() != argRepr(index).lowType())
    throw std::logic_error("an operand has another type than its repr: " +
                           std::string(value.type() ? value.type()->text() : "none") + " against " +
                           argRepr(index).lowType()->text());
  return ops.convert(value, argRepr(index), repr);
}

std::vector<Value> HighLevelOp::inputArgs(std::initializer_list<Repr*> reprs) {
  if (reprs.size() != args_.size()) throw std::logic_error("wrong number of operands");
  std::vector<Value> values;
  for (Repr* repr : reprs) values.push_back(inputArg(values.size(), *repr));
  return values;
}

std::vector<Value> HighLevelOp::inputArgs() {
  std::vector<Value> values;
  for (size_t i = 0; i < args_.size(); ++i) values.push_back(inputArg(i));
  return values;
}

host::Object* HighLevelOp::constantObject(size_t index) const {
  if (args_[index].isConstant() && args_[index].constant()->object)
    return args_[index].constant()->object;
  return annotations_[index] ? annotations_[index]->constant() : nullptr;
}

host::Object* HighLevelOp::constantResult() const { return resultAnnotation_->constant(); }

bool HighLevelOp::constantString(size_t index, std::string_view& text) const {
  host::Object* object = constantObject(index);
  if (!object || !host::isStr(object)) return false;
  text = host::as<host::StrObject>(object)->value;
  return true;
}

bool HighLevelOp::isConstantNone(size_t index) const {
  host::Object* object = constantObject(index);
  return object && host::isNone(object);
}

void HighLevelOp::removeArg(size_t index) {
  args_.erase(args_.begin() + static_cast<ptrdiff_t>(index));
  annotations_.erase(annotations_.begin() + static_cast<ptrdiff_t>(index));
  reprs_.erase(reprs_.begin() + static_cast<ptrdiff_t>(index));
}

void HighLevelOp::insertArg(size_t index, Value value, const annotate::Annotation* annotation,
                            Repr& repr) {
  args_.insert(args_.begin() + static_cast<ptrdiff_t>(index), value);
  annotations_.insert(annotations_.begin() + static_cast<ptrdiff_t>(index), annotation);
  reprs_.insert(reprs_.begin() + static_cast<ptrdiff_t>(index), &repr);
}

void HighLevelOp::setResult(const annotate::Annotation* annotation, Repr& repr) {
  resultAnnotation_ = annotation;
  resultRepr_ = &repr;
}

bool HighLevelOp::catches(std::string_view exception) const {
  host::Host& host = rtyper().host();
  host::Object* cls = host.getAttr(host.builtinModule(), exception);
  for (flow::Link* link : handlers_)
    if (host.isSubclass(cls, link->exitCase->object)) return true;
  return false;
}

void HighLevelOp::fail(std::string message, std::string hint) const {
  Diagnostic diagnostic{Severity::Error, span(), std::move(message), {}, std::move(hint)};
  throw TranslationError(std::move(diagnostic));
}

} // namespace tw::rtype
