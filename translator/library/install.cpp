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

void install(host::Host& host, const RuleGroup& group) {
  host::ModuleObject* module = host.importModule(group.module);
  for (const RuleEntry& entry : group.entries) {
    host::Object* object = module->attributes->table.find(host.intern(entry.name));
    if (!object) continue; // this host has no such function
    auto* rule = host.arena().make<host::LibraryRule>();
    rule->annotate = entry.annotate;
    if (entry.rtype) rule->rtype = entry.rtype;
    hang(object, rule);
  }
}

void install(host::Host& host, const DelegateEntry& entry) {
  host::Object* object =
      host.importModule(entry.module)->attributes->table.find(host.intern(entry.name));
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
