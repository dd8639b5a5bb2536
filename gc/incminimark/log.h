// Sections of the debug log about collections.
#pragma once

#include "gc/gc.h"

namespace tw::gc {

class Section {
public:
  explicit Section(const char* name);
  ~Section();
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  // Text and numbers in turn, one line, with blanks between. What the reference logs, too,
  // has its texts, with their own blanks.
  void line(const char* text, const char* value);
  void line(const char* text, u64 value);
  void line(const char* text, u64 value, const char* after);
  void line(const char* text, u64 value, const char* between, u64 second);
  // Prints the time; seconds since the start.
  double end();

private:
  const char* name_;
  double start_;
};

} // namespace tw::gc
