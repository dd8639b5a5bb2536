// Functions and classes that the flow builder treats itself when they are
// called (instead of recording the call).
#pragma once

#include "translator/flow/graph.h"

#include <unordered_map>

namespace tw::flow {

enum class Special : uint8_t {
  None,
  Operation, // a built-in function that is one operation: len, str, ...
  Redirect,  // an import-time function that a library function replaces
  GetAttr,   // getattr with two arguments
  IsInstance,
  PrintFunction,
  Import,    // __import__
  Forbidden, // needs the import-time Python
  WeAreTranslated,
  Ovfcheck,
  Integer, // r_uint(x), intmask(x), ...: folds, even of a long that fits nowhere else
};

struct SpecialCase {
  Special kind = Special::None;
  OpCode op = OpCode::Count;        // Operation
  host::Object* function = nullptr; // Redirect
};

// The names of Tracewright's library that mean something to the builder.
class SpecialCases {
public:
  explicit SpecialCases(host::Host& host) : host_(host) {}

  SpecialCase find(const host::Object* callable) const;
  // A name of a library module; null while the module is not imported.
  host::Object* libraryName(const char* module, const char* name) const;
  // The same, importing the module first.
  host::Object* importedName(const char* module, const char* name) const;
  bool isUnrollingIterable(const host::Object* object) const;
  // Instances of rpython.rlib.unroll.SpecTag are never generalised.
  bool isSpecTag(const host::Object* object) const;

private:
  host::Object* redirected(const host::Object* callable) const;
  bool isInstanceOf(const host::Object* object, const char* className) const;
  host::Host& host_;
};

} // namespace tw::flow
