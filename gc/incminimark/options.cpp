// The environment variables, and what the machine suggests where they are not set.
#include "gc/incminimark/options.h"

#include "gc/incminimark/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

namespace tw::gc {

constinit Options options;

namespace {

enum class Kind { Size, Factor, Count };

// -1 if the text is not a number of that kind.
double parse(const char* text, Kind kind) {
  if (kind == Kind::Size) return parseSize(text);
  char* end;
  double value = strtod(text, &end);
  return end == text || *end ? -1 : value;
}

void read(double& field, const char* variable, Kind kind) {
  const char* text = getenv(variable);
  if (!text || !*text) return;
  double value = parse(text, kind);
  if (value > 0 || (value == 0 && kind == Kind::Count)) field = value;
}

// The first number in the file; 0 without file or number.
double numberIn(const char* path) {
  double value = 0;
  FILE* file = fopen(path, "re");
  if (!file) return 0;
  if (fscanf(file, "%lf", &value) != 1) value = 0;
  fclose(file);
  return value;
}

// What the processor is likely to keep cached: an eighth of the last level, which others
// share, but no less than the second level.
double nurseryFromCache() {
  double shared = static_cast<double>(sysconf(_SC_LEVEL3_CACHE_SIZE)) / 8;
  double own = static_cast<double>(sysconf(_SC_LEVEL2_CACHE_SIZE));
  double size = shared > own ? shared : own;
  double least = 1 << 20, most = 4 << 20;
  if (size <= 0) return most;
  return size < least ? least : size > most ? most : size;
}

} // namespace

double parseSize(const char* text) {
  char* end;
  double value = strtod(text, &end);
  if (end == text || !(value >= 0)) return -1;
  switch (*end) {
  case 'k':
  case 'K': value *= 1024, end++; break;
  case 'm':
  case 'M': value *= 1 << 20, end++; break;
  case 'g':
  case 'G': value *= 1 << 30, end++; break;
  case 't':
  case 'T': value *= double{1 << 30} * 1024, end++; break;
  default: break;
  }
  if (*end == 'b' || *end == 'B') end++;
  return *end ? -1 : value;
}

u64 limitOfCgroups(const char* membership, const char* mount) {
  char line[512];
  double limit = 0;
  FILE* file = fopen(membership, "re");
  if (!file) return 0;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    char* path = strchr(line, ':');
    path = path ? strchr(path + 1, ':') : nullptr;
    if (!path) continue;
    bool second = strncmp(line, "0::", 3) == 0;
    if (!second && !strstr(line, ":memory:")) continue;
    path++;
    for (;;) {
      char name[1024];
      snprintf(name, sizeof name, second ? "%s%s/memory.max" : "%s/memory%s/memory.limit_in_bytes",
               mount, path);
      double value = numberIn(name);
      if (value > 0 && (limit == 0 || value < limit)) limit = value;
      char* slash = strrchr(path, '/');
      if (!slash || !*path) break;
      *slash = 0;
    }
  }
  fclose(file);
  return static_cast<u64>(limit);
}

u64 availableMemory() {
  u64 ram = static_cast<u64>(sysconf(_SC_PHYS_PAGES)) * static_cast<u64>(sysconf(_SC_PAGESIZE));
  u64 limit = limitOfCgroups("/proc/self/cgroup", "/sys/fs/cgroup");
  return limit > 0 && limit < ram ? limit : ram;
}

void Options::read() {
#define TW_GC_OPTION(field, variable, kind, initial, meaning)                                      \
  tw::gc::read(field, variable, Kind::kind);
#include "gc/incminimark/options.def"
#undef TW_GC_OPTION
  complete();
}

void Options::complete() {
  if (nursery == 0) nursery = nurseryFromCache();
  if (nursery < kSmallestNursery) nursery = kSmallestNursery;
  if (incrementStep == 0) incrementStep = nursery * 4;
  if (min == 0) min = nursery * 8;
  if (majorCollect < 1) majorCollect = 1;
  if (growth < 1) growth = 1;
  if (maxPinned < 0) maxPinned = nursery / kMaxSmall + 4;
}

} // namespace tw::gc
