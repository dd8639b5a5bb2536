// The native modules of the host's standard library. Private to the host.
#pragma once

#include "translator/host/host.h"

namespace tw::host {

void initSys(Host&, ModuleObject*);
void initTime(Host&, ModuleObject*);
void initErrno(Host&, ModuleObject*);
void initGc(Host&, ModuleObject*);
void initTypesModule(Host&, ModuleObject*);
void initExceptions(Host&, ModuleObject*);
void initMath(Host&, ModuleObject*);
void initPosix(Host&, ModuleObject*);
void initPosixProcess(Host&, ModuleObject*); // a part of posix
void addFileFunctions(Host&, ModuleObject*); // posix.fdopen, popen, tmpfile
void initWeakref(Host&, ModuleObject*);
void initStruct(Host&, ModuleObject*);
void initTraceback(Host&, ModuleObject*);
void initOperator(Host&, ModuleObject*);
void initCollections(Host&, ModuleObject*);

} // namespace tw::host
