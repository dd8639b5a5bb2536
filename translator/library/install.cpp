// Hangs the rules of the library on the host objects that they are about.
#include "translator/library/rules.h"

#include "translator/host/host.h"

#include <stdexcept>

namespace tw::library {

namespace {

void hang(host::Object* object, const host::LibraryRule* rule) {
  if (object->kind == host::Kind::Builtin)
    host::as<host::BuiltinObject>(object)->rule = rule;
  else if (object->kind == host::Kind::Class)
    host::as<host::ClassObject>(object)->rule = rule;
  else
    throw std::logic_error("a library rule on an object that cannot be called");
}

// The object called "name" or, for what a class itself defines, "Class.name"; null: this host
// has none.
host::Object* find(host::Host& host, std::string_view module, std::string_view name) {
  host::DictObject* scope = host.importModule(module)->attributes;
  if (const size_t dot = name.find('.'); dot != std::string_view::npos) {
    host::Object* owner = scope->table.find(host.intern(name.substr(0, dot)));
    if (!owner) return nullptr;
    scope = host::as<host::ClassObject>(owner)->attributes;
    name.remove_prefix(dot + 1);
  }
  return scope->table.find(host.intern(name));
}

void install(host::Host& host, const RuleGroup& group) {
  for (const RuleEntry& entry : group.entries) {
    host::Object* object = find(host, group.module, entry.name);
    if (!object) continue; // this host has no such function
    auto* rule = host.arena().make<host::LibraryRule>();
    rule->annotate = entry.annotate;
    if (entry.rtype) rule->rtype = entry.rtype;
    hang(object, rule);
  }
}

void install(host::Host& host, const DelegateEntry& entry) {
  host::Object* object = find(host, entry.module, entry.name);
  if (!object) return; // this host has no such function
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->delegateModule = entry.libraryModule;
  rule->delegateName = entry.function;
  hang(object, rule);
}

} // namespace

void installRules(host::Host& host) {
  for (const RuleGroup& group :
       {builtinFunctions(), builtinTypes(), collectionTypes(), weakReferences()})
    install(host, group);
  for (const DelegateEntry& entry : delegates()) install(host, entry);
}

} // namespace tw::library
