// Which classes have such fields.
#include "translator/rtype/jit_fields.h"

#include "translator/host/host.h"

namespace tw::rtype {

bool isJitEnabled(host::Host& host) {
  return host.truth(host.getAttr(host.importModule("__tw_jit__"), "enabled"));
}

std::vector<std::string> virtualizableFieldsOf(host::Host& host, const host::ClassObject* cls) {
  std::vector<std::string> names;
  if (!cls->attributes) return names;
  host::Object* list = cls->attributes->table.find(host.intern("_virtualizable_"));
  if (!list) return names;
  for (host::Object* name : host.listOf(list)) names.emplace_back(host.toStr(name));
  return names;
}

} // namespace tw::rtype
