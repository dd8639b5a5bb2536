// `__tw_objectmodel__`: hashes and identities of objects, raw instances, dicts and
// lists with hints.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/desc.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rclass.h"
#include "translator/rtype/rdict.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

#include <algorithm>

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using rtype::HighLevelOp;
using rtype::ReprKind;

namespace {

// ---- Identity and hashes --------------------------------------------------------------------

Object* hostHash(Host& host, const Args& args) {
  return host.newInt(static_cast<int64_t>(host.hash(args[0])));
}
Object* hostIdentity(Host& host, const Args& args) {
  return host.newInt(static_cast<int64_t>(host.id(args[0])));
}

const Annotation* hash(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (isKind(call[0], annotate::Kind::None))
    return call.annotator.ofConstant(call.annotator.host().newInt(0));
  return call.becomes(OpCode::Hash);
}

const Annotation* identity(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.integer();
}

template <OpCode Op> Value rtypeIdentity(HighLevelOp& hop) {
  if (!hop.argRepr(0).lowType()->isGcPtr())
    hop.fail(withArticle(hop.argRepr(0).describe()) + " has no identity");
  hop.exceptionCannotOccur();
  return hop.genop(Op, {hop.inputArg(0)}, hop.resultType());
}

Value rtypeKeepAlive(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value value = hop.inputArg(0);
  if (!hop.argRepr(0).isVoid())
    hop.genop(OpCode::LlKeepAlive, {value}, hop.rtyper().types().voidType());
  return {};
}

// ---- instantiate(cls) -----------------------------------------------------------------------

Object* hostInstantiate(Host& host, const Args& args) {
  return host.newInstance(host::as<host::ClassObject>(args[0]));
}

const PbcAnnotation* classesOf(const Annotation* a) {
  auto* pbc = dynCast<PbcAnnotation>(a);
  return pbc && pbc->descs[0]->kind == DescKind::Class ? pbc : nullptr;
}

const Annotation* instantiate(LibraryCall& call) {
  call.expectArgs(1, 2);
  const PbcAnnotation* classes = classesOf(call[0]);
  if (!classes)
    call.fail("instantiate() takes a class, not " + describe(call[0]), "pass the class itself");
  Annotator& an = call.annotator;
  const Annotation* result = an.impossible();
  for (Desc* desc : classes->descs)
    result = unionOf(an, result, an.instance(an.classDefOf(static_cast<ClassDesc&>(*desc))));
  return result;
}

Value rtypeInstantiate(HighLevelOp& hop) {
  rtype::RTyper& rtyper = hop.rtyper();
  const PbcAnnotation& classes = *classesOf(hop.annotation(0));
  auto classDef = [&](Desc* desc) {
    return rtyper.annotator().classDefOf(static_cast<ClassDesc&>(*desc));
  };
  hop.exceptionCannotOccur();
  if (classes.descs.size() == 1) {
    rtype::InstanceRepr& repr = rtyper.instanceRepr(classDef(classes.descs[0]));
    rtyper.setupAll();
    return hop.ops.convert(repr.makeNew(hop.ops), repr, hop.resultRepr());
  }
  std::vector<flow::FunctionGraph*> makers;
  for (Desc* desc : classes.descs)
    makers.push_back(rtyper.instanceRepr(classDef(desc)).layout().maker());
  Value function = hop.ops.getField(hop.inputArg(0, rtyper.classRepr()), "instantiate");
  Value made =
      hop.genop(OpCode::LlIndirectCall, {function, hop.ops.graphsSymbol(std::move(makers))},
                rtyper.instanceRepr(nullptr).lowType());
  if (made.type() == hop.resultType()) return made;
  return hop.genop(OpCode::LlCastPointer, {made}, hop.resultType());
}

// ---- Lists ----------------------------------------------------------------------------------

Object* hostNewList(Host& host, const Args&) { return host.newList(); }

const Annotation* newListHint(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.newList(call.annotator.impossible(), true);
}

Value rtypeNewListHint(HighLevelOp& hop) {
  auto& list = static_cast<rtype::ListRepr&>(hop.resultRepr());
  rtype::mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", "ll_newlist_hint",
                        {list.typeArgument(hop.ops), hop.inputArg(0, hop.rtyper().signedRepr())});
}

const Annotation* resizeListHint(LibraryCall& call) {
  call.expectArgs(2, 2);
  auto* list = dynCast<ListAnnotation>(call[0]);
  if (!list) call.fail("resizelist_hint() takes a list, not " + describe(call[0]));
  list->def().resize(call.annotator);
  return call.annotator.none();
}

Value rtypeResizeListHint(HighLevelOp& hop) {
  rtype::mayRaiseMemoryError(hop);
  hop.callHelper("rlist", "ll_resize_hint",
                 {hop.inputArg(0), hop.inputArg(1, hop.rtyper().signedRepr())});
  return {};
}

// ---- Dicts ----------------------------------------------------------------------------------

DictDef& dictOf(LibraryCall& call, size_t args) {
  call.expectArgs(args, args + 1);
  auto* dict = dynCast<DictAnnotation>(call[0]);
  if (!dict) call.fail(std::string(call.name) + "() takes a dict, not " + describe(call[0]));
  return dict->def();
}

// The function, or the method of a frozen object, that an annotation stands for; null if
// there are several.
Object* knownFunction(Host& host, const Annotation* function) {
  auto* pbc = dynCast<PbcAnnotation>(function);
  if (!pbc || pbc->descs.size() != 1 || pbc->canBeNone) return nullptr;
  if (pbc->descs[0]->kind == DescKind::Function) return pbc->descs[0]->object;
  if (pbc->descs[0]->kind != DescKind::FrozenMethod) return nullptr;
  auto& desc = static_cast<FrozenMethodDesc&>(*pbc->descs[0]);
  return host.newBoundMethod(desc.function->object, desc.self->object, desc.self->object->cls);
}

// What the dict calls takes nothing but keys.
const Annotation* plainFunction(LibraryCall& call, size_t index, int parameters) {
  Host& host = call.annotator.host();
  Object* known = knownFunction(host, call[index]);
  if (!known) return call[index];
  Object* cls = host.getAttr(host.findModule("rpython.rlib.objectmodel"), "r_dict");
  return call.annotator.ofConstant(
      host.call(host.getAttr(cls, "_plain_function"), {known, host.newInt(parameters)}));
}

const Annotation* newRDict(LibraryCall& call) {
  call.expectArgs(2, 4);
  auto flag = [&](size_t index, const char* name) {
    const Annotation* given = call.get(index, name);
    return given && given->constant() && call.annotator.host().truth(given->constant());
  };
  return call.annotator.newRDict(plainFunction(call, 0, 2), plainFunction(call, 1, 1),
                                 flag(2, "force_non_null"), flag(3, "simple_hash_eq"));
}

// Calls of the class make dicts, and its instances are dicts at run time.
Object* hostRunsAsDict(Host& host, const Args& args) {
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = newRDict;
  rule->rtype = rtype::rtypeRDict;
  rule->constant = [](Annotator& annotator, Object* object) {
    return annotator.prebuiltRDict(object);
  };
  host::as<host::ClassObject>(args[0])->rule = rule;
  return args[0];
}

const Annotation* contains(LibraryCall& call) {
  dictOf(call, 3).generalizeKey(call.annotator, call[1]);
  return call.annotator.boolean();
}
const Annotation* setItem(LibraryCall& call) {
  DictDef& dict = dictOf(call, 4);
  dict.generalizeKey(call.annotator, call[1]);
  dict.generalizeValue(call.annotator, call[3]);
  return call.annotator.none();
}
const Annotation* getItem(LibraryCall& call) {
  DictDef& dict = dictOf(call, 3);
  dict.generalizeKey(call.annotator, call[1]);
  return dict.readValue(call.annotator);
}
const Annotation* get(LibraryCall& call) {
  DictDef& dict = dictOf(call, 4);
  dict.generalizeKey(call.annotator, call[1]);
  dict.generalizeValue(call.annotator, call[3]);
  return dict.readValue(call.annotator);
}
const Annotation* delItem(LibraryCall& call) {
  dictOf(call, 2).generalizeKey(call.annotator, call[1]);
  return call.annotator.none();
}
const Annotation* delItemIfValueIs(LibraryCall& call) {
  DictDef& dict = dictOf(call, 3);
  dict.generalizeKey(call.annotator, call[1]);
  dict.generalizeValue(call.annotator, call[2]);
  return call.annotator.none();
}
const Annotation* reversedDict(LibraryCall& call) {
  dictOf(call, 1);
  return call.annotator.iteratorOver(call[0], IteratorVariant::Reversed);
}
const Annotation* prepareUpdate(LibraryCall& call) {
  dictOf(call, 2);
  return call.annotator.none();
}

Object* hostContains(Host& host, const Args& args) {
  return host.boolean(host.contains(args[0], args[1]));
}
Object* hostGetItem(Host& host, const Args& args) { return host.getItem(args[0], args[1]); }
Object* hostSetItem(Host& host, const Args& args) {
  host.setItem(args[0], args[1], args[3]);
  return host.none();
}
Object* hostGet(Host& host, const Args& args) {
  return host.contains(args[0], args[1]) ? host.getItem(args[0], args[1]) : args[3];
}
Object* hostDelItem(Host& host, const Args& args) {
  host.delItem(args[0], args[1]);
  return host.none();
}
Object* hostDelItemIfValueIs(Host& host, const Args& args) {
  if (host.contains(args[0], args[1]) && host.getItem(args[0], args[1]) == args[2])
    host.delItem(args[0], args[1]);
  return host.none();
}
Object* hostReversedDict(Host& host, const Args& args) {
  std::vector<Object*> keys = host.listOf(args[0]);
  std::ranges::reverse(keys);
  return host.iter(host.newList(std::move(keys)));
}

// move_to_end(dict, key, last=True)
Object* hostMoveToEnd(Host& host, const Args& args) {
  Object* last = args.size() > 2 ? args[2] : args.keyword("last");
  Object* value = host.getItem(args[0], args[1]);
  host.delItem(args[0], args[1]);
  if (!last || host.truth(last)) {
    host.setItem(args[0], args[1], value);
    return host.none();
  }
  std::vector<std::pair<Object*, Object*>> others;
  for (Object* key : host.listOf(args[0])) others.emplace_back(key, host.getItem(args[0], key));
  for (auto& [key, unused] : others) host.delItem(args[0], key);
  host.setItem(args[0], args[1], value);
  for (auto& [key, other] : others) host.setItem(args[0], key, other);
  return host.none();
}

// ---- Others ---------------------------------------------------------------------------------

Object* hostTrue(Host& host, const Args&) { return host.boolean(true); }

const Annotation* isAnnotationConstant(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.answer(call[0]->isConstant());
}

const Annotation* truth(LibraryCall& call) {
  call.expectArgs(1, 1);
  return isKind(call[0], annotate::Kind::Bool) ? call[0] : call.annotator.boolean();
}

template <OpCode Op> Value rtypeExpectation(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.genop(Op, {hop.inputArg(0, hop.rtyper().boolRepr())}, hop.resultType());
}

Value rtypeFree(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  hop.genop(OpCode::LlFree, {hop.inputArg(0)}, hop.rtyper().types().voidType());
  return {};
}

// A rule that rtype has by the function's name.
template <size_t N> struct Name {
  constexpr Name(const char (&given)[N]) { std::ranges::copy(given, text); }
  char text[N];
};
template <Name Function> Value rtypeOnDict(HighLevelOp& hop) {
  return rtype::rtypeDictFunction(Function.text, hop);
}

constexpr NativeEntry kEntries[] = {
    {"compute_hash", hostHash, hash, rtypeKnownResult},
    {"compute_identity_hash", hostIdentity, identity, rtypeIdentity<OpCode::LlGcIdentityHash>},
    {"compute_unique_id", hostIdentity, identity, rtypeIdentity<OpCode::LlGcId>},
    {"current_object_addr_as_int", hostIdentity, identity, rtypeIdentity<OpCode::LlCastPtrToInt>},
    {"keepalive_until_here", hostNothing, annotateNone, rtypeKeepAlive},
    {"instantiate", hostInstantiate, instantiate, rtypeInstantiate, true},
    {"newlist_hint", hostNewList, newListHint, rtypeNewListHint, true},
    {"resizelist_hint", hostNothing, resizeListHint, rtypeResizeListHint},
    {"runs_as_dict", hostRunsAsDict, nullptr, nullptr},
    {"contains_with_hash", hostContains, contains, rtypeOnDict<"contains_with_hash">},
    {"setitem_with_hash", hostSetItem, setItem, rtypeOnDict<"setitem_with_hash">},
    {"getitem_with_hash", hostGetItem, getItem, rtypeOnDict<"getitem_with_hash">},
    {"get_with_hash", hostGet, get, rtypeOnDict<"get_with_hash">},
    {"delitem_with_hash", hostDelItem, delItem, rtypeOnDict<"delitem_with_hash">},
    {"delitem_if_value_is", hostDelItemIfValueIs, delItemIfValueIs,
     rtypeOnDict<"delitem_if_value_is">},
    {"move_to_end", hostMoveToEnd, delItem, rtypeOnDict<"move_to_end">, true},
    {"reversed_dict", hostReversedDict, reversedDict, rtypeOnDict<"reversed_dict">},
    {"prepare_dict_update", hostNothing, prepareUpdate, rtypeOnDict<"prepare_dict_update">},
    {"is_annotation_constant", hostTrue, isAnnotationConstant, rtypeKnownResult},
    {"free_non_gc_object", hostNothing, annotateNone, rtypeFree},
    {"likely", hostFirstArgument, truth, rtypeExpectation<OpCode::LlLikely>},
    {"unlikely", hostFirstArgument, truth, rtypeExpectation<OpCode::LlUnlikely>},
    {"NonConstant", hostFirstArgument, annotateFirstArgument, rtypeFirstArgument},
};

} // namespace

void fillObjectModelModule(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
}

} // namespace tw::library
