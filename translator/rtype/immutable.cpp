// Reading of _immutable_ and _immutable_fields_.
#include "translator/rtype/immutable.h"

#include "translator/annotate/constants.h"
#include "translator/host/host.h"
#include "translator/support/diagnostic.h"

namespace tw::rtype {

using lltype::Mutability;

static Mutability parseEntry(std::string_view entry, std::string_view attribute) {
  if (!entry.starts_with(attribute)) return Mutability::Mutable;
  std::string_view mark = entry.substr(attribute.size());
  if (mark.empty()) return Mutability::Immutable;
  if (mark == "[*]") return Mutability::ImmutableArray;
  if (mark == "?") return Mutability::QuasiImmutable;
  if (mark == "?[*]") return Mutability::QuasiImmutableArray;
  return Mutability::Mutable;
}

[[noreturn]] static void failFields(host::Host& host, host::ClassObject& cls,
                                    const std::string& fault) {
  Diagnostic diagnostic;
  diagnostic.span = annotate::definitionOf(host, &cls);
  diagnostic.message =
      "_immutable_fields_ of the class '" + std::string(cls.name->value) + "' " + fault;
  diagnostic.hint = "write a list of attribute names, each with nothing, '[*]', '?' or '?[*]' "
                    "behind it";
  throw TranslationError(std::move(diagnostic));
}

static std::vector<host::Object*> promises(host::Host& host, host::ClassObject& cls,
                                           host::Object* fields) {
  try {
    return host.listOf(fields);
  } catch (const host::HostError&) {
    failFields(host, cls, "is of type '" + std::string(fields->cls->name->value) + "', not a list");
  }
}

static Mutability promisedBy(host::Host& host, host::ClassObject& cls,
                             const std::string& attribute) {
  host::Object* fields =
      cls.attributes ? cls.attributes->table.find(host.intern("_immutable_fields_")) : nullptr;
  if (!fields) return Mutability::Mutable;
  for (host::Object* entry : promises(host, cls, fields)) {
    if (!host::isStr(entry))
      failFields(host, cls,
                 "holds an item of type '" + std::string(entry->cls->name->value) +
                     "', not only strings");
    Mutability found = parseEntry(host.toStr(entry), attribute);
    if (found != Mutability::Mutable) return found;
  }
  return Mutability::Mutable;
}

Mutability mutabilityOf(host::Host& host, host::ClassObject* cls, const std::string& attribute) {
  host::Object* all =
      cls->attributes ? cls->attributes->table.find(host.intern("_immutable_")) : nullptr;
  if (all && host.truth(all)) return Mutability::Immutable;
  for (host::ClassObject* base : cls->mro)
    if (Mutability found = promisedBy(host, *base, attribute); found != Mutability::Mutable)
      return found;
  return Mutability::Mutable;
}

} // namespace tw::rtype
