// Fills modules from their tables; the functions and rules that several tables share.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/lattice.h"
#include "translator/rtype/hop.h"

namespace tw::library {

using annotate::Annotation;
using annotate::LibraryCall;
using flow::Value;
using rtype::HighLevelOp;

void addNatives(host::Host& host, host::ModuleObject* module,
                std::span<const NativeEntry> entries) {
  for (const NativeEntry& entry : entries) {
    host::BuiltinObject* function =
        host.addFunction(module, entry.name, entry.atImport, 0, UINT32_MAX, entry.keywords);
    if (!entry.annotate) continue;
    auto* rule = host.arena().make<host::LibraryRule>();
    rule->annotate = entry.annotate;
    if (entry.rtype) rule->rtype = entry.rtype;
    function->rule = rule;
  }
}

host::Object* hostNothing(host::Host& host, const host::Args&) { return host.none(); }
host::Object* hostFalse(host::Host& host, const host::Args&) { return host.boolean(false); }
host::Object* hostFirstArgument(host::Host& host, const host::Args& args) {
  if (args.size() == 0) host.raise(host.types().TypeError, "an argument is missing");
  return args[0];
}

const Annotation* annotateNone(LibraryCall& call) { return call.annotator.none(); }
const Annotation* annotateFalse(LibraryCall& call) {
  return call.annotator.boolean(call.annotator.host().boolean(false));
}
const Annotation* annotateBool(LibraryCall& call) { return call.annotator.boolean(); }
const Annotation* annotateInt(LibraryCall& call) { return call.annotator.integer(); }
const Annotation* annotateFirstArgument(LibraryCall& call) {
  if (call.size() == 0) call.fail(std::string(call.name) + "() needs an argument");
  return withoutConstant(call.annotator, call[0]);
}

Value rtypeNothing(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return {};
}
Value rtypeKnownResult(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
}
Value rtypeFirstArgument(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.inputArg(0, hop.resultRepr());
}

} // namespace tw::library
