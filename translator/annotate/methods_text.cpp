// Methods of byte strings and unicode strings.
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/methods.h"
#include "translator/annotate/operations.h"

namespace tw::annotate {

namespace {

bool noNul(const Annotation* a) {
  auto* text = dynCast<TextAnnotation>(a);
  return text && text->noNul;
}

// A string of the same width as self.
const Annotation* sameText(const LibraryCall& call, bool clean) {
  return isUniText(call.self) ? call.annotator.unicode() : call.annotator.string(false, clean);
}

void expectText(const LibraryCall& call, size_t index) {
  if (index >= call.size()) return;
  const Annotation* arg = call[index];
  const bool fits = isByteText(call.self) ? isByteText(arg) : isUniText(arg) || isByteText(arg);
  if (!fits)
    call.fail("the argument of " + std::string(call.name) + "() must be a string, not " +
                  describe(arg),
              isKind(arg, Kind::Tuple) ? "call it for each string" : "str(x) gives a text");
}

void expectNonNegative(const LibraryCall& call, size_t index) {
  if (index >= call.size()) return;
  if (isKind(call[index], Kind::None) || isKind(call[index], Kind::Bool)) return;
  auto* integer = dynCast<IntegerAnnotation>(call[index]);
  if (!integer)
    call.fail("an index must be an int, not " + describe(call[index]), "int(x) converts");
  if (!integer->nonNegative)
    call.fail("the start or end given to " + std::string(call.name) + "() may be negative",
              "prove that it is not: assert n >= 0");
}

const Annotation* search(LibraryCall& call) {
  call.expectArgs(1, 3);
  expectText(call, 0);
  expectNonNegative(call, 1);
  expectNonNegative(call, 2);
  return call.annotator.integer(call.name == "count");
}

// startswith, endswith; known for constants.
const Annotation* affix(LibraryCall& call) {
  call.expectArgs(1, 1);
  expectText(call, 0);
  Annotator& an = call.annotator;
  if (!call.self->constant() || !call[0]->constant()) return an.boolean();
  return an.boolean(an.host().callMethod(call.self->constant(), call.name, {call[0]->constant()}));
}

const Annotation* strip(LibraryCall& call) {
  call.expectArgs(0, 1);
  if (call.size() == 1) expectText(call, 0);
  return sameText(call, noNul(call.self));
}

const Annotation* join(LibraryCall& call) {
  call.expectArgs(1, 1);
  Annotator& an = call.annotator;
  if (isKind(call[0], Kind::None)) return an.impossible(); // a list may get here later
  const Annotation* item =
      isKind(call[0], Kind::List) || isKind(call[0], Kind::Tuple) ? itemOf(an, call[0]) : nullptr;
  if (!item)
    call.fail("join() takes a list of strings, not " + describe(call[0]), "list(x) makes a list");
  // None alone may yet become a string that can be None.
  if (isImpossible(item) || isKind(item, Kind::None)) {
    if (isUniText(call.self)) return an.unicode();
    return an.string(false, noNul(call.self));
  }
  if (isUniText(item) || (isByteText(item) && isUniText(call.self))) return an.unicode();
  if (!isByteText(item))
    call.fail("join() takes a list of strings, not " + describe(call[0]),
              "make a list of texts first: [str(x) for x in items]");
  return an.string(false, noNul(call.self) && noNul(item));
}

const Annotation* split(LibraryCall& call) {
  call.expectArgs(0, 2);
  if (call.size() > 0 && !isKind(call[0], Kind::None)) expectText(call, 0);
  return call.annotator.newList(sameText(call, noNul(call.self)), true);
}

const Annotation* splitlines(LibraryCall& call) {
  call.expectArgs(0, 1);
  return call.annotator.newList(sameText(call, noNul(call.self)), true);
}

const Annotation* replace(LibraryCall& call) {
  call.expectArgs(2, 3);
  expectText(call, 0);
  expectText(call, 1);
  return sameText(call, noNul(call.self) && noNul(call[1]));
}

const Annotation* changeCase(LibraryCall& call) {
  call.expectArgs(0, 0);
  if (isKind(call.self, Kind::Char)) return call.annotator.character(noNul(call.self));
  return sameText(call, noNul(call.self));
}

// capitalize, swapcase, title
const Annotation* mapCharacters(LibraryCall& call) {
  call.expectArgs(0, 0);
  return sameText(call, noNul(call.self));
}

const Annotation* translate(LibraryCall& call) {
  call.expectArgs(1, 1);
  expectText(call, 0);
  return sameText(call, false);
}

// ljust, rjust, center: width and a character; zfill: width
const Annotation* pad(LibraryCall& call) {
  call.expectArgs(1, call.name == "zfill" ? 1 : 2);
  if (!isIntegral(call[0])) call.fail("the width must be an int, not " + describe(call[0]));
  if (call.size() == 2 && !isKind(call[1], isUniText(call.self) ? Kind::UniChar : Kind::Char))
    call.fail("the fill character must be a character, not " + describe(call[1]));
  return sameText(call, noNul(call.self) && (call.size() < 2 || noNul(call[1])));
}

const Annotation* classify(LibraryCall& call) {
  call.expectArgs(0, 0);
  return call.annotator.boolean();
}

const Annotation* decode(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.unicode();
}

const Annotation* encode(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.string();
}

constexpr MethodRule kMethods[] = {
    {"find", search},
    {"rfind", search},
    {"count", search},
    {"startswith", affix},
    {"endswith", affix},
    {"strip", strip},
    {"lstrip", strip},
    {"rstrip", strip},
    {"join", join},
    {"split", split},
    {"rsplit", split},
    {"splitlines", splitlines},
    {"replace", replace},
    {"upper", changeCase},
    {"lower", changeCase},
    {"isdigit", classify},
    {"isalpha", classify},
    {"isalnum", classify},
    {"isspace", classify},
    {"isupper", classify},
    {"islower", classify},
    {"decode", decode},
    {"encode", encode},
    {"index", search},
    {"rindex", search},
    {"capitalize", mapCharacters},
    {"swapcase", mapCharacters},
    {"title", mapCharacters},
    {"translate", translate},
    {"ljust", pad},
    {"rjust", pad},
    {"center", pad},
    {"zfill", pad},
};

} // namespace

std::span<const MethodRule> textMethods() { return kMethods; }

namespace {

// next() of an iterator, as a method.
const Annotation* nextItem(LibraryCall& call) {
  call.expectArgs(0, 0);
  return itemOf(call.annotator, call.self);
}
constexpr MethodRule kIteratorMethods[] = {{"next", nextItem}};

std::span<const MethodRule> methodsOf(const Annotation* self) {
  switch (self->kind()) {
  case Kind::List: return listMethods();
  case Kind::Dict: return dictMethods();
  case Kind::Char:
  case Kind::String:
  case Kind::UniChar:
  case Kind::Unicode: return textMethods();
  case Kind::Iterator: return kIteratorMethods;
  default: return {};
  }
}

} // namespace

const MethodRule* findMethod(const Annotation* self, std::string_view name) {
  if (auto* library = dynCast<LibraryAnnotation>(self)) return library->type->method(name);
  for (const MethodRule& rule : methodsOf(self))
    if (rule.name == name) return &rule;
  return nullptr;
}

std::vector<std::string_view> methodNames(const Annotation* self) {
  std::vector<std::string_view> names;
  for (const MethodRule& rule : methodsOf(self)) names.push_back(rule.name);
  return names;
}

} // namespace tw::annotate
