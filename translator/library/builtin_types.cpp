// Calls of built-in types: int(x), list(x), xrange(n), enumerate(x), ...
#include "translator/library/rtype_rules.h"
#include "translator/library/rules.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rstr.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"

#include <algorithm>
#include <string_view>

namespace tw::library {

using namespace annotate;
using flow::OpCode;

namespace {

constexpr std::string_view kSequences = "rpython.rlib.rsequence";

void expectIterable(const LibraryCall& call) {
  if (!isKind(call[0], Kind::Instance) && !call.annotator.itemOf(call[0]))
    call.fail(describe(call[0]) + " cannot be iterated over",
              "lists, tuples, dicts, strings and generators can be");
}

// int(x); int(text, base) stays a call.
const Annotation* integer(LibraryCall& call) {
  call.expectArgs(call.keywords.empty() ? 0 : 1, 2);
  Annotator& an = call.annotator;
  if (call.size() == 0) return an.ofConstant(an.host().newInt(0));
  if (call.size() == 1) return call.becomes(OpCode::Int);
  if (!isByteText(call[0]) && !isUniText(call[0]))
    call.fail("int() with a base takes a string, not " + describe(call[0]), "drop the base");
  return an.integer();
}

const Annotation* floating(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.becomes(OpCode::Float);
}

const Annotation* string(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.becomes(OpCode::Str);
}

const Annotation* truth(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.becomes(OpCode::IsTrue);
}

bool isAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

const Annotation* typeOf(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.becomes(OpCode::Type);
}

// Of a constant that is known to decode: a constant, which can be a format.
const Annotation* unicode(LibraryCall& call) {
  call.expectArgs(1, 1);
  host::Host& host = call.annotator.host();
  host::Object* text = call[0]->constant();
  const bool decodes = text && (text->kind == host::Kind::Unicode ||
                                (host::isStr(text) && isAscii(host.toStr(text))));
  if (!decodes) return call.annotator.unicode();
  host::Object* const args[] = {text};
  return call.annotator.ofConstant(host.call(host.types().unicode, host::Args{args, {}}));
}

const Annotation* list(LibraryCall& call) {
  call.expectArgs(0, 1);
  if (call.size() == 0) return call.becomes(OpCode::NewList);
  expectIterable(call);
  return call.becomesCallOf(kSequences, isKind(call[0], Kind::List) ? "copy_list" : "list_of");
}

const Annotation* tuple(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (!isKind(call[0], Kind::Tuple))
    call.fail("tuple() of " + describe(call[0]), "the length of a tuple must be known");
  return call[0];
}

const Annotation* dict(LibraryCall& call) {
  call.expectArgs(0, 1);
  if (call.size() == 0) return call.becomes(OpCode::NewDict);
  expectIterable(call);
  return call.becomesCallOf(kSequences, isKind(call[0], Kind::Dict) ? "copy_dict" : "dict_of");
}

const Annotation* byteArray(LibraryCall& call) {
  call.expectArgs(0, 1);
  if (call.size() == 1 && !isIntegral(call[0]) && !isByteText(call[0]) &&
      !isKind(call[0], Kind::ByteArray))
    call.fail("bytearray() takes a str, a bytearray or a length, not " + describe(call[0]));
  return call.annotator.make<TextAnnotation>(Kind::ByteArray, false, false);
}

const Annotation* iterate(LibraryCall& call, IteratorVariant variant, const Annotation* start) {
  const Annotation* iterator = call.annotator.iteratorOver(call[0], variant, start);
  if (!iterator)
    call.fail(describe(call[0]) + " cannot be iterated over",
              "lists, tuples, dicts, strings and generators can be");
  return iterator;
}

const Annotation* enumerate(LibraryCall& call) {
  call.expectArgs(1, 2);
  return iterate(call, IteratorVariant::Enumerate, call.get(1, "start"));
}

const Annotation* reversed(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* list = dynCast<ListAnnotation>(call[0]);
  if (!list) call.fail("reversed() takes a list, not " + describe(call[0]), "list(x) makes a list");
  list->def().needItems();
  return iterate(call, IteratorVariant::Reversed, nullptr);
}

// Base.__init__(self) where the base is built-in: there is nothing to do. What an exception gets
// is for import time only.
const Annotation* emptyInit(LibraryCall& call) { return call.annotator.none(); }

flow::Value rtypeEmptyInit(rtype::HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return {};
}

constexpr RuleEntry kEntries[] = {
    {"object.__init__", emptyInit, rtypeEmptyInit},
    {"BaseException.__init__", emptyInit, rtypeEmptyInit},

    {"int", integer, rtype::rtypeIntWithBase},
    {"long", integer},
    {"float", floating},
    {"str", string},
    {"bool", truth},
    {"type", typeOf},
    {"unicode", unicode, rtype::rtypeUnicodeCall},
    {"list", list},
    {"tuple", tuple, rtypeSame},
    {"dict", dict},
    {"bytearray", byteArray, rtype::rtypeByteArrayCall},
    {"enumerate", enumerate, rtype::rtypeEnumerate},
    {"reversed", reversed, rtype::rtypeReversed},
};

// All dicts keep the order of insertion.
constexpr RuleEntry kCollectionEntries[] = {{"OrderedDict", dict}};

} // namespace

RuleGroup builtinTypes() { return {"__builtin__", kEntries}; }
RuleGroup collectionTypes() { return {"collections", kCollectionEntries}; }

} // namespace tw::library
