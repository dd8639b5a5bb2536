// Exceptions at run time: a pair of a class value and an instance.
#pragma once

#include "translator/rtype/repr.h"

#include <string_view>

namespace tw::host {
struct ClassObject;
}

namespace tw::annotate {
class ClassDef;
}

namespace tw::rtype {

// The class of an exception that operations raise, by its name.
annotate::ClassDef* standardException(RTyper& rtyper, std::string_view name);

class ExceptionData {
public:
  explicit ExceptionData(RTyper& rtyper) : rtyper_(rtyper) {}

  // Low-level types of the pair.
  const lltype::Type* typeType() const;  // pointer to object_vtable
  const lltype::Type* valueType() const; // pointer to object
  // The class value that an exit link catches.
  uint64_t vtableOf(host::ClassObject* cls);
  // The class and the prebuilt instance of a standard exception, for operations and the
  // runtime: "MemoryError", "StackOverflow".
  uint64_t standardClass(std::string_view name);
  uint64_t standardInstance(std::string_view name);

private:
  RTyper& rtyper_;
};

} // namespace tw::rtype
