// The library: what annotate and rtype do with functions and classes that are
// defined in C++.
//
// One file per group of names; each name stands in its group's table once, with
// the rule of either stage. installRules() hangs the rules on the live objects,
// so the stages find them without knowing any name.
#pragma once

#include "translator/annotate/registry.h"

#include <span>
#include <string_view>

namespace tw::host {
class Host;
}

namespace tw::library {

struct RuleEntry {
  std::string_view name; // within the module
  const annotate::Annotation* (*annotate)(annotate::LibraryCall&);
  flow::Value (*rtype)(rtype::HighLevelOp&) = nullptr; // null: annotate rewrites every call
};

struct RuleGroup {
  std::string_view module;
  std::span<const RuleEntry> entries;
};

// A function of the import-time Python, and the RPython function that stands for
// it at run time (of the same name unless `function` says otherwise).
struct DelegateEntry {
  std::string_view module;
  std::string_view name;
  std::string_view libraryModule;
  std::string_view function = name;
};

RuleGroup builtinFunctions();               // builtin_functions.cpp
RuleGroup builtinTypes();                   // builtin_types.cpp
RuleGroup collectionTypes();                // builtin_types.cpp
RuleGroup weakReferences();                 // weakref_module.cpp
std::span<const DelegateEntry> delegates(); // delegates.cpp

// Before anything of the target is annotated.
void installRules(host::Host& host);

} // namespace tw::library
