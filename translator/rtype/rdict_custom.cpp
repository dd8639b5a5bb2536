// Dicts that compare and hash their keys by functions of the program: r_dict.
#include "translator/rtype/rdict.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/callfamily.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

namespace tw::rtype {

namespace {

// The graph of a function for calls with that many arguments; null: no such call.
flow::FunctionGraph* graphFor(RTyper& rtyper, const annotate::PbcAnnotation& functions,
                              size_t parameters) {
  annotate::CallFamily* family = rtyper.annotator().familyOf(functions);
  if (!family) return nullptr;
  for (const annotate::CallTable& table : family->tables) {
    if (table.shape.positional != parameters || !table.shape.keywords.empty()) continue;
    for (const annotate::CallRow& row : table.rows)
      if (flow::FunctionGraph* graph = row.pointeeOf(functions.descs[0])) return graph;
  }
  return nullptr;
}

} // namespace

DictRepr::Custom DictRepr::custom(const annotate::Annotation* function, size_t parameters) const {
  const auto* functions = annotate::dynCast<annotate::PbcAnnotation>(function);
  if (functions && functions->descs[0]->kind == annotate::DescKind::Method)
    return customMethod(*functions, parameters);
  if (!functions || functions->descs[0]->kind != annotate::DescKind::Function)
    throw TranslationError(def_.createdAt,
                           "an r_dict takes functions to compare and hash its keys");
  flow::FunctionGraph* graph = graphFor(rtyper(), *functions, parameters);
  if (!graph) return {};
  Custom result{rtyper().types().ptr(rtyper().functionType(graph)), 0};
  if (functions->descs.size() == 1 && !functions->canBeNone)
    result.word = rtyper().functionPointer(graph);
  return result;
}

DictRepr::Custom DictRepr::customMethod(const annotate::PbcAnnotation& methods,
                                        size_t parameters) const {
  if (methods.descs.size() > 1 || methods.canBeNone)
    throw TranslationError(def_.createdAt,
                           "the methods of an r_dict must be the same one for all such dicts");
  annotate::Desc* function = static_cast<annotate::MethodDesc*>(methods.descs[0])->function;
  const auto& functions =
      annotate::cast<annotate::PbcAnnotation>(rtyper().annotator().pbc({function}));
  flow::FunctionGraph* graph = graphFor(rtyper(), functions, parameters + 1);
  if (!graph) return {};
  return {rtyper().types().ptr(rtyper().functionType(graph)), rtyper().functionPointer(graph),
          &rtyper().repr(&methods)};
}

bool DictRepr::storesFunctions() const {
  Custom eq = custom(def_.eqFunction, 2), hash = custom(def_.hashFunction, 1);
  return eq.type && hash.type && (!eq.isKnown() || !hash.isKnown());
}

void DictRepr::addFunctionFields(std::vector<lltype::Field>& fields) const {
  if (!storesFunctions()) return;
  const auto add = [&](const char* name, const Custom& custom) {
    fields.push_back({name, custom.self ? custom.self->lowType() : custom.type});
  };
  add("eq", custom(def_.eqFunction, 2));
  add("hash", custom(def_.hashFunction, 1));
}

std::vector<std::pair<std::string_view, host::Object*>> DictRepr::customTraits() const {
  host::Host& host = rtyper().host();
  LowLevelWorld& world = LowLevelWorld::of(host);
  Custom eq = custom(def_.eqFunction, 2), hash = custom(def_.hashFunction, 1);
  bool stored = storesFunctions();
  // Without keys nothing is ever compared.
  auto function = [&](const Custom& custom) -> host::Object* {
    if (!custom.type) return rtyper().helpers().function("rdict", "no_hash");
    if (stored && !custom.self) return host.none();
    return world.pointerObject(custom.type, custom.word);
  };
  const auto parameter = [](const Custom& custom, size_t index) {
    return custom.type->ptr().target().func().args()[index];
  };
  const auto self = [&](const Custom& custom) -> host::Object* {
    return custom.type && custom.self ? world.typeObject(parameter(custom, 0)) : host.none();
  };
  const lltype::Type* taken = hash.type ? parameter(hash, hash.self ? 1 : 0) : key_->lowType();
  const bool differs = taken != key_->lowType();
  const bool isPointer = key_->lowType()->isPtr();
  return {{"eq", function(eq)},
          {"hash", function(hash)},
          {"stored_functions", host.boolean(stored)},
          {"eq_self", self(eq)},
          {"hash_self", self(hash)},
          {"casts_keys", host.boolean(differs && isPointer)},
          {"widens_characters", host.boolean(differs && !isPointer && taken->isPtr())},
          {"key_type", world.typeObject(taken)}};
}

Value DictRepr::functionArgument(HighLevelOp& hop, size_t arg, const Custom& custom) {
  if (custom.self) return hop.inputArg(arg, *custom.self);
  if (custom.word) return hop.ops.constant(custom.type, custom.word);
  Value function = hop.inputArg(arg);
  if (function.type() != custom.type)
    hop.fail("the functions of an r_dict are also called in another way",
             "use functions that nothing else calls");
  return function;
}

Value DictRepr::makeWithFunctions(HighLevelOp& hop) {
  Value dict = makeEmpty(hop.ops);
  if (!storesFunctions()) return dict;
  hop.ops.setField(dict, "eq", functionArgument(hop, 0, custom(def_.eqFunction, 2)));
  hop.ops.setField(dict, "hash", functionArgument(hop, 1, custom(def_.hashFunction, 1)));
  return dict;
}

Value rtypeRDict(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return static_cast<DictRepr&>(hop.resultRepr()).makeWithFunctions(hop);
}

} // namespace tw::rtype
