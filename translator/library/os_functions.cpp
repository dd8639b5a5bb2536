// Functions of os (the module posix) that check more than types.
#include "translator/library/rules.h"
#include "translator/library/rtype_rules.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"

namespace tw::library {

using namespace annotate;

namespace {

void expectInt(const LibraryCall& call, size_t index) {
  if (index < call.size() && !isIntegral(call[index]))
    call.fail("argument " + std::to_string(index + 1) + " of " + std::string(call.name) +
              "() must be an int, not " + describe(call[index]));
}

void expectStr(const LibraryCall& call, size_t index) {
  if (!isByteText(call[index]))
    call.fail("argument " + std::to_string(index + 1) + " of " + std::string(call.name) +
              "() must be a str, not " + describe(call[index]));
}

// A path is handed to C: it may hold no character 0.
void expectPath(const LibraryCall& call, size_t index) {
  expectStr(call, index);
  if (!cast<TextAnnotation>(call[index]).noNul)
    call.fail("the path given to " + std::string(call.name) + "() may hold a character 0",
              "prove that it does not: rpython.rlib.rstring.assert_str0(path)");
}

const Annotation* open(LibraryCall& call) {
  call.expectArgs(2, 3);
  expectPath(call, 0);
  expectInt(call, 1);
  expectInt(call, 2);
  return call.annotator.integer();
}

const Annotation* read(LibraryCall& call) {
  call.expectArgs(2, 2);
  expectInt(call, 0);
  expectInt(call, 1);
  return call.annotator.string();
}

const Annotation* write(LibraryCall& call) {
  call.expectArgs(2, 2);
  expectInt(call, 0);
  expectStr(call, 1);
  return call.annotator.integer(true);
}

const Annotation* close(LibraryCall& call) {
  call.expectArgs(1, 1);
  expectInt(call, 0);
  return call.annotator.none();
}

constexpr RuleEntry kPosix[] = {
    {"open", open, rtypeOsOpen},
    {"read", read, rtypeOsRead},
    {"write", write, rtypeOsWrite},
    {"close", close, rtypeOsClose},
};

} // namespace

RuleGroup posixFunctions() { return {"posix", kPosix}; }

} // namespace tw::library
