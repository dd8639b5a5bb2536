// Keys of specialised graphs, by the tag of the function.
#include "translator/annotate/specialize.h"

#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/memo.h"
#include "translator/annotate/registry.h"
#include "translator/flow/build.h"
#include "translator/flow/copy.h"
#include "translator/lltype/lltype.h"

#include <charconv>

namespace tw::annotate {

namespace {

// "specialize:NAME(0, 2)" -> NAME and the indices.
bool parseTag(std::string_view tag, std::string_view& name, std::vector<uint32_t>& indices) {
  constexpr std::string_view kPrefix = "specialize:";
  if (!tag.starts_with(kPrefix)) return false;
  tag.remove_prefix(kPrefix.size());
  const size_t paren = tag.find('(');
  name = tag.substr(0, paren);
  if (paren == std::string_view::npos) return true;
  const char* at = tag.data() + paren + 1;
  const char* end = tag.data() + tag.size();
  while (at < end && *at != ')') {
    uint32_t value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error == std::errc{}) indices.push_back(value);
    at = error == std::errc{} ? next : at + 1;
  }
  return true;
}

constexpr std::pair<std::string_view, Specialize> kTags[] = {
    {"memo", Specialize::Memo},
    {"arg", Specialize::ArgValue},
    {"arg_or_var", Specialize::ArgOrVar},
    {"argtype", Specialize::ArgType},
    {"arglistitemtype", Specialize::ArgListItemType},
    {"call_location", Specialize::CallLocation},
    {"ll", Specialize::LowLevel},
    {"ll_and_arg", Specialize::LowLevelAndArg},
};

// What distinguishes the types of two arguments for argtype().
std::string typeKey(const Annotation* a) {
  switch (a->kind()) {
  case Kind::Integer: {
    const IntegerType type = cast<IntegerAnnotation>(a).type;
    return (type.isSigned ? "i" : "u") + std::to_string(type.bits);
  }
  case Kind::Char:
  case Kind::String: return "str";
  case Kind::UniChar:
  case Kind::Unicode: return "unicode";
  case Kind::Tuple: {
    std::string key = "(";
    for (const Annotation* item : cast<TupleAnnotation>(a).items) key += typeKey(item) + ",";
    return key + ")";
  }
  case Kind::Instance: {
    ClassDef* def = cast<InstanceAnnotation>(a).classDef;
    return def ? "C" + std::to_string(def->id) : "object";
  }
  case Kind::Pbc:
    return "pbc" + std::to_string(static_cast<int>(cast<PbcAnnotation>(a).descs[0]->kind));
  case Kind::Ptr: return cast<PtrAnnotation>(a).type->text();
  case Kind::Library: return cast<LibraryAnnotation>(a).type->name();
  default: return "k" + std::to_string(static_cast<int>(a->kind()));
  }
}

// Empty if the argument is no constant.
std::string valueKey(const Annotation* a) {
  if (a->constant()) return constantKey(a->constant());
  if (auto* pbc = dynCast<PbcAnnotation>(a); pbc && pbc->descs.size() == 1 && !pbc->canBeNone)
    return "d" + std::to_string(pbc->descs[0]->id);
  return {};
}

class Chooser {
public:
  Chooser(Annotator& annotator, FunctionDesc& desc, std::vector<const Annotation*>& args)
      : annotator_(annotator), desc_(desc), args_(args) {}

  flow::FunctionGraph* choose(const flow::Operation* operation) {
    enforceTypes();
    checkSpecializedArgs();
    if (desc_.specialize == Specialize::Memo) return memoGraph(annotator_, desc_, args_);
    if (!desc_.signature.varArgs.empty()) flattenStar();
    switch (desc_.specialize) {
    case Specialize::ArgValue: addValues(false); break;
    case Specialize::ArgOrVar: addValues(true); break;
    case Specialize::ArgType: addTypes(); break;
    case Specialize::ArgListItemType: addItemTypes(); break;
    case Specialize::CallLocation:
      if (operation) add("at" + std::to_string(operation->result->id));
      break;
    case Specialize::LowLevel: addLowLevelTypes(); break;
    case Specialize::LowLevelAndArg:
      addValues(false);
      addLowLevelTypes(desc_.specializeArgs);
      break;
    default: addFlags(); break;
    }
    return graph();
  }

  flow::FunctionGraph* chooseLowLevel() {
    if (desc_.specialize != Specialize::Default && desc_.specialize != Specialize::LowLevel)
      return choose(nullptr);
    if (!desc_.signature.varArgs.empty()) flattenStar();
    addLowLevelTypes();
    return graph();
  }

private:
  void add(const std::string& part) { key_ += (key_.empty() ? "" : " ") + part; }

  void checkSpecializedArgs() {
    const size_t count = desc_.signature.argNames.size();
    for (uint32_t index : desc_.specializeArgs)
      if (index >= count && desc_.signature.varArgs.empty())
        annotator_.fail("'" + desc_.name() + "' is specialised by argument " +
                            std::to_string(index) + ", but it has " + std::to_string(count) +
                            (count == 1 ? " parameter" : " parameters"),
                        {{desc_.span(), "'" + desc_.name() + "' is defined here"}},
                        "arguments are counted from 0");
  }

  void enforceTypes() {
    if (const size_t count = desc_.signature.argNames.size(); desc_.enforced.size() > count)
      annotator_.fail("'" + desc_.name() + "' declares " + std::to_string(desc_.enforced.size()) +
                          " types for " + std::to_string(count) +
                          (count == 1 ? " parameter" : " parameters"),
                      {{desc_.span(), "'" + desc_.name() + "' is defined here"}},
                      "declare one type for each parameter");
    for (size_t i = 0; i < desc_.enforced.size() && i < args_.size(); ++i) {
      host::Object* type = desc_.enforced[i];
      if (host::isNone(type) || isImpossible(args_[i])) continue;
      const Annotation* declared = annotator_.ofType(type);
      // A list is declared by its item; the argument's own definition stays.
      if (isKind(declared, Kind::List) && isKind(args_[i], Kind::List)) {
        args_[i] = unionOf(annotator_, args_[i], declared);
        continue;
      }
      if (!contains(annotator_, declared, args_[i]))
        annotator_.fail("the argument '" + desc_.signature.argNames[i] + "' of '" + desc_.name() +
                            "' must be " + describe(declared) + ", as declared, not " +
                            describe(args_[i]),
                        {{desc_.span(), "'" + desc_.name() + "' is defined here"}},
                        "convert the argument, or change the declaration");
      args_[i] = isKind(declared, Kind::Instance) ? args_[i] : declared;
    }
  }

  // The items of *args become parameters of their own.
  void flattenStar() {
    const auto& star = cast<TupleAnnotation>(args_.back());
    starCount_ = static_cast<int>(star.items.size());
    args_.pop_back();
    args_.insert(args_.end(), star.items.begin(), star.items.end());
    add("star" + std::to_string(starCount_));
  }

  void addValues(bool orVariable) {
    for (uint32_t index : desc_.specializeArgs) {
      if (index >= args_.size()) continue;
      const std::string key = valueKey(args_[index]);
      if (key.empty() && !orVariable && !isImpossible(args_[index])) failNotConstant(index);
      add("arg" + std::to_string(index) + (key.empty() ? "-variable" : "=" + key));
    }
  }

  [[noreturn]] void failNotConstant(uint32_t index) {
    const std::string name = index < desc_.signature.argNames.size()
                                 ? "'" + desc_.signature.argNames[index] + "'"
                                 : std::to_string(index);
    annotator_.fail("the argument " + name + " of '" + desc_.name() +
                        "' must be a constant, but it is " + describe(args_[index]),
                    {{desc_.span(), "'" + desc_.name() + "' is specialised by its value"}},
                    "pass a constant, or use specialize.arg_or_var()");
  }

  void addTypes() {
    for (uint32_t index : desc_.specializeArgs)
      if (index < args_.size()) add("type" + std::to_string(index) + "=" + typeKey(args_[index]));
  }

  void addItemTypes() {
    for (uint32_t index : desc_.specializeArgs) {
      auto* list = dynCast<ListAnnotation>(args_[index]);
      if (!list)
        annotator_.fail("the argument " + std::to_string(index) + " of '" + desc_.name() +
                        "' must be a list, not " + describe(args_[index]));
      add("item" + std::to_string(index) + "=" + typeKey(list->def().readItem(annotator_)));
    }
  }

  // Low-level code sees types only: arguments become what their type holds,
  // but functions, types and other values without run-time form stay constants, and
  // so do the parameters `known`, whose values are in the key already.
  void addLowLevelTypes(const std::vector<uint32_t>& known = {}) {
    for (size_t i = 0; i < args_.size(); ++i) {
      if (std::ranges::find(known, i) != known.end()) continue;
      const Annotation*& arg = args_[i];
      const lltype::Type* type = annotator_.lowLevelTypeOf(arg);
      if (type && !type->isVoid()) {
        arg = annotator_.ofLowLevelType(type);
        add(type->text());
        continue;
      }
      const std::string key = valueKey(arg);
      add(key.empty() ? "void" + typeKey(arg) : "=" + key);
    }
  }

  // Values accessed directly (a virtualizable) get copies of the methods.
  void addFlags() {
    for (size_t i = 0; i < args_.size(); ++i)
      if (auto* instance = dynCast<InstanceAnnotation>(args_[i]);
          instance && instance->flags.accessDirectly)
        add("direct" + std::to_string(i));
  }

  flow::FunctionGraph* graph() {
    for (const Specialization& made : desc_.specializations)
      if (made.key == key_) return made.graph;
    if (host::Object* flag = attribute("_not_rpython_"); flag && annotator_.host().truth(flag))
      annotator_.fail("the function '" + desc_.name() + "' runs at import time only",
                      {{desc_.span(), "it is declared not_rpython here"}},
                      "call it while the target is imported");
    flow::FunctionGraph* pristine = flow::flowFunction(desc_.function(), annotator_.graphContext());
    flow::FunctionGraph* made = flow::copyGraph(*pristine, graphName(pristine->name));
    made->function = desc_.function();
    if (starCount_ >= 0) addStarBlock(*made);
    desc_.specializations.push_back({key_, made});
    annotator_.driver().registerGraph(*made);
    return made;
  }

  host::Object* attribute(std::string_view name) {
    host::DictObject* attributes = desc_.function()->attributes;
    return attributes ? attributes->table.find(annotator_.host().intern(name)) : nullptr;
  }

  std::string graphName(const std::string& base) const {
    if (desc_.specializations.empty()) return base;
    return base + "__" + std::to_string(desc_.specializations.size());
  }

  // A new start block takes the items of *args and builds the tuple.
  void addStarBlock(flow::FunctionGraph& graph) {
    flow::GraphContext& context = annotator_.graphContext();
    flow::Block* old = graph.startBlock;
    flow::Block* start = graph.newBlock();
    std::vector<flow::Value> linkArgs;
    const size_t named = desc_.signature.argNames.size();
    for (size_t i = 0; i < named; ++i) {
      start->inputArgs.push_back(context.newVariable(old->inputArgs[i]->hint));
      linkArgs.emplace_back(start->inputArgs.back());
    }
    std::vector<flow::Value> items;
    for (int i = 0; i < starCount_; ++i) {
      const std::string name = desc_.signature.varArgs + std::to_string(i);
      start->inputArgs.push_back(context.newVariable(name));
      graph.signature.argNames.push_back(name);
      items.emplace_back(start->inputArgs.back());
      // Always given, but the defaults belong to the last parameters.
      graph.defaults.push_back(context.newConstant(annotator_.host().none()));
    }
    flow::Variable* tuple = context.newVariable(desc_.signature.varArgs);
    start->operations.push_back(
        context.newOperation(flow::OpCode::NewTuple, std::move(items), tuple, graph.span));
    linkArgs.emplace_back(tuple);
    flow::Link* link = context.newLink(std::move(linkArgs), old);
    link->source = start;
    start->exits.push_back(link);
    graph.signature.varArgs.clear();
    graph.startBlock = start;
  }

  Annotator& annotator_;
  FunctionDesc& desc_;
  std::vector<const Annotation*>& args_;
  std::string key_;
  int starCount_ = -1;
};

} // namespace

void readSpecialization(Annotator& annotator, FunctionDesc& desc) {
  // Low-level helpers are specialised on low-level types, also when one calls another.
  const host::StrObject* module = desc.function()->moduleName;
  if (module && module->value.starts_with("__tw_helpers__."))
    desc.specialize = Specialize::LowLevel;
  host::DictObject* attributes = desc.function()->attributes;
  if (!attributes) return;
  host::Host& host = annotator.host();
  host::Object* tag = attributes->table.find(host.intern("_annspecialcase_"));
  if (tag && host::isStr(tag)) {
    std::string_view name;
    const std::string_view text = host::as<host::StrObject>(tag)->value;
    const bool parsed = parseTag(text, name, desc.specializeArgs);
    const auto* known = std::find_if(std::begin(kTags), std::end(kTags),
                                     [&](const auto& entry) { return entry.first == name; });
    if (!parsed || known == std::end(kTags))
      annotator.fail("unknown specialisation '" + std::string(text) + "'",
                     {{desc.span(), "of the function '" + desc.name() + "'"}},
                     "see rpython.rlib.objectmodel.specialize");
    desc.specialize = known->second;
  }
  if (host::Object* types = attributes->table.find(host.intern("_annenforceargs_")))
    desc.enforced = host.listOf(types);
}

host::FunctionObject* environmentErrorInit(host::Host& host) {
  return host::as<host::FunctionObject>(
      host.getAttr(host.importModule("rpython.rlib.rexception"), "init_environment_error"));
}

flow::FunctionGraph* chooseGraph(Annotator& annotator, FunctionDesc& desc,
                                 std::vector<const Annotation*>& args,
                                 const flow::Operation* operation) {
  return Chooser(annotator, desc, args).choose(operation);
}

flow::FunctionGraph* chooseLowLevelGraph(Annotator& annotator, FunctionDesc& desc,
                                         std::vector<const Annotation*>& args) {
  return Chooser(annotator, desc, args).chooseLowLevel();
}

} // namespace tw::annotate
