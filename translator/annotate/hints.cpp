// Advice by name and type: tables, and the few rules that need more.
#include "translator/annotate/hints.h"

#include "translator/annotate/desc.h"
#include "translator/annotate/describe.h"

namespace tw::annotate {
namespace {

bool isNumber(const Annotation* a) {
  return isIntegral(a) || isKind(a, Kind::Float) || isKind(a, Kind::SingleFloat);
}

bool isContainer(const Annotation* a) {
  return isKind(a, Kind::List) || isKind(a, Kind::Tuple) || isKind(a, Kind::Dict);
}

std::string hintForNone(const Annotation* other) {
  if (isKind(other, Kind::Tuple))
    return "a tuple cannot be None: return an instance instead, or raise an exception";
  if (isKind(other, Kind::Float))
    return "a float cannot be None: use a flag beside it, or a value such as nan";
  if (isNumber(other))
    return "an int cannot be None: use a value that does not occur otherwise, such as -1, or raise "
           "an exception";
  if (isKind(other, Kind::Ptr)) return "a null pointer is lltype.nullptr(TYPE), not None";
  return "this type has no None: use another value that marks the absence";
}

} // namespace

std::string hintForUnion(const Annotation* first, const Annotation* second) {
  const auto isMethod = [](const Annotation* a) {
    auto* pbc = dynCast<PbcAnnotation>(a);
    return pbc && pbc->descs[0]->kind == DescKind::Method;
  };
  if (isMethod(first) && isMethod(second))
    return "methods that meet in one place must have one name, in classes with a common base: "
           "wrap them in objects of such classes, or use functions";
  if (isKind(first, Kind::None)) return hintForNone(second);
  if (isKind(second, Kind::None)) return hintForNone(first);
  if ((isByteText(first) && isUniText(second)) || (isUniText(first) && isByteText(second)))
    return "convert one of them: text.decode('utf-8') gives unicode, text.encode('utf-8') a str";
  if (isKind(first, Kind::Integer) && isKind(second, Kind::Integer))
    return "integers mix only if their signs agree: convert one by r_uint() or intmask(), or prove "
           "that the signed one is not negative: assert x >= 0";
  if (isKind(first, Kind::Tuple) && isKind(second, Kind::Tuple)) {
    if (cast<TupleAnnotation>(first).items.size() != cast<TupleAnnotation>(second).items.size())
      return "the length of a tuple is part of its type: use one length, a list, or instances";
    return "the items of a tuple have one type each, in all tuples that meet in one place";
  }
  if (isKind(first, Kind::Ptr) || isKind(second, Kind::Ptr))
    return "a low-level pointer points to one type: use two variables, or cast one of them";
  if (isContainer(first) && isContainer(second))
    return "a place holds one kind of container: convert one of them, by list() for instance";
  return "a place has one type in the whole program: use two places, or wrap the values in "
         "instances of classes with a common base";
}

namespace {

struct Advice {
  std::string_view name;
  const char* text;
};

constexpr Advice kFunctions[] = {
    {"round", "rpython.rlib.rfloat.round_double(x, 0) rounds a float"},
    {"map", "use a loop, or a list comprehension"},
    {"filter", "use a loop, or a list comprehension with a condition"},
    {"reduce", "use a loop"},
    {"set",
     "a set cannot change at run time: use a dict with the items as keys and None as values"},
    {"frozenset", "make it while the target is imported, or use a dict"},
    {"super", "call the method of the base class by its name: Base.method(self)"},
    {"sys.exit",
     "return the exit status from the entry point; os._exit() ends the process at once"},
    {"sys.exc_info", "bind the exception: except Class as e"},
    {"time.strftime", "format the numbers of time.gmtime(), or call C by rffi.llexternal()"},
    {"_struct.pack", "rpython.rlib.rstruct has run-time functions"},
    {"_struct.unpack", "rpython.rlib.rstruct.runpack.runpack() takes a constant format"},
    {"complex", "keep the real and the imaginary part in two floats"},
    {"memoryview", "use rpython.rlib.buffer"},
    {"GcStruct", "make low-level types at module level"},
    {"Struct", "make low-level types at module level"},
    {"GcArray", "make low-level types at module level"},
    {"FuncType", "make low-level types at module level"},
};

constexpr Advice kTypes[] = {
    {"file", "open the file at run time"},
    {"generator", "call the generator function at run time, or make a list of its items"},
    {"slice", "slices with a step are not RPython: use a loop over range(start, stop, step)"},
    {"complex", "keep the real and the imaginary part in two floats"},
    {"code", "a translated program contains no Python code"},
};

template <size_t Size>
std::string lookUp(const Advice (&table)[Size], std::string_view name, const char* otherwise) {
  for (const Advice& advice : table)
    if (advice.name == name) return advice.text;
  return otherwise;
}

} // namespace

std::string hintForImportTime(std::string_view function) {
  return lookUp(kFunctions, function, "it exists at import time only");
}

std::string hintForPrebuilt(std::string_view type) {
  return lookUp(kTypes, type, "it exists at import time only");
}

} // namespace tw::annotate
