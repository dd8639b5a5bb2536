// Exceptions at run time.
#include "translator/rtype/exceptiondata.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"

namespace tw::rtype {

const lltype::Type* ExceptionData::typeType() const {
  return rtyper_.types().ptr(&rtyper_.instanceRepr(nullptr).layout().type());
}

const lltype::Type* ExceptionData::valueType() const {
  return rtyper_.instanceRepr(nullptr).lowType();
}

uint64_t ExceptionData::vtableOf(host::ClassObject* cls) {
  InstanceRepr& repr = rtyper_.instanceRepr(rtyper_.annotator().classDefOf(cls));
  rtyper_.setupAll();
  return repr.layout().vtable();
}

annotate::ClassDef* standardException(RTyper& rtyper, std::string_view name) {
  annotate::Annotator& annotator = rtyper.annotator();
  if (name != "StackOverflow") return annotator.exceptionClass(name);
  // The library's own class, if the program knows it.
  host::Host& host = rtyper.host();
  if (host::ModuleObject* module = host.findModule("rpython.rlib.rstackovf"))
    if (host::Object* cls = host.getAttrOrNull(module, "StackOverflow"); cls && host::isClass(cls))
      return annotator.classDefOf(host::as<host::ClassObject>(cls));
  return annotator.exceptionClass("RuntimeError");
}

uint64_t ExceptionData::standardClass(std::string_view name) {
  InstanceRepr& repr = rtyper_.instanceRepr(standardException(rtyper_, name));
  rtyper_.setupAll();
  return repr.layout().vtable();
}

uint64_t ExceptionData::standardInstance(std::string_view name) {
  InstanceRepr& repr = rtyper_.instanceRepr(standardException(rtyper_, name));
  rtyper_.setupAll();
  uint64_t instance = repr.sharedInstance();
  rtyper_.runLater();
  return instance;
}

} // namespace tw::rtype
