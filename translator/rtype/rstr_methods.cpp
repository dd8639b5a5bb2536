// Methods of strings.
#include "translator/rtype/rstr.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rtuple.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

#include <algorithm>
#include <limits>

namespace tw::rtype {

namespace {

bool isGiven(const HighLevelOp& hop, size_t index) {
  return index < hop.argCount() && !hop.isConstantNone(index);
}

// An int argument, or what stands for it where it is missing or None.
Value countArgument(HighLevelOp& hop, size_t index, int64_t missing) {
  if (!isGiven(hop, index)) return hop.ops.signedConstant(missing);
  return hop.inputArg(index, hop.rtyper().signedRepr());
}

bool isSingle(const HighLevelOp& hop, size_t index, const StringRepr& text) {
  return hop.argRepr(index).kind() == text.character().kind();
}

constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();

constexpr std::string_view kPredicates[] = {"isdigit", "isalpha", "isalnum",
                                            "isspace", "isupper", "islower"};
constexpr std::string_view kMappings[] = {"upper", "lower", "capitalize", "swapcase", "title"};

template <size_t N> bool isOneOf(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

} // namespace

Value StringRepr::rtypeMethod(std::string_view name, HighLevelOp& hop) {
  if (isOneOf(kPredicates, name)) {
    hop.exceptionCannotOccur();
    return hop.callHelper("rstr", "ll_" + std::string(name), {hop.inputArg(0)});
  }
  if (isOneOf(kMappings, name)) {
    Value string = hop.inputArg(0);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_" + std::string(name), {string});
  }
  if (name == "startswith" || name == "endswith") return affix(name, hop);
  if (name == "join") return join(hop);
  if (name == "split" || name == "rsplit") return split(name, hop);
  if (name == "strip" || name == "lstrip" || name == "rstrip") return strip(name, hop);
  if (name == "replace") return replace(hop);
  if (name == "encode" || name == "decode") return convertEncoding(name, hop);
  if (name == "ljust" || name == "rjust" || name == "center" || name == "zfill")
    return pad(name, hop);
  if (name == "find" || name == "rfind" || name == "count" || name == "index" || name == "rindex")
    return search(name, hop);
  if (name == "splitlines") {
    auto& list = static_cast<ListRepr&>(hop.resultRepr());
    Value string = hop.inputArg(0);
    Value keepEnds =
        isGiven(hop, 1) ? hop.inputArg(1, rtyper().boolRepr()) : hop.ops.boolConstant(false);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_splitlines", {list.typeArgument(hop.ops), string, keepEnds});
  }
  if (name == "translate" && hop.argCount() == 2) {
    std::vector<Value> args = hop.inputArgs({this, this});
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_translate", std::move(args));
  }
  return Repr::rtypeMethod(name, hop);
}

// ---- Searching ------------------------------------------------------------------------------

Value StringRepr::search(std::string_view name, HighLevelOp& hop) {
  bool raises = name == "index" || name == "rindex";
  bool single = isSingle(hop, 1, *this) && !raises;
  std::vector<Value> args{hop.inputArg(0), hop.inputArg(1, single ? character() : *this),
                          countArgument(hop, 2, 0), countArgument(hop, 3, kEnd)};
  if (raises)
    hop.exceptionIsHere();
  else
    hop.exceptionCannotOccur();
  return hop.callHelper("rstr", "ll_" + std::string(name) + (single ? "_char" : ""),
                        std::move(args));
}

Value StringRepr::affix(std::string_view name, HighLevelOp& hop) {
  bool single = isSingle(hop, 1, *this);
  std::vector<Value> args = hop.inputArgs({this, single ? &character() : this});
  hop.exceptionCannotOccur();
  return hop.callHelper("rstr", "ll_" + std::string(name) + (single ? "_char" : ""),
                        std::move(args));
}

// ---- New strings ----------------------------------------------------------------------------

Value StringRepr::strip(std::string_view name, HighLevelOp& hop) {
  Value left = hop.ops.boolConstant(name != "rstrip");
  Value right = hop.ops.boolConstant(name != "lstrip");
  std::vector<Value> args{hop.inputArg(0)};
  const char* helper = "ll_strip_spaces";
  if (isGiven(hop, 1)) {
    bool single = isSingle(hop, 1, *this);
    helper = single ? "ll_strip_char" : "ll_strip_chars";
    args.push_back(hop.inputArg(1, single ? character() : *this));
  }
  args.insert(args.end(), {left, right});
  mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", helper, std::move(args));
}

Value StringRepr::replace(HighLevelOp& hop) {
  bool single = isSingle(hop, 1, *this) && isSingle(hop, 2, *this) && !isGiven(hop, 3);
  Repr& part = single ? character() : static_cast<Repr&>(*this);
  std::vector<Value> args{hop.inputArg(0), hop.inputArg(1, part), hop.inputArg(2, part)};
  if (!single) args.push_back(countArgument(hop, 3, -1));
  mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", single ? "ll_replace_chr_chr" : "ll_replace", std::move(args));
}

Value StringRepr::pad(std::string_view name, HighLevelOp& hop) {
  std::vector<Value> args{hop.inputArg(0), countArgument(hop, 1, 0)};
  if (name != "zfill")
    args.push_back(isGiven(hop, 2) ? hop.inputArg(2, character())
                                   : hop.ops.constant(character().lowType(), ' '));
  mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", "ll_" + std::string(name), std::move(args));
}

// A tuple is joined like a list of its items.
static Value joinTuple(StringRepr& repr, TupleRepr& tuple, HighLevelOp& hop) {
  Value separator = hop.inputArg(0);
  Value items = hop.inputArg(1);
  std::vector<Value> pieces;
  for (size_t i = 0; i < tuple.items().size(); ++i) {
    if (i > 0) pieces.push_back(separator);
    pieces.push_back(hop.ops.convert(tuple.item(items, i, hop.ops), *tuple.items()[i], repr));
  }
  hop.exceptionCannotOccur();
  return joinPieces(repr, pieces, hop.ops);
}

Value StringRepr::join(HighLevelOp& hop) {
  Repr& from = hop.argRepr(1);
  if (auto* tuple = dynamic_cast<TupleRepr*>(&from)) return joinTuple(*this, *tuple, hop);
  auto* list = dynamic_cast<ListRepr*>(&from);
  if (!list) hop.fail("join() takes a list of strings, not " + withArticle(from.describe()));
  if (list->item().kind() == ReprKind::Impossible) {
    hop.exceptionCannotOccur();
    return constant("", hop.ops);
  }
  bool single = list->item().kind() == character().kind();
  if (!single && list->item().kind() != kind())
    hop.fail("join() of " + withArticle(from.describe()) + " is not supported on " +
                 withArticle(describe()),
             "convert the items first");
  std::string_view separator;
  bool plain = hop.constantString(0, separator) && separator.empty();
  Value first = plain ? typeArgument(hop.ops) : hop.inputArg(0);
  Value items = hop.inputArg(1);
  const char* helper = single ? (plain ? "ll_join_chars" : "ll_join_chars_with")
                              : (plain ? "ll_join_strs" : "ll_join");
  mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", helper, {first, items});
}

Value StringRepr::split(std::string_view name, HighLevelOp& hop) {
  auto& list = static_cast<ListRepr&>(hop.resultRepr());
  std::vector<Value> args{list.typeArgument(hop.ops), hop.inputArg(0)};
  std::string helper = "ll_" + std::string(name);
  bool raises = false;
  if (!isGiven(hop, 1)) {
    helper += "_spaces";
  } else if (isSingle(hop, 1, *this)) {
    helper += "_char";
    args.push_back(hop.inputArg(1, character()));
  } else {
    args.push_back(hop.inputArg(1, *this));
    raises = true; // ValueError for an empty separator
  }
  args.push_back(countArgument(hop, 2, -1));
  if (raises)
    hop.exceptionIsHere();
  else
    mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", helper, std::move(args));
}

// ---- Encodings ------------------------------------------------------------------------------

namespace {

struct Encoding {
  std::string_view name; // without punctuation, in lower case
  const char* encode;
  const char* decode;
};
constexpr Encoding kEncodings[] = {
    {"ascii", "ll_unicode2str", "ll_str2unicode"},
    {"usascii", "ll_unicode2str", "ll_str2unicode"},
    {"latin1", "ll_unicode_to_latin1", "ll_latin1_to_unicode"},
    {"iso88591", "ll_unicode_to_latin1", "ll_latin1_to_unicode"},
    {"utf8", "ll_unicode_to_utf8", "ll_utf8_to_unicode"},
};

} // namespace

Value StringRepr::convertEncoding(std::string_view name, HighLevelOp& hop) {
  bool encode = name == "encode";
  std::string_view given;
  if (hop.argCount() != 2 || !hop.constantString(1, given))
    hop.fail(std::string(name) + "() takes one argument, the constant name of an encoding");
  if (encode != isUnicode())
    hop.fail(std::string(name) + "() is not supported on " + withArticle(describe()));
  std::string plain;
  for (char c : given)
    if (c != '-' && c != '_') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  for (const Encoding& encoding : kEncodings) {
    if (encoding.name != plain) continue;
    Value string = hop.inputArg(0);
    hop.exceptionIsHere();
    return hop.callHelper("rencode", encode ? encoding.encode : encoding.decode, {string});
  }
  hop.fail("unknown encoding '" + std::string(given) + "'",
           "run-time encodings are ascii, latin-1 and utf-8");
}

} // namespace tw::rtype
