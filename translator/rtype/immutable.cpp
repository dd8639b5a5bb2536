// Reading of _immutable_ and _immutable_fields_.
#include "translator/rtype/immutable.h"

#include "translator/host/host.h"

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

static Mutability promisedBy(host::Host& host, const host::ClassObject& cls,
                             const std::string& attribute) {
  host::Object* fields =
      cls.attributes ? cls.attributes->table.find(host.intern("_immutable_fields_")) : nullptr;
  if (!fields) return Mutability::Mutable;
  for (host::Object* entry : host.listOf(fields)) {
    Mutability found = parseEntry(host.toStr(entry), attribute);
    if (found != Mutability::Mutable) return found;
  }
  return Mutability::Mutable;
}

Mutability mutabilityOf(host::Host& host, host::ClassObject* cls, const std::string& attribute) {
  host::Object* all =
      cls->attributes ? cls->attributes->table.find(host.intern("_immutable_")) : nullptr;
  if (all && host.truth(all)) return Mutability::Immutable;
  for (const host::ClassObject* base : cls->mro)
    if (Mutability found = promisedBy(host, *base, attribute); found != Mutability::Mutable)
      return found;
  return Mutability::Mutable;
}

} // namespace tw::rtype
