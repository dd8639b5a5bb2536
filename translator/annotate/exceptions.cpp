// Which exceptions an operation can raise, and what a handler gets of them.
//
// An operation that is not listed may raise anything. The sets only cut off
// handlers that can never run, so listing too much is harmless.
#include "translator/annotate/operations.h"

#include "translator/annotate/lattice.h"

#include <initializer_list>

namespace tw::annotate {

using flow::OpCode;

namespace {

const Annotation* only(Annotator& an, std::initializer_list<const char*> names) {
  if (names.size() == 0) return an.impossible();
  std::vector<ClassDef*> defs;
  for (const char* name : names) defs.push_back(an.exceptionClass(name));
  std::sort(defs.begin(), defs.end(), [](auto* a, auto* b) { return a->id < b->id; });
  return an.make<ExceptionAnnotation>(an.copySpan(defs));
}

const Annotation* anything(Annotator& an) { return only(an, {"BaseException"}); }

const Annotation* ofNumbers(Annotator& an, OpCode op) {
  switch (op) {
  case OpCode::FloorDiv:
  case OpCode::Div:
  case OpCode::Mod:
  case OpCode::DivMod:
  case OpCode::InplaceFloorDiv:
  case OpCode::InplaceDiv:
  case OpCode::InplaceMod:
  case OpCode::TrueDiv:
  case OpCode::InplaceTrueDiv: return only(an, {"ZeroDivisionError"});
  case OpCode::FloorDivOvf:
  case OpCode::DivOvf:
  case OpCode::ModOvf: return only(an, {"ZeroDivisionError", "OverflowError"});
  case OpCode::LShift:
  case OpCode::RShift:
  case OpCode::InplaceLShift:
  case OpCode::InplaceRShift: return only(an, {"ValueError"});
  case OpCode::LShiftOvf: return only(an, {"ValueError", "OverflowError"});
  case OpCode::AddOvf:
  case OpCode::SubOvf:
  case OpCode::MulOvf:
  case OpCode::NegOvf:
  case OpCode::AbsOvf: return only(an, {"OverflowError"});
  case OpCode::Pow:
  case OpCode::InplacePow: return anything(an);
  case OpCode::Int:
  case OpCode::Long: return only(an, {"OverflowError", "ValueError"});
  default: return an.impossible();
  }
}

const Annotation* ofContainers(Annotator& an, OpCode op, const Annotation* container) {
  const bool isDict = isKind(container, Kind::Dict);
  if (isDict && cast<DictAnnotation>(container).def().isRDict) return anything(an);
  switch (op) {
  case OpCode::GetItem:
  case OpCode::DelItem: return only(an, {isDict ? "KeyError" : "IndexError"});
  case OpCode::SetItem: return isDict ? an.impossible() : only(an, {"IndexError"});
  case OpCode::Len:
  case OpCode::Contains:
  case OpCode::Iter:
  case OpCode::IsTrue:
  case OpCode::GetAttr: return an.impossible();
  default: return anything(an);
  }
}

const Annotation* ofTexts(Annotator& an, OpCode op, const Annotation* text) {
  if (op == OpCode::Str && isUniText(text)) return only(an, {"UnicodeEncodeError"});
  switch (op) {
  case OpCode::GetItem: return only(an, {"IndexError"});
  case OpCode::Int:
  case OpCode::Float:
  case OpCode::Long: return only(an, {"ValueError"});
  case OpCode::Len:
  case OpCode::Contains:
  case OpCode::Iter:
  case OpCode::IsTrue:
  case OpCode::GetAttr:
  case OpCode::GetSlice:
  case OpCode::Str:
  case OpCode::Ord:
  case OpCode::Lt:
  case OpCode::Le:
  case OpCode::Eq:
  case OpCode::Ne:
  case OpCode::Gt:
  case OpCode::Ge: return an.impossible();
  default: return anything(an);
  }
}

} // namespace

const Annotation* exceptionsOf(Annotator& an, const flow::Operation& operation) {
  if (operation.args.empty() || operation.op == OpCode::SimpleCall ||
      operation.op == OpCode::CallArgs)
    return anything(an);
  const Annotation* first = an.annotationOf(operation.args[0]);
  switch (first->kind()) {
  case Kind::Bool:
  case Kind::Integer:
  case Kind::Float: return ofNumbers(an, operation.op);
  case Kind::List:
  case Kind::Tuple:
  case Kind::Dict: return ofContainers(an, operation.op, first);
  case Kind::Char:
  case Kind::UniChar:
  case Kind::String:
  case Kind::Unicode: return ofTexts(an, operation.op, first);
  case Kind::Iterator:
    return operation.op == OpCode::Next ? only(an, {"StopIteration", "RuntimeError"})
                                        : anything(an);
  case Kind::Instance:
    if (operation.op == OpCode::GetAttr || operation.op == OpCode::SetAttr ||
        operation.op == OpCode::IsTrue)
      return an.impossible();
    return anything(an);
  default: return anything(an);
  }
}

const Annotation* matchException(Annotator& an, const Annotation* raised, ClassDef& caught) {
  ClassDef* common = nullptr;
  for (ClassDef* def : cast<ExceptionAnnotation>(raised).classDefs) {
    ClassDef* match = def->isSubclassOf(caught)   ? def
                      : caught.isSubclassOf(*def) ? &caught
                                                  : nullptr;
    if (match) common = common ? common->commonBase(*match) : match;
  }
  return common ? an.instance(common) : an.impossible();
}

} // namespace tw::annotate
