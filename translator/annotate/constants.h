// Host objects as constants of annotations.
#pragma once

#include "translator/host/object.h"

#include <string>

namespace tw::host {
class Host;
}

namespace tw::annotate {

class UnionError;

// The same value for the program: equal primitives, or one and the same object.
bool sameConstant(const host::Object* a, const host::Object* b);

// A text that two constants share if and only if they are the same: part of the
// key of a specialisation.
std::string constantKey(const host::Object* object);

// The definition's place of a function or of a class made by a class statement.
SourceSpan definitionOf(const host::Object* object);
// The same for a class whose body holds no function: looks into its module.
SourceSpan definitionOf(host::Host& host, host::ClassObject* cls);
// The module-level name that an object is bound to, and where; empty if none.
struct GlobalName {
  std::string name;
  SourceSpan span;
};
GlobalName globalNameOf(host::Host& host, const host::Object* object);
// Tells that a container ("list", "dict") is made at import time, and where.
void notePrebuilt(host::Host& host, UnionError& error, const host::Object* object,
                  const std::string& kind);
// The name of a function, class or module; a description of any other object.
std::string nameOf(const host::Object* object);

} // namespace tw::annotate
