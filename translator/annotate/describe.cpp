// Annotations as a person reads them, and as tests compare them.
#include "translator/annotate/describe.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/registry.h"
#include "translator/flow/text.h"
#include "translator/lltype/lltype.h"
#include "translator/support/words.h"

namespace tw::annotate {

namespace {

constexpr int kMaxDepth = 3; // of nested containers, which may contain themselves

std::string integerName(IntegerType type) {
  if (type == IntegerType{}) return "int";
  return (type.isSigned ? "r_int" : "r_uint") +
         (type.bits == 64 ? std::string() : std::to_string(type.bits));
}

std::string quoted(std::string_view text) {
  constexpr size_t kMax = 30;
  std::string result = "'";
  for (char c : text.substr(0, kMax)) {
    if (c == '\n')
      result += "\\n";
    else if (c == '\'' || c == '\\')
      (result += '\\') += c;
    else if (static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126) {
      constexpr const char* kHex = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      ((result += "\\x") += kHex[byte >> 4]) += kHex[byte & 15];
    } else
      result += c;
  }
  return result + (text.size() > kMax ? "'..." : "'");
}

// The value of a constant that people know by its value; else "".
std::string constantText(const host::Object* object) {
  switch (object->kind) {
  case host::Kind::Bool: return host::as<host::IntObject>(object)->value ? "True" : "False";
  case host::Kind::Int: return std::to_string(host::as<host::IntObject>(object)->value);
  case host::Kind::SizedInt: {
    const auto* sized = host::as<host::SizedIntObject>(object);
    return sized->isSigned ? std::to_string(static_cast<int64_t>(sized->value))
                           : std::to_string(sized->value);
  }
  case host::Kind::Str: return quoted(host::as<host::StrObject>(object)->value);
  default: return "";
  }
}

std::string instanceName(const ClassDef* def) { return def ? def->name() : "object"; }

class Describer {
public:
  std::string operator()(const Annotation* a) {
    std::string text = core(a);
    if (canBeNone(a) && !isKind(a, Kind::None)) text += " or None";
    return text;
  }

private:
  std::string inner(const Annotation* a) {
    if (depth_ >= kMaxDepth) return "...";
    ++depth_;
    std::string text = plural(a);
    --depth_;
    return text;
  }

  // As the contents of something: "int", "list of int", "Foo or None".
  std::string plural(const Annotation* a) {
    std::string text = noun(a);
    if (canBeNone(a) && !isKind(a, Kind::None)) text += " or None";
    return text;
  }

  std::string noun(const Annotation* a) {
    switch (a->kind()) {
    case Kind::Impossible: return "nothing";
    case Kind::None: return "None";
    case Kind::Bool: return "bool";
    case Kind::Integer: return integerName(cast<IntegerAnnotation>(a).type);
    case Kind::Float: return "float";
    case Kind::SingleFloat: return "r_singlefloat";
    case Kind::LongFloat: return "r_longfloat";
    case Kind::Char: return "char";
    case Kind::UniChar: return "unicode char";
    case Kind::String: return "str";
    case Kind::Unicode: return "unicode";
    case Kind::ByteArray: return "bytearray";
    case Kind::Tuple: {
      std::string text = "tuple (";
      const auto& items = cast<TupleAnnotation>(a).items;
      for (size_t i = 0; i < items.size(); ++i) text += (i ? ", " : "") + inner(items[i]);
      return text + ")";
    }
    case Kind::List: {
      const Annotation* item = cast<ListAnnotation>(a).def().item.value;
      return isImpossible(item) ? "empty list" : "list of " + inner(item);
    }
    case Kind::Dict: {
      const DictDef& def = cast<DictAnnotation>(a).def();
      if (isImpossible(def.key.value)) return "empty dict";
      return "dict from " + inner(def.key.value) + " to " + inner(def.val.value);
    }
    case Kind::Iterator: return "iterator over " + inner(cast<IteratorAnnotation>(a).container);
    case Kind::Instance: return instanceName(cast<InstanceAnnotation>(a).classDef);
    case Kind::Pbc: return descriptions(cast<PbcAnnotation>(a));
    case Kind::TypeOf: return "class of an instance";
    case Kind::Exception: return "exception";
    case Kind::Builtin: return "built-in function " + std::string(cast<BuiltinAnnotation>(a).name);
    case Kind::BuiltinMethod: {
      const auto& method = cast<BuiltinMethodAnnotation>(a);
      return "method " + std::string(method.rule->name) + " of " + inner(method.self);
    }
    case Kind::Property: return "property";
    case Kind::WeakRef: return "weakref to " + instanceName(cast<WeakRefAnnotation>(a).classDef);
    case Kind::Ptr: return "low-level pointer " + cast<PtrAnnotation>(a).type->text();
    case Kind::InteriorPtr:
      return "low-level interior pointer " + cast<PtrAnnotation>(a).type->text();
    case Kind::LLAdtMethod: return "method of a low-level type";
    case Kind::Address: return "address";
    case Kind::Library: return cast<LibraryAnnotation>(a).type->name();
    }
    return "?";
  }

  static std::string descriptions(const PbcAnnotation& pbc) {
    constexpr size_t kMax = 4;
    static constexpr const char* kOne[] = {"function", "class", "method", "prebuilt object",
                                           "method"};
    static constexpr const char* kMany[] = {"functions", "classes", "methods", "prebuilt objects",
                                            "methods"};
    const auto kind = static_cast<size_t>(pbc.descs[0]->kind);
    std::string text =
        pbc.descs.size() == 1 ? kOne[kind] : "one of the " + std::string(kMany[kind]);
    for (size_t i = 0; i < pbc.descs.size(); ++i) {
      if (i == kMax) return text + ", ...";
      text += (i ? ", " : " ") + pbc.descs[i]->name();
    }
    return text;
  }

  std::string core(const Annotation* a) {
    if (a->constant())
      if (std::string value = constantText(a->constant()); !value.empty())
        return "the " + noun(a) + " " + value;
    switch (a->kind()) {
    case Kind::Impossible:
    case Kind::None: return noun(a);
    case Kind::Instance: return "an instance of " + noun(a);
    case Kind::Pbc: return cast<PbcAnnotation>(a).descs.size() == 1 ? "the " + noun(a) : noun(a);
    case Kind::Builtin: return "the " + noun(a);
    default: return withArticle(noun(a));
    }
  }

  int depth_ = 0;
};

// "Kind(flag, flag)".
class Dumper {
public:
  std::string operator()(const Annotation* a) {
    if (!a) return "-";
    if (++depth_ > kMaxDepth + 1) {
      --depth_;
      return "...";
    }
    parts_.emplace_back();
    std::string name = collect(a);
    if (a->constant())
      if (std::string value = constantText(a->constant()); !value.empty()) add("const " + value);
    if (canBeNone(a) && !isKind(a, Kind::None)) add("or None");
    std::string text = name;
    const std::vector<std::string> parts = std::move(parts_.back());
    parts_.pop_back();
    for (size_t i = 0; i < parts.size(); ++i) text += (i ? ", " : "(") + parts[i];
    --depth_;
    return parts.empty() ? text : text + ")";
  }

private:
  void add(std::string part) { parts_.back().push_back(std::move(part)); }
  void nested(const Annotation* a) {
    std::string text = (*this)(a);
    add(std::move(text));
  }

  std::string collect(const Annotation* a) {
    switch (a->kind()) {
    case Kind::Impossible: return "Impossible";
    case Kind::None: return "None";
    case Kind::Bool: return "Bool";
    case Kind::Integer: {
      const auto& integer = cast<IntegerAnnotation>(a);
      if (!(integer.type == IntegerType{}))
        add((integer.type.isSigned ? "i" : "u") + std::to_string(integer.type.bits));
      if (integer.nonNegative && integer.type.isSigned) add("nonneg");
      return "Integer";
    }
    case Kind::Float: return "Float";
    case Kind::SingleFloat: return "SingleFloat";
    case Kind::LongFloat: return "LongFloat";
    case Kind::Char: return text(a, "Char");
    case Kind::UniChar: return "UniChar";
    case Kind::String: return text(a, "String");
    case Kind::Unicode: return "Unicode";
    case Kind::ByteArray: return "ByteArray";
    case Kind::Tuple:
      for (const Annotation* item : cast<TupleAnnotation>(a).items) nested(item);
      return "Tuple";
    case Kind::List: return list(cast<ListAnnotation>(a).def());
    case Kind::Dict: {
      const DictDef& def = cast<DictAnnotation>(a).def();
      nested(def.key.value);
      nested(def.val.value);
      return def.isRDict ? "RDict" : "Dict";
    }
    case Kind::Iterator: {
      static constexpr const char* kVariants[] = {"", "values", "items", "enumerate", "reversed"};
      const auto& iterator = cast<IteratorAnnotation>(a);
      nested(iterator.container);
      if (iterator.variant != IteratorVariant::Plain)
        add(kVariants[static_cast<size_t>(iterator.variant)]);
      return "Iterator";
    }
    case Kind::Instance: {
      const auto& instance = cast<InstanceAnnotation>(a);
      add(instanceName(instance.classDef));
      if (instance.flags.accessDirectly) add("access_directly");
      if (instance.constant()) add("prebuilt");
      return "Instance";
    }
    case Kind::Pbc: return pbc(cast<PbcAnnotation>(a));
    case Kind::TypeOf: add(instanceName(cast<TypeOfAnnotation>(a).base)); return "TypeOf";
    case Kind::Exception:
      for (ClassDef* def : cast<ExceptionAnnotation>(a).classDefs) add(def->name());
      return "Exception";
    case Kind::Builtin: add(std::string(cast<BuiltinAnnotation>(a).name)); return "Builtin";
    case Kind::BuiltinMethod:
      add(std::string(cast<BuiltinMethodAnnotation>(a).rule->name));
      nested(cast<BuiltinMethodAnnotation>(a).self);
      return "BuiltinMethod";
    case Kind::Property: return "Property";
    case Kind::WeakRef: add(instanceName(cast<WeakRefAnnotation>(a).classDef)); return "WeakRef";
    case Kind::Ptr:
    case Kind::InteriorPtr:
      add(cast<PtrAnnotation>(a).type->text());
      return a->kind() == Kind::Ptr ? "Ptr" : "InteriorPtr";
    case Kind::LLAdtMethod: return "LLAdtMethod";
    case Kind::Address: return "Address";
    case Kind::Library: return cast<LibraryAnnotation>(a).type->name();
    }
    return "?";
  }

  std::string text(const Annotation* a, const char* name) {
    if (cast<TextAnnotation>(a).noNul) add("nonul");
    return name;
  }

  std::string list(const ListDef& def) {
    nested(def.item.value);
    if (def.isRange())
      add("range");
    else if (def.resized)
      add("resized");
    else if (def.mutated)
      add("mutated");
    return "List";
  }

  std::string pbc(const PbcAnnotation& a) {
    static constexpr const char* kKinds[] = {"Functions", "Classes", "Methods", "Frozen",
                                             "FrozenMethods"};
    for (Desc* desc : a.descs) add(desc->name());
    return kKinds[static_cast<size_t>(a.descs[0]->kind)];
  }

  int depth_ = 0;
  std::vector<std::vector<std::string>> parts_;
};

} // namespace

std::string describe(const Annotation* annotation) {
  return annotation ? Describer()(annotation) : "nothing";
}

std::string dump(const Annotation* annotation) { return Dumper()(annotation); }

std::string dumpGraph(const flow::FunctionGraph& graph) {
  flow::PrintOptions options;
  options.annotations = true;
  options.annotationText = [](const Annotation& annotation) { return dump(&annotation); };
  return flow::printGraph(graph, options);
}

} // namespace tw::annotate
