/* What generated code gives to the runtime, and the runtime to main. */
#ifndef TW_PROGRAM_H
#define TW_PROGRAM_H

#include "runtime/prelude.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sets the runtime up and runs the program; its exit status. */
int tw_main(int argc, char **argv);

/* Makes the list of the arguments and calls the entry point. Returns with
   tw_exc set if an exception leaves the program. */
Signed tw_program_main(Signed argc, char **argv);

/* The prebuilt instances of the exceptions that the runtime raises, indexed by
   enum tw_standard; null where the program cannot meet one. */
extern void *const tw_standard_exceptions[];

/* The name of a class, given its vtable: characters and their number. */
const char *tw_class_name(void *type, Signed *length);

#ifdef __cplusplus
}
#endif
#endif
