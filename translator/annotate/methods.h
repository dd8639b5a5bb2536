// Methods of the built-in types. Private to annotate.
#pragma once

#include "translator/annotate/registry.h"

namespace tw::annotate {

// Null if values of the annotation's type have no such method.
const MethodRule* findMethod(const Annotation* self, std::string_view name);
// Names of all methods, for suggestions.
std::vector<std::string_view> methodNames(const Annotation* self);

std::span<const MethodRule> listMethods();
std::span<const MethodRule> dictMethods();
std::span<const MethodRule> textMethods(); // of byte and unicode strings

} // namespace tw::annotate
