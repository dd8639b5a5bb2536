// The text of wrappers, with types that every C compiler knows.
#include "translator/lltype/foreign_wrapper.h"

#include <fmt/format.h>
#include <stdexcept>

namespace tw::lltype {

namespace {

// A type in plain C, without the prelude's names. Pointers are void *, which C
// converts to what the headers say.
std::string plainType(const Type& type) {
  switch (type.kind()) {
  case Kind::Void: return "void";
  case Kind::Bool: return "_Bool";
  case Kind::Char: return "unsigned char";
  case Kind::UniChar: return "unsigned int";
  case Kind::Number: {
    const lltype::NumberType& number = type.number();
    const char* sign = number.isSignedNumber() ? "signed " : "unsigned ";
    switch (number.bits()) {
    case 8: return std::string(sign) + "char";
    case 16: return std::string(sign) + "short";
    case 32: return std::string(sign) + "int";
    case 64: return std::string(sign) + "long";
    default: return std::string(sign) + "__int128";
    }
  }
  case Kind::Float: return "double";
  case Kind::SingleFloat: return "float";
  case Kind::LongFloat: return "long double";
  case Kind::Address:
  case Kind::Ptr: return "void *";
  default: throw std::logic_error("no values of type " + type.text());
  }
}

} // namespace

std::string foreignWrapper(const std::string& name, const std::string& cName,
                           const lltype::FuncType& type) {
  std::string parameters, arguments;
  size_t number = 0;
  for (const Type* argument : type.args()) {
    if (argument->isVoid()) continue;
    const std::string separator = arguments.empty() ? "" : ", ";
    parameters += fmt::format("{}{} a{}", separator, plainType(*argument), number);
    arguments += fmt::format("{}a{}", separator, number++);
  }
  const std::string result = plainType(type.result());
  return fmt::format("{} {}({}) {{ {}{}({}); }}\n", result, name,
                     parameters.empty() ? "void" : parameters,
                     type.result().isVoid() ? "" : "return ", cName, arguments);
}

} // namespace tw::lltype
