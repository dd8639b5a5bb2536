// Exceptions at run time.
#include "translator/rtype/exceptiondata.h"

#include "translator/annotate/annotator.h"
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

uint64_t ExceptionData::standardInstance(std::string_view name) {
  InstanceRepr& repr = rtyper_.instanceRepr(rtyper_.annotator().exceptionClass(name));
  rtyper_.setupAll();
  return repr.sharedInstance();
}

} // namespace tw::rtype
