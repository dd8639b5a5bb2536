/* PYPYLOG: the debug log, in the format that the existing viewers read.

     PYPYLOG=file            every section, without the prints inside (a profile)
     PYPYLOG=+file           the same, where the name contains a colon
     PYPYLOG=pre,fix:file    the sections with one of the prefixes, with prints

   "-" is standard error, "%d" in a file's name becomes the process id. Sections
   nest: tw_debug_enabled has one bit per open section, the innermost lowest.
   The outermost state is "all ones": prints outside of sections are shown. */
#include "runtime/prelude.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

Unsigned tw_debug_enabled = (Unsigned)-1;

static FILE *file;
static tw_bool ready, profile;
static char *prefixes; /* null: no section is logged with its prints */
static const char *color_start = "", *color_stop = "", *color_end = "";

static FILE *open_log(const char *name) {
  const char *escape = strstr(name, "%d");
  FILE *opened;
  char *expanded;
  size_t size;
  if (!escape) return fopen(name, "w");
  size = strlen(name) + 32;
  expanded = malloc(size);
  if (!expanded) return 0;
  snprintf(expanded, size, "%.*s%ld%s", (int)(escape - name), name, (long)getpid(), escape + 2);
  opened = fopen(expanded, "w");
  free(expanded);
  return opened;
}

static void open_from_environment(void) {
  const char *setting = getenv("PYPYLOG");
  if (setting && *setting) {
    const char *name = setting;
    const char *colon = strchr(setting, ':');
    tw_bool keep;
    if (*name == '+') {
      name++;
      colon = 0;
    }
    if (colon) {
      free(prefixes);
      prefixes = strndup(name, (size_t)(colon - name));
      name = colon + 1;
    } else {
      profile = 1;
    }
    /* A name with the process id serves the children, too. */
    keep = strstr(name, "%d") != 0;
    if (strcmp(name, "-") != 0) file = open_log(name);
    if (!keep) unsetenv("PYPYLOG");
  }
  if (!file) {
    file = stderr;
    if (isatty(2)) {
      color_start = "\033[1m\033[31m";
      color_stop = "\033[31m";
      color_end = "\033[0m";
    }
  }
  ready = 1;
}

static void ensure_open(void) {
  if (!ready) open_from_environment();
}

/* Does `text` begin with one of the comma-separated prefixes? */
static tw_bool begins_with_one(const char *text, const char *list) {
  for (;;) {
    size_t length = strcspn(list, ",");
    if (strncmp(text, list, length) == 0) return 1;
    if (!list[length]) return 0;
    list += length + 1;
  }
}

/* Does one of the comma-separated names begin with `prefix`? */
static tw_bool one_begins_with(const char *list, const char *prefix) {
  size_t length = strlen(prefix);
  for (;;) {
    if (length && strncmp(list, prefix, length) == 0) return 1;
    list += strcspn(list, ",");
    if (!*list) return 0;
    list++;
  }
}

Signed tw_read_timestamp(void) {
#if defined(__x86_64__)
  return (Signed)__builtin_ia32_rdtsc();
#else
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (Signed)now.tv_sec * 1000000000 + now.tv_nsec;
#endif
}

/* 0: ticks of the time stamp counter, 1: nanoseconds. */
Signed tw_timestamp_unit(void) {
#if defined(__x86_64__)
  return 0;
#else
  return 1;
#endif
}

static Signed mark(const char *color, const char *before, const char *category, const char *after) {
  Signed now = tw_read_timestamp();
  fprintf(file, "%s[%llx] %s%s%s\n%s", color, (unsigned long long)now, before, category, after,
          color_end);
  return now;
}

Signed tw_debug_start(const char *category, tw_bool timestamp) {
  ensure_open();
  tw_debug_enabled <<= 1;
  if (!profile) {
    if (!prefixes || !begins_with_one(category, prefixes))
      return timestamp ? tw_read_timestamp() : 42;
    tw_debug_enabled |= 1;
  }
  return mark(color_start, "{", category, "");
}

Signed tw_debug_stop(const char *category, tw_bool timestamp) {
  Signed now = 42;
  if (profile || (tw_debug_enabled & 1)) {
    now = mark(color_stop, "", category, "}");
    fflush(file);
  } else if (timestamp) {
    now = tw_read_timestamp();
  }
  tw_debug_enabled = (Unsigned)((Signed)tw_debug_enabled >> 1);
  return now;
}

tw_bool tw_have_debug_prints_for(const char *category_prefix) {
  ensure_open();
  return !profile && prefixes &&
         (one_begins_with(prefixes, category_prefix) || begins_with_one(category_prefix, prefixes));
}

Signed tw_debug_offset(void) {
  if (!ready) return -1;
  fflush(file); /* so that a fork does not write the buffer twice */
  return ftell(file);
}

void tw_debug_flush(void) {
  if (file) fflush(file);
}

/* In the child of a fork: log to the child's own file, if its name tells them
   apart. */
void tw_debug_forked(Signed offset) {
  (void)offset;
  if (!file) return;
  if (file != stderr) fclose(file);
  file = 0;
  ready = 0;
}

/* One debug_print: the parts are separated by a space. */
static tw_bool first_part;
static void part(void) {
  if (!first_part) fputc(' ', file);
  first_part = 0;
}
void tw_debug_print_begin(void) {
  ensure_open();
  first_part = 1;
}
void tw_debug_print_text(const char *text, Signed length) {
  part();
  fwrite(text, 1, (size_t)length, file);
}
void tw_debug_print_int(Signed value) {
  part();
  fprintf(file, "%lld", (long long)value);
}
void tw_debug_print_uint(Unsigned value) {
  part();
  fprintf(file, "%llu", (unsigned long long)value);
}
void tw_debug_print_float(double value) {
  part();
  fprintf(file, "%f", value);
}
void tw_debug_print_char(u32 value) {
  part();
  fputc((int)(u8)value, file);
}
void tw_debug_print_pointer(const void *value) {
  part();
  fprintf(file, "%p", value);
}
void tw_debug_print_end(void) {
  fputc('\n', file);
  if (file == stderr) fflush(file);
}
