/* Exceptions: the current one, the traceback, and the end of a program that
   does not catch.

   The traceback is a ring of the last places. An entry has a place, a class,
   or both:

     no place, class     an exception of that class was raised
     place, no class     it left, or was raised in, this function
     place, class        it was caught here (an except or finally began)
     RERAISE, class      the one caught last with that class goes on

   Printing walks back from the newest entry; at a RERAISE it skips to the
   place where that exception was caught, and it ends where it was raised. */
#include "runtime/program.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEPTH = 128 };

struct entry {
  const struct tw_place *place;
  void *type;
};

struct tw_exception tw_exc;
static struct entry ring[DEPTH];
static unsigned next;
static const struct tw_place reraise;

static void note(const struct tw_place *place, void *type) {
  ring[next].place = place;
  ring[next].type = type;
  next = (next + 1) % DEPTH;
}

TW_COLD void tw_traceback_start(const struct tw_place *place) {
  note(0, tw_exc.type);
  note(place, 0);
}
TW_COLD void tw_traceback_add(const struct tw_place *place) { note(place, 0); }
TW_COLD void tw_traceback_catch(const struct tw_place *place, void *type) { note(place, type); }
TW_COLD void tw_traceback_reraise(const struct tw_place *place, void *type) {
  note(&reraise, type);
  note(place, 0);
}

TW_COLD void tw_raise_standard(enum tw_standard which) {
  void *value = tw_standard_exceptions[which];
  if (!value) tw_fatal("an exception was raised of which the program has no class");
  tw_exc.value = value;
  tw_exc.type = TW_VTABLE(value);
  note(0, tw_exc.type);
}

void tw_debug_start_traceback(void *type) { note(0, type); }
void tw_debug_reraise_traceback(void *type) { note(&reraise, type); }
void tw_debug_print_traceback(void) { tw_traceback_print(); }

void tw_traceback_print(void) {
  void *type = tw_exc.type;
  unsigned i = next;
  int skipping = 0;
  fputs("RPython traceback:\n", stderr);
  for (;;) {
    const struct entry *entry;
    i = (i + DEPTH - 1) % DEPTH;
    if (i == next) {
      fputs("  ...\n", stderr);
      return;
    }
    entry = &ring[i];
    if (entry->place && entry->place != &reraise) {
      if (skipping && entry->type == type) skipping = 0;
      if (!skipping)
        fprintf(stderr, "  File \"%s\", line %d, in %s\n", entry->place->file,
                (int)entry->place->line, entry->place->function);
      continue;
    }
    if (skipping) continue;
    if (!type) type = entry->type;
    if (entry->type != type) {
      fputs("  Note: this traceback is incomplete or corrupted!\n", stderr);
      return;
    }
    if (!entry->place) return;
    skipping = 1;
  }
}

void tw_fatal_exception(void) {
  Signed length;
  const char *name = tw_class_name(tw_exc.type, &length);
  fflush(stdout);
  tw_traceback_print();
  fprintf(stderr, "Fatal RPython error: %.*s\n", (int)length, name);
  abort();
}

void tw_fatal(const char *message) {
  fflush(stdout);
  fprintf(stderr, "Fatal RPython error: %s\n", message);
  abort();
}

void tw_assert_failed(const char *text) {
  tw_traceback_print();
  fprintf(stderr, "RPython assertion failed: %s\n", text);
  abort();
}
