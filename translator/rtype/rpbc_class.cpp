// Classes as values: calls, attributes, comparisons.
//
// An attribute read from one of several classes comes from a prebuilt table
// that is indexed by the number of the class.
#include "translator/annotate/annotator.h"
#include "translator/annotate/classdef.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/callargs.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/names.h"
#include "translator/rtype/rclass.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rpbc.h"
#include "translator/rtype/rtyper.h"

namespace tw::rtype {

using annotate::ClassDesc;

static const lltype::Type* classType(RTyper& rtyper, const annotate::PbcAnnotation* pbc) {
  if (pbc && pbc->descs.size() == 1 && !pbc->canBeNone && !pbc->anySubclass)
    return rtyper.types().voidType();
  return rtyper.types().ptr(&rtyper.instanceRepr(nullptr).layout().type());
}

ClassRepr::ClassRepr(RTyper& rtyper, const annotate::PbcAnnotation* pbc)
    : Repr(rtyper, ReprKind::Class, classType(rtyper, pbc)), pbc_(pbc) {}

uint64_t ClassRepr::convertConst(host::Object* object) {
  if (isVoid() || host::isNone(object)) return 0;
  if (object->kind != host::Kind::Class) return Repr::convertConst(object);
  return rtyper().exceptions().vtableOf(host::as<host::ClassObject>(object));
}

Value ClassRepr::pointer(Value value, LowLevelOps& ops) const {
  if (!isVoid()) return value;
  return ops.constantOf(rtyper().classRepr(), pbc_->descs[0]->object);
}

Value ClassRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == ReprKind::Class && !to.isVoid()) return pointer(value, ops);
  return Repr::convertTo(to, value, ops);
}

host::FunctionObject* ClassRepr::hashFunction() {
  return rtyper().helpers().function("rclass", "ll_class_hash");
}

Value ClassRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::SimpleCall:
  case OpCode::CallArgs: return call(hop);
  case OpCode::GetAttr: return getAttribute(hop);
  case OpCode::Str:
  case OpCode::Repr:
    hop.exceptionCannotOccur();
    return hop.ops.getField(hop.inputArg(0, rtyper().classRepr()), "name");
  default: return Repr::rtypeUnary(hop);
  }
}

Value ClassRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (right.kind() != ReprKind::Class) return Repr::rtypePair(hop, right);
  Repr& any = rtyper().classRepr();
  switch (hop.opcode()) {
  case OpCode::IsSubtype:
  case OpCode::ExceptionMatch: {
    hop.exceptionCannotOccur();
    Value cls = hop.inputArg(0, any);
    host::Object* known = hop.constantObject(1);
    if (known && known->kind == host::Kind::Class)
      return testSubclass(cls, rtyper().annotator().classDefOf(host::as<host::ClassObject>(known)),
                          hop.ops);
    return testSubclass(cls, hop.inputArg(1, any), hop.ops);
  }
  case OpCode::Is:
  case OpCode::Eq:
  case OpCode::Ne: {
    hop.exceptionCannotOccur();
    if (hop.constantResult()) return hop.ops.constantOf(rtyper().boolRepr(), hop.constantResult());
    return hop.genop(hop.opcode() == OpCode::Ne ? OpCode::LlPtrNe : OpCode::LlPtrEq,
                     hop.inputArgs({&any, &any}), rtyper().boolRepr().lowType());
  }
  default: return Repr::rtypePair(hop, right);
  }
}

// Reads `table[number of cls]`; entryOf gives the word for each class.
template <class F>
static Value readTable(HighLevelOp& hop, Value cls, std::span<annotate::Desc* const> classes,
                       const lltype::Type* item, F entryOf) {
  RTyper& rtyper = hop.rtyper();
  int64_t end = 0;
  for (annotate::Desc* desc : classes) {
    annotate::ClassDef* def = rtyper.annotator().classDefOf(static_cast<ClassDesc&>(*desc));
    end = std::max(end, classRange(rtyper, def).min + 1);
  }
  const lltype::ArrayType* type =
      rtyper.types().array(item, lltype::Flavor::Raw, {.noLength = true, .immutable = true});
  uint64_t table = rtyper.heap().mallocArray(*type, static_cast<uint64_t>(end))->word();
  for (annotate::Desc* desc : classes) {
    annotate::ClassDef* def = rtyper.annotator().classDefOf(static_cast<ClassDesc&>(*desc));
    lltype::setItem(table, *type, static_cast<uint64_t>(classRange(rtyper, def).min),
                    entryOf(static_cast<ClassDesc&>(*desc)));
  }
  Value number = hop.ops.getField(cls, "subclassrange_min");
  return hop.genop(OpCode::LlGetArrayItem,
                   {hop.ops.constant(rtyper.types().ptr(type), table), number}, item);
}

Value ClassRepr::getAttribute(HighLevelOp& hop) {
  std::string_view name;
  if (!hop.constantString(1, name)) hop.fail("the name of an attribute must be constant");
  hop.exceptionCannotOccur();
  if (hop.constantResult()) return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
  if (hop.resultRepr().isVoid()) return {};
  host::Host& host = rtyper().host();
  if (isVoid())
    return hop.ops.constantOf(hop.resultRepr(), host.getAttr(pbc_->descs[0]->object, name));
  Value cls = hop.inputArg(0);
  if (name == "__name__")
    return hop.ops.convert(hop.ops.getField(cls, "name"), rtyper().stringRepr(), hop.resultRepr());
  std::vector<annotate::Desc*> classes;
  if (pbc_)
    classes.assign(pbc_->descs.begin(), pbc_->descs.end());
  else if (const auto* type = annotate::dynCast<annotate::TypeOfAnnotation>(hop.annotation(0)))
    type->base->forSubclasses([&](annotate::ClassDef& def) { classes.push_back(def.desc); });
  Repr& result = hop.resultRepr();
  return readTable(hop, cls, classes, result.lowType(), [&](ClassDesc& desc) -> uint64_t {
    host::Object* value = host.getAttrOrNull(desc.cls(), name);
    return value ? result.convertConst(value) : 0;
  });
}

// ---- Calls ----------------------------------------------------------------------------------

// Makes the raw instance; `done` if no __init__ is to be called on it.
Value ClassRepr::instantiate(HighLevelOp& hop, bool& done) {
  done = false;
  annotate::Annotator& annotator = rtyper().annotator();
  if (isVoid() || pbc_->descs.size() == 1) {
    auto& desc = static_cast<ClassDesc&>(*pbc_->descs[0]);
    annotate::ClassDef* def = annotator.classDefOf(desc);
    InstanceRepr& repr = rtyper().instanceRepr(def);
    rtyper().setupAll();
    bool hasInit = desc.lookup("__init__") != nullptr;
    // Exceptions without state exist once.
    if (!hasInit && desc.isException && !repr.hasState()) {
      done = true;
      return hop.ops.constant(repr.lowType(), repr.sharedInstance());
    }
    done = !hasInit;
    return repr.makeNew(hop.ops);
  }
  InstanceRepr& root = rtyper().instanceRepr(nullptr);
  Value cls = hop.inputArg(0);
  bool anyInit = false;
  std::vector<flow::FunctionGraph*> makers;
  for (annotate::Desc* desc : pbc_->descs) {
    auto& classDesc = static_cast<ClassDesc&>(*desc);
    anyInit |= classDesc.lookup("__init__") != nullptr;
    makers.push_back(rtyper().instanceRepr(annotator.classDefOf(classDesc)).layout().maker());
  }
  done = !anyInit;
  Value function = hop.ops.getField(cls, "instantiate");
  Value targets = hop.ops.graphsSymbol(std::move(makers));
  return hop.genop(OpCode::LlIndirectCall, {function, targets}, root.lowType());
}

Value ClassRepr::call(HighLevelOp& hop) {
  if (!pbc_) hop.fail("a class that is not known cannot be called");
  annotate::Annotator& annotator = rtyper().annotator();
  bool done;
  Value made = instantiate(hop, done);
  const auto* result = annotate::dynCast<annotate::InstanceAnnotation>(hop.resultAnnotation());
  annotate::ClassDef* common = result ? result->classDef : nullptr;
  if (!result) // __init__ always raises
    common = annotator.classDefOf(static_cast<ClassDesc&>(*pbc_->descs[0]));
  InstanceRepr& repr = rtyper().instanceRepr(common);
  rtyper().setupAll();
  if (made.type() != repr.lowType()) {
    if (made.isConstant())
      made = hop.ops.constant(repr.lowType(), made.constant()->word);
    else
      made = hop.genop(OpCode::LlCastPointer, {made}, repr.lowType());
  }
  if (done) {
    hop.exceptionCannotOccur();
    return made;
  }
  std::vector<annotate::Desc*> inits;
  auto initOf = [&](ClassDesc& desc) -> annotate::FunctionDesc* {
    const auto* init = desc.lookup("__init__");
    return init ? annotator.functionDesc(host::as<host::FunctionObject>(init->value)) : nullptr;
  };
  for (annotate::Desc* desc : pbc_->descs)
    if (annotate::FunctionDesc* init = initOf(static_cast<ClassDesc&>(*desc)))
      inits.push_back(init);
  const annotate::Annotation* function = annotator.pbc(std::move(inits));
  auto& functionRepr = static_cast<FunctionRepr&>(rtyper().repr(function));
  rtyper().setupAll();
  Value init = hop.ops.voidConstant(nullptr);
  if (!functionRepr.isVoid())
    init = readTable(hop, hop.inputArg(0), pbc_->descs, functionRepr.lowType(),
                     [&](ClassDesc& desc) -> uint64_t {
                       annotate::FunctionDesc* own = initOf(desc);
                       return own ? functionRepr.wordOf(own) : 0;
                     });
  HighLevelOp onInit = hop;
  onInit.removeArg(0);
  onInit.insertArg(0, init, function, functionRepr);
  onInit.insertArg(1, made, annotator.instance(common), repr);
  onInit.setResult(annotator.none(), rtyper().noneRepr());
  functionRepr.call(onInit, true);
  return hop.resultRepr().isVoid() ? Value() : made;
}

} // namespace tw::rtype
