// `__tw_rstring__`: promises about the characters of strings.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/rtype/hop.h"

namespace tw::library {

using namespace annotate;
using host::Args;
using host::Host;
using host::Object;

namespace {

// assert_str0(s): the program promises that s holds no character 0.
const Annotation* assertNoNul(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (isKind(call[0], annotate::Kind::None)) return call[0];
  auto* text = dynCast<TextAnnotation>(call[0]);
  if (!text) call.fail("assert_str0() takes a string, not " + describe(call[0]));
  if (text->noNul) return text;
  return call.annotator.make<TextAnnotation>(text->kind(), text->canBeNone, true);
}

// check_str0(s): an error of the translation unless that is known.
const Annotation* checkNoNul(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (isKind(call[0], annotate::Kind::None)) return call.annotator.none();
  auto* text = dynCast<TextAnnotation>(call[0]);
  if (!text || !text->noNul)
    call.fail("the string given to check_str0() may hold a character 0: " + describe(call[0]));
  return call.annotator.none();
}

Object* hostAssertNoNul(Host& host, const Args& args) {
  if (!host::isNone(args[0]) && host.toStr(args[0]).find('\0') != std::string_view::npos)
    host.raise(host.types().AssertionError, "the string holds a character 0");
  return args[0];
}
Object* hostCheckNoNul(Host& host, const Args& args) {
  hostAssertNoNul(host, args);
  return host.none();
}

// is_character(s, empty): is it known to be of length 1? Specialised functions of the builders
// ask; `empty` is '' or u'', which says what the builder takes.
Object* hostIsCharacter(Host& host, const Args& args) {
  return host.boolean(host.length(args[0]) == 1);
}
const Annotation* isCharacter(LibraryCall& call) {
  call.expectArgs(2, 2);
  const bool takesUnicode = isUniText(call[1]);
  const bool fits = takesUnicode ? isUniText(call[0]) || isKind(call[0], annotate::Kind::Char)
                                 : isByteText(call[0]) || isKind(call[0], annotate::Kind::None);
  if (!fits)
    call.fail(std::string("a builder of ") + (takesUnicode ? "unicode" : "str") +
                  " cannot append " + describe(call[0]),
              takesUnicode ? "convert it to unicode first" : "convert it by str() first");
  return call.answer(isKind(call[0], annotate::Kind::Char) ||
                     isKind(call[0], annotate::Kind::UniChar));
}

constexpr NativeEntry kEntries[] = {
    {"assert_str0", hostAssertNoNul, assertNoNul, rtypeFirstArgument},
    {"is_character", hostIsCharacter, isCharacter, rtypeKnownResult},
    {"check_str0", hostCheckNoNul, checkNoNul, rtypeNothing},
};

} // namespace

void fillStringModule(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
}

} // namespace tw::library
