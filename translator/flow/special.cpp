// The table of such built-in functions, and look-ups in the library.
#include "translator/flow/special.h"

#include "translator/host/host.h"

#include <algorithm>
#include <string_view>

namespace tw::flow {
namespace {

using host::Kind;

// By the name of the built-in function (operator.add has a module's name).
const std::unordered_map<std::string_view, SpecialCase>& builtinCases() {
  static const std::unordered_map<std::string_view, SpecialCase> cases = {
      {"len", {Special::Operation, OpCode::Len}},
      {"repr", {Special::Operation, OpCode::Repr}},
      {"hash", {Special::Operation, OpCode::Hash}},
      {"hex", {Special::Operation, OpCode::Hex}},
      {"oct", {Special::Operation, OpCode::Oct}},
      {"ord", {Special::Operation, OpCode::Ord}},
      {"abs", {Special::Operation, OpCode::Abs}},
      {"id", {Special::Operation, OpCode::Id}},
      {"issubclass", {Special::Operation, OpCode::IsSubtype}},
      {"iter", {Special::Operation, OpCode::Iter}},
      {"next", {Special::Operation, OpCode::Next}},
      {"pow", {Special::Operation, OpCode::Pow}},
      {"setattr", {Special::Operation, OpCode::SetAttr}},
      {"delattr", {Special::Operation, OpCode::DelAttr}},
      {"getattr", {Special::GetAttr}},
      {"isinstance", {Special::IsInstance}},
      {"print", {Special::PrintFunction}},
      {"__import__", {Special::Import}},
      {"locals", {Special::Forbidden}},
      {"globals", {Special::Forbidden}},
      {"vars", {Special::Forbidden}},
      {"dir", {Special::Forbidden}},
      {"eval", {Special::Forbidden}},
      {"execfile", {Special::Forbidden}},
      {"compile", {Special::Forbidden}},
      {"operator.truth", {Special::Operation, OpCode::IsTrue}},
      {"operator.is_", {Special::Operation, OpCode::Is}},
      {"operator.lt", {Special::Operation, OpCode::Lt}},
      {"operator.le", {Special::Operation, OpCode::Le}},
      {"operator.eq", {Special::Operation, OpCode::Eq}},
      {"operator.ne", {Special::Operation, OpCode::Ne}},
      {"operator.gt", {Special::Operation, OpCode::Gt}},
      {"operator.ge", {Special::Operation, OpCode::Ge}},
      {"operator.add", {Special::Operation, OpCode::Add}},
      {"operator.sub", {Special::Operation, OpCode::Sub}},
      {"operator.mul", {Special::Operation, OpCode::Mul}},
      {"operator.div", {Special::Operation, OpCode::Div}},
      {"operator.truediv", {Special::Operation, OpCode::TrueDiv}},
      {"operator.floordiv", {Special::Operation, OpCode::FloorDiv}},
      {"operator.mod", {Special::Operation, OpCode::Mod}},
      {"operator.pow", {Special::Operation, OpCode::Pow}},
      {"operator.lshift", {Special::Operation, OpCode::LShift}},
      {"operator.rshift", {Special::Operation, OpCode::RShift}},
      {"operator.and_", {Special::Operation, OpCode::And}},
      {"operator.or_", {Special::Operation, OpCode::Or}},
      {"operator.xor", {Special::Operation, OpCode::Xor}},
      {"operator.neg", {Special::Operation, OpCode::Neg}},
      {"operator.pos", {Special::Operation, OpCode::Pos}},
      {"operator.invert", {Special::Operation, OpCode::Invert}},
      {"operator.contains", {Special::Operation, OpCode::Contains}},
      {"operator.getitem", {Special::Operation, OpCode::GetItem}},
      {"operator.setitem", {Special::Operation, OpCode::SetItem}},
      {"operator.delitem", {Special::Operation, OpCode::DelItem}},
  };
  return cases;
}

struct Redirection {
  const char* module;
  const char* name;
  const char* library;
  const char* function;
};

constexpr Redirection kRedirections[] = {
    {"__builtin__", "open", "rpython.rlib.rfile", "create_file"},
    {"__builtin__", "file", "rpython.rlib.rfile", "create_file"},
    {"__builtin__", "raw_input", "rpython.rlib.rfile", "raw_input"},
    {"os", "popen", "rpython.rlib.rfile", "create_popen_file"},
    {"os", "fdopen", "rpython.rlib.rfile", "create_fdopen_rfile"},
    {"os", "tmpfile", "rpython.rlib.rfile", "create_temp_rfile"},
    {"os", "remove", "os", "unlink"},
    {"os", "stat", "rpython.rlib.rposix_files", "stat"},
    {"os", "lstat", "rpython.rlib.rposix_files", "lstat"},
    {"os", "fstat", "rpython.rlib.rposix_files", "fstat"},
    {"os", "statvfs", "rpython.rlib.rposix_files", "statvfs"},
    {"os", "fstatvfs", "rpython.rlib.rposix_files", "fstatvfs"},
    {"os.path", "isdir", "rpython.rlib.rpath", "risdir"},
    {"os.path", "isabs", "rpython.rlib.rpath", "risabs"},
    {"os.path", "normpath", "rpython.rlib.rpath", "rnormpath"},
    {"os.path", "abspath", "rpython.rlib.rpath", "rabspath"},
    {"os.path", "join", "rpython.rlib.rpath", "rjoin"},
};

} // namespace

SpecialCase SpecialCases::find(const host::Object* callable) const {
  if (callable->kind == Kind::Builtin) {
    auto function = host::as<host::BuiltinObject>(callable);
    auto it = builtinCases().find(function->qualifiedName);
    if (it != builtinCases().end()) return it->second;
  }
  if (callable == host_.types().str) return {Special::Operation, OpCode::Str};
  if (callable == host_.types().bool_) return {Special::Operation, OpCode::IsTrue};
  if (callable == host_.types().type) return {Special::Operation, OpCode::Type};
  if (callable == libraryName("rpython.rlib.objectmodel", "we_are_translated"))
    return {Special::WeAreTranslated};
  if (host::Object* function = redirected(callable))
    return {Special::Redirect, OpCode::Count, function};
  if (callable == libraryName("rpython.rlib.rarithmetic", "ovfcheck")) return {Special::Ovfcheck};
  const bool sized = callable->kind == Kind::Class &&
                     host::as<host::ClassObject>(callable)->instanceKind == Kind::SizedInt;
  if (sized || callable == libraryName("rpython.rlib.rarithmetic", "intmask"))
    return {Special::Integer};
  return {};
}

host::Object* SpecialCases::redirected(const host::Object* callable) const {
  for (const Redirection& row : kRedirections)
    if (callable == libraryName(row.module, row.name)) {
      try {
        return importedName(row.library, row.function);
      } catch (const host::HostError&) {
        return nullptr; // the library has none: the function itself is translated
      }
    }
  return nullptr;
}

host::Object* SpecialCases::libraryName(const char* module, const char* name) const {
  host::ModuleObject* found = host_.findModule(module);
  return found ? found->attributes->table.find(host_.intern(name)) : nullptr;
}

host::Object* SpecialCases::importedName(const char* module, const char* name) const {
  return host_.getAttr(host_.importModule(module), name);
}

bool SpecialCases::isInstanceOf(const host::Object* object, const char* className) const {
  if (object->kind != Kind::Instance && object->kind != Kind::External) return false;
  host::Object* cls = libraryName("rpython.rlib.unroll", className);
  return cls && std::ranges::find(object->cls->mro, cls) != object->cls->mro.end();
}

bool SpecialCases::isUnrollingIterable(const host::Object* object) const {
  return isInstanceOf(object, "unrolling_iterable");
}

bool SpecialCases::isSpecTag(const host::Object* object) const {
  return isInstanceOf(object, "SpecTag");
}

} // namespace tw::flow
