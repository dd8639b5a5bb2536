// Import of the helper modules into the host.
#include "translator/rtype/helpers.h"

#include "translator/host/host.h"

#include <stdexcept>

namespace tw::rtype {

HelperLibrary::HelperLibrary(host::Host& host) : host_(host) {
  host_.addEmbeddedPackage("translator/rtype/helpers/", "__tw_helpers__");
}

host::Object* HelperLibrary::object(std::string_view module, std::string_view name) {
  std::string dotted = "__tw_helpers__." + std::string(module);
  try {
    return host_.getAttr(host_.importModule(dotted), name);
  } catch (const host::HostError& error) {
    throw std::logic_error("helper " + dotted + "." + std::string(name) + ":\n" +
                           host_.formatTraceback(error));
  }
}

host::FunctionObject* HelperLibrary::function(std::string_view module, std::string_view name) {
  host::Object* found = object(module, name);
  if (found->kind != host::Kind::Function)
    throw std::logic_error("helper " + std::string(name) + " is not a function");
  return host::as<host::FunctionObject>(found);
}

host::FunctionObject* HelperLibrary::make(std::string_view module, std::string_view factory,
                                          const std::vector<host::Object*>& args) {
  try {
    host::Object* made = host_.call(function(module, factory), host::Args{args});
    if (made->kind != host::Kind::Function)
      throw std::logic_error("helper factory " + std::string(factory) + " made no function");
    return host::as<host::FunctionObject>(made);
  } catch (const host::HostError& error) {
    throw std::logic_error("helper factory " + std::string(factory) + ":\n" +
                           host_.formatTraceback(error));
  }
}

} // namespace tw::rtype
