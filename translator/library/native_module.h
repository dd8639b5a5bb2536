// Tables of the native modules `__tw_NAME__`: functions that exist both in the
// import-time Python and, through their rules, at run time.
#pragma once

#include "translator/annotate/registry.h"
#include "translator/host/host.h"

#include <span>

namespace tw::library {

struct NativeEntry {
  const char* name;
  host::Object* (*atImport)(host::Host&, const host::Args&);
  const annotate::Annotation* (*annotate)(annotate::LibraryCall&); // null: at import time only
  flow::Value (*rtype)(rtype::HighLevelOp&); // null: annotate rewrites or refuses every call
  bool keywords = false;
};

void addNatives(host::Host& host, host::ModuleObject* module, std::span<const NativeEntry> entries);

// ---- Implementations and rules that many entries share ---------------------------------------

host::Object* hostNothing(host::Host& host, const host::Args& args); // None
host::Object* hostFalse(host::Host& host, const host::Args& args);
host::Object* hostFirstArgument(host::Host& host, const host::Args& args);

const annotate::Annotation* annotateNone(annotate::LibraryCall& call);
const annotate::Annotation* annotateFalse(annotate::LibraryCall& call); // the constant
const annotate::Annotation* annotateBool(annotate::LibraryCall& call);
const annotate::Annotation* annotateInt(annotate::LibraryCall& call);
// Argument 0, but not as a constant.
const annotate::Annotation* annotateFirstArgument(annotate::LibraryCall& call);

flow::Value rtypeNothing(rtype::HighLevelOp& hop);       // no code; the result is None
flow::Value rtypeKnownResult(rtype::HighLevelOp& hop);   // the constant of the annotation
flow::Value rtypeFirstArgument(rtype::HighLevelOp& hop); // argument 0 in the result's form

// The groups; see modules.cpp.
void fillObjectModelModule(host::Host& host, host::ModuleObject* module);
void fillJitModule(host::Host& host, host::ModuleObject* module);
void fillDebugModule(host::Host& host, host::ModuleObject* module);
void fillArithmeticModule(host::Host& host, host::ModuleObject* module);
void fillReferencesModule(host::Host& host, host::ModuleObject* module);
void fillCompilerModule(host::Host& host, host::ModuleObject* module);
void fillStringModule(host::Host& host, host::ModuleObject* module);
void fillErasedModule(host::Host& host, host::ModuleObject* module);
void fillGcModule(host::Host& host, host::ModuleObject* module);

} // namespace tw::library
