// Printer and recursive-descent parser of low-level types.
#include "translator/lltype/typetext.h"

#include <cctype>
#include <stdexcept>

namespace tw::lltype {

namespace {

std::string joined(std::span<const Type* const> types) {
  std::string text;
  for (const Type* type : types) text += (text.empty() ? "" : ", ") + type->text();
  return text;
}

std::string numberText(const NumberType& type) {
  if (type.bits() == 64) return type.isSignedNumber() ? "Signed" : "Unsigned";
  return (type.isSignedNumber() ? "i" : "u") + std::to_string(type.bits());
}

std::string arrayText(const ArrayType& type) {
  const char* word = type.isGc() ? "gcarray" : "array";
  if (!type.hasLength()) word = type.isGc() ? "gccarray" : "carray";
  std::string text = word;
  if (type.hints().isVoid || type.hints().isConst) text += '.';
  if (type.hints().isConst) text += "const";
  if (type.hints().isVoid) text += "void";
  return text + (type.isImmutable() ? "!(" : "(") + type.item().text() + ")";
}

} // namespace

std::string Type::text() const {
  switch (kind_) {
  case Kind::Void: return "Void";
  case Kind::Bool: return "Bool";
  case Kind::Char: return "Char";
  case Kind::UniChar: return "UniChar";
  case Kind::Number: return numberText(number());
  case Kind::Float: return "Float";
  case Kind::SingleFloat: return "SingleFloat";
  case Kind::LongFloat: return "LongFloat";
  case Kind::Address: return "Address";
  case Kind::Ptr: {
    std::string target = ptr().target().text();
    return target == "gcopaque(GCREF)" ? "GCRef" : "*" + target;
  }
  case Kind::Struct: return "%" + structure().name();
  case Kind::Array: return arrayText(array());
  case Kind::FixedArray:
    return "fixedarray(" + fixedArray().item().text() + ", " +
           std::to_string(fixedArray().length()) + ")";
  case Kind::Func: return "func(" + joined(func().args()) + ") -> " + func().result().text();
  case Kind::Opaque: return (opaque().isGc() ? "gcopaque(" : "opaque(") + opaque().name() + ")";
  }
  throw std::logic_error("unknown kind of low-level type");
}

namespace {

const char* mutabilityMark(Mutability mutability) {
  switch (mutability) {
  case Mutability::Mutable: return "";
  case Mutability::Immutable: return "!";
  case Mutability::ImmutableArray: return "[*]";
  case Mutability::QuasiImmutable: return "?";
  case Mutability::QuasiImmutableArray: return "?[*]";
  }
  throw std::logic_error("unknown mutability");
}

class Parser {
public:
  Parser(std::string_view text, size_t& position, TypeTable& types)
      : text_(text), position_(position), types_(types) {}

  const Type* type() {
    skip();
    if (accept("*")) return types_.ptr(type());
    if (accept("%")) return structNamed(name());
    std::string word = name();
    if (const Type* primitive = primitiveNamed(word)) return primitive;
    if (word == "func") return function();
    bool immutable = accept("!");
    expect("(");
    const Type* result = container(word, immutable);
    expect(")");
    return result;
  }

  const StructType* structure() {
    expect("struct");
    expect("%");
    std::string structName = name();
    skip();
    std::string flavorWord = name();
    bool isUnion = flavorWord == "union";
    if (flavorWord != "gc" && flavorWord != "raw" && !isUnion) fail("gc, raw or union expected");
    Flavor flavor = flavorWord == "gc" ? Flavor::Gc : Flavor::Raw;
    const StructType* found = types_.findStruct(structName);
    StructType* result =
        found ? &types_.mutableStruct(*found) : types_.forwardStruct(structName, flavor);
    const StructType* base = accept("%") ? &structNamed(name())->structure() : nullptr;
    StructHints hints;
    hints.isUnion = isUnion;
    if (accept("{")) result->complete(base, fields(), hints);
    return result;
  }

private:
  std::vector<Field> fields() {
    std::vector<Field> result;
    while (!accept("}")) {
      if (!result.empty()) expect(",");
      skip();
      Field field;
      field.name = name();
      field.mutability = mutability();
      expect(":");
      field.type = type();
      result.push_back(std::move(field));
    }
    return result;
  }

  Mutability mutability() {
    if (accept("?[*]")) return Mutability::QuasiImmutableArray;
    if (accept("?")) return Mutability::QuasiImmutable;
    if (accept("[*]")) return Mutability::ImmutableArray;
    return accept("!") ? Mutability::Immutable : Mutability::Mutable;
  }

  const Type* structNamed(const std::string& structName) {
    if (const StructType* found = types_.findStruct(structName)) return found;
    fail("no struct is named %" + structName);
  }

  const Type* primitiveNamed(const std::string& word) {
    for (const Type* type : types_.types())
      if (type->isPrimitive() && type->text() == word) return type;
    if (word == "GCRef") return types_.gcRef();
    for (uint32_t bits : {8u, 16u, 32u, 128u}) {
      if (word == "i" + std::to_string(bits)) return types_.number(bits, true);
      if (word == "u" + std::to_string(bits)) return types_.number(bits, false);
    }
    return nullptr;
  }

  const Type* function() {
    expect("(");
    std::vector<const Type*> args;
    while (!accept(")")) {
      if (!args.empty()) expect(",");
      args.push_back(type());
    }
    expect("->");
    return types_.func(std::move(args), type());
  }

  const Type* container(const std::string& word, bool immutable) {
    if (word == "opaque" || word == "gcopaque")
      return types_.opaque(name(), word == "opaque" ? Flavor::Raw : Flavor::Gc);
    bool gc = word.starts_with("gc");
    lltype::ArrayHints hints{.immutable = immutable};
    std::string_view head = word, mark;
    if (size_t dot = word.find('.'); dot != std::string::npos) {
      mark = head.substr(dot + 1);
      head = head.substr(0, dot);
    }
    hints.isConst = mark.starts_with("const");
    hints.isVoid = mark.ends_with("void");
    hints.noLength = head == "carray" || head == "gccarray";
    if (hints.noLength || head == "array" || head == "gcarray")
      return types_.array(type(), gc ? Flavor::Gc : Flavor::Raw, hints);
    if (word != "fixedarray") fail("no type is named " + word);
    const Type* item = type();
    expect(",");
    skip();
    return types_.fixedArray(item, std::stoull(name()));
  }

  void skip() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])))
      ++position_;
  }

  bool accept(std::string_view token) {
    skip();
    if (!text_.substr(position_).starts_with(token)) return false;
    position_ += token.size();
    return true;
  }

  void expect(std::string_view token) {
    if (!accept(token)) fail("'" + std::string(token) + "' expected");
  }

  std::string name() {
    size_t start = position_;
    auto isPart = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '$';
    };
    while (position_ < text_.size() && isPart(text_[position_])) ++position_;
    if (position_ == start) fail("a name expected");
    return std::string(text_.substr(start, position_ - start));
  }

  [[noreturn]] void fail(const std::string& message) const {
    throw std::invalid_argument(message +
                                " in the type at: " + std::string(text_.substr(position_, 40)));
  }

  std::string_view text_;
  size_t& position_;
  TypeTable& types_;
};

} // namespace

const Type* parseType(std::string_view text, size_t& position, TypeTable& types) {
  return Parser(text, position, types).type();
}

const Type* parseType(std::string_view text, TypeTable& types) {
  size_t position = 0;
  const Type* type = parseType(text, position, types);
  if (position != text.size())
    throw std::invalid_argument("text after the type: " + std::string(text));
  return type;
}

const StructType* parseStruct(std::string_view text, size_t& position, TypeTable& types) {
  return Parser(text, position, types).structure();
}

std::string structText(const StructType& type) {
  std::string text = "struct %" + type.name() + (type.isGc() ? " gc" : " raw");
  if (!type.isComplete()) return text;
  if (type.hints().isUnion) text = "struct %" + type.name() + " union";
  size_t inherited = 0;
  if (type.base()) {
    text += " %" + type.base()->name();
    inherited = type.base()->fields().size();
  }
  std::string list;
  for (const Field& field : type.fields().subspan(inherited))
    list += (list.empty() ? " " : ", ") + field.name + mutabilityMark(field.mutability) + ": " +
            field.type->text();
  return text + " {" + list + " }";
}

} // namespace tw::lltype
