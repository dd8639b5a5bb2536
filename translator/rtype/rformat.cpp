// Values as text: str(), repr() and the % operator.
//
// A format is known at translation time. It falls into pieces, literal text and
// conversions of values, each of which becomes a string; all are then joined.
#include "translator/rtype/rstr.h"

#include "runtime/number.h"
#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtuple.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

namespace tw::rtype {

namespace {

StringRepr& strRepr(RTyper& rtyper) { return static_cast<StringRepr&>(rtyper.stringRepr()); }

} // namespace

Value floatText(Value value, char code, int64_t precision, int64_t flags, LowLevelOps& ops) {
  Value letter = ops.constant(ops.rtyper().types().charType(), static_cast<unsigned char>(code));
  return ops.callHelper("rformat", "ll_format_float",
                        {value, letter, ops.signedConstant(precision), ops.signedConstant(flags)});
}

// ---- str() and repr() -----------------------------------------------------------------------

namespace {

Value integerText(Value value, LowLevelOps& ops, const char* helper = "ll_int2dec") {
  if (value.type()->kind() == lltype::Kind::Bool)
    value = ops.genop(OpCode::LlCastBoolToInt, {value}, ops.rtyper().types().signedType());
  return ops.callHelper("rformat", helper, {wideInteger(value, ops)});
}

// (a, b) with the text of each item.
Value tupleText(Value tuple, TupleRepr& repr, LowLevelOps& ops) {
  StringRepr& string = strRepr(ops.rtyper());
  std::vector<Value> pieces{string.constant("(", ops)};
  const std::vector<Repr*>& items = repr.items();
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) pieces.push_back(string.constant(", ", ops));
    pieces.push_back(textOf(repr.item(tuple, i, ops), *items[i], ops));
  }
  pieces.push_back(string.constant(items.size() == 1 ? ",)" : ")", ops));
  return joinPieces(string, pieces, ops);
}

} // namespace

Value instanceText(Value instance, LowLevelOps& ops) {
  RTyper& rtyper = ops.rtyper();
  StringRepr& string = strRepr(rtyper);
  return ops.callHelper("rformat", "ll_instance_text",
                        {ops.typeObject(rtyper.exceptions().typeType()), instance,
                         string.constant("<", ops), string.constant(" object at 0x", ops),
                         string.constant(">", ops), string.constant("NULL", ops)});
}

Value textOf(Value value, Repr& repr, LowLevelOps& ops) {
  StringRepr& string = strRepr(ops.rtyper());
  switch (repr.kind()) {
  case ReprKind::None: return string.constant("None", ops);
  case ReprKind::Bool:
  case ReprKind::Integer: return integerText(value, ops);
  case ReprKind::Float:
    return floatText(ops.convert(value, repr, ops.rtyper().floatRepr()), 'f', 6, 0, ops);
  case ReprKind::Char:
    return ops.callHelper("rstr", "ll_chr2str", {string.typeArgument(ops), value});
  case ReprKind::String:
    return ops.callHelper("rstr", "ll_str_or_none", {value, string.constant("None", ops)});
  case ReprKind::UniChar:
    return ops.callHelper("rencode", "ll_unicode2str",
                          {ops.convert(value, repr, ops.rtyper().unicodeRepr())});
  case ReprKind::Unicode: return ops.callHelper("rencode", "ll_unicode2str", {value});
  case ReprKind::Instance: return instanceText(value, ops);
  case ReprKind::Tuple: return tupleText(value, static_cast<TupleRepr&>(repr), ops);
  case ReprKind::Class:
    return ops.getField(ops.convert(value, repr, ops.rtyper().classRepr()), "name");
  default:
    throw TranslationError(ops.span(),
                           withArticle(repr.describe()) + " has no text form at run time");
  }
}

Value reprTextOf(Value value, Repr& repr, LowLevelOps& ops) {
  StringRepr& string = strRepr(ops.rtyper());
  switch (repr.kind()) {
  case ReprKind::Float:
    return floatText(ops.convert(value, repr, ops.rtyper().floatRepr()), 'r', 0,
                     TW_FORMAT_ADD_DOT_0, ops);
  case ReprKind::Char:
    return ops.callHelper(
        "rformat", "ll_repr_str",
        {ops.callHelper("rstr", "ll_chr2str", {string.typeArgument(ops), value})});
  case ReprKind::String: return ops.callHelper("rformat", "ll_repr_str", {value});
  default: return textOf(value, repr, ops);
  }
}

Value joinPieces(StringRepr& repr, const std::vector<Value>& pieces, LowLevelOps& ops) {
  RTyper& rtyper = ops.rtyper();
  switch (pieces.size()) {
  case 0: return repr.constant("", ops);
  case 1: return pieces[0];
  case 2: return ops.callHelper("rstr", "ll_strconcat", pieces);
  case 3: return ops.callHelper("rstr", "ll_strconcat3", pieces);
  default: break;
  }
  const lltype::Type* array = rtyper.types().array(repr.lowType(), lltype::Flavor::Gc);
  Value list = ops.callHelper(
      "rlist", "ll_newlist",
      {ops.typeObject(array), ops.signedConstant(static_cast<int64_t>(pieces.size()))});
  for (size_t i = 0; i < pieces.size(); ++i)
    ops.genop(OpCode::LlSetArrayItem,
              {list, ops.signedConstant(static_cast<int64_t>(i)), pieces[i]},
              rtyper.types().voidType());
  return ops.callHelper("rstr", "ll_join_strs", {repr.typeArgument(ops), list});
}

// ---- The % operator -------------------------------------------------------------------------

namespace {

// %[flags][width][.precision]code
struct Conversion {
  bool left = false, zeros = false, plus = false, blank = false, alternative = false;
  int64_t width = 0;
  int64_t precision = -1;
  char code = 0;

  bool isPlain() const {
    return !left && !zeros && !plus && !blank && !alternative && width == 0 && precision < 0;
  }
};

class Formatter {
public:
  Formatter(HighLevelOp& hop, StringRepr& result) : hop_(hop), ops_(hop.ops), result_(result) {
    collectValues();
  }
  Value run(std::u32string_view format);

private:
  struct Argument {
    Value value;
    Repr* repr;
  };

  void collectValues();
  void flush();
  Conversion parse(std::u32string_view format, size_t& at);
  int64_t parseNumber(std::u32string_view format, size_t& at);
  Value convert(const Conversion& conversion, const Argument& argument);
  Value text(const Conversion& conversion, const Argument& argument);
  Value integer(const Conversion& conversion, const Argument& argument);
  Value floating(const Conversion& conversion, const Argument& argument);
  Value number(const Conversion& conversion, Value text, std::string_view prefix,
               int64_t precision);
  Value toResult(Value piece);

  HighLevelOp& hop_;
  LowLevelOps& ops_;
  StringRepr& result_;
  std::vector<Argument> arguments_;
  std::u32string literal_;
  std::vector<Value> pieces_;
};

void Formatter::collectValues() {
  auto* tuple = dynamic_cast<TupleRepr*>(&hop_.argRepr(1));
  Value value = hop_.inputArg(1);
  if (!tuple) {
    arguments_.push_back({value, &hop_.argRepr(1)});
    return;
  }
  for (size_t i = 0; i < tuple->items().size(); ++i)
    arguments_.push_back({tuple->item(value, i, ops_), tuple->items()[i]});
}

void Formatter::flush() {
  if (literal_.empty()) return;
  pieces_.push_back(ops_.constant(result_.lowType(), result_.prebuilt(literal_)));
  literal_.clear();
}

int64_t Formatter::parseNumber(std::u32string_view format, size_t& at) {
  int64_t number = 0;
  if (at < format.size() && format[at] == '*')
    hop_.fail("a width that is known at run time only is not supported in a format",
              "pad the text by rjust() or ljust()");
  while (at < format.size() && format[at] >= '0' && format[at] <= '9') {
    number = number * 10 + static_cast<int64_t>(format[at++] - '0');
    if (number > 1'000'000)
      hop_.fail("the format asks for more than a million characters",
                "use a smaller width or precision");
  }
  return number;
}

Conversion Formatter::parse(std::u32string_view format, size_t& at) {
  Conversion conversion;
  for (bool flags = true; flags && at < format.size();) {
    switch (format[at]) {
    case '-': conversion.left = true; break;
    case '0': conversion.zeros = true; break;
    case '+': conversion.plus = true; break;
    case ' ': conversion.blank = true; break;
    case '#': conversion.alternative = true; break;
    default: flags = false; continue;
    }
    ++at;
  }
  conversion.width = parseNumber(format, at);
  if (at < format.size() && format[at] == '.') conversion.precision = parseNumber(format, ++at);
  while (at < format.size() && (format[at] == 'l' || format[at] == 'h' || format[at] == 'L')) ++at;
  if (at >= format.size())
    hop_.fail("the format ends within a conversion", "write %% for a percent sign");
  if (format[at] > 126)
    hop_.fail("the format has an unknown conversion", "write %% for a percent sign");
  conversion.code = static_cast<char>(format[at++]);
  return conversion;
}

Value Formatter::run(std::u32string_view format) {
  size_t used = 0;
  for (size_t at = 0; at < format.size();) {
    char32_t c = format[at++];
    if (c != '%') {
      literal_ += c;
      continue;
    }
    Conversion conversion = parse(format, at);
    if (conversion.code == '%') {
      literal_ += U'%';
      continue;
    }
    if (used == arguments_.size())
      hop_.fail("the format has more conversions than values",
                "give one value for each conversion");
    flush();
    pieces_.push_back(toResult(convert(conversion, arguments_[used++])));
  }
  if (used != arguments_.size())
    hop_.fail("not all values are used by the format", "give one value for each conversion");
  flush();
  return joinPieces(result_, pieces_, ops_);
}

Value Formatter::toResult(Value piece) {
  if (piece.type() == result_.lowType()) return piece;
  return ops_.callHelper("rencode", "ll_str2unicode", {piece});
}

Value Formatter::convert(const Conversion& conversion, const Argument& argument) {
  switch (conversion.code) {
  case 's':
  case 'r': return text(conversion, argument);
  case 'c':
    if (argument.repr->kind() == ReprKind::Integer) {
      Value code = wideInteger(argument.value, ops_);
      Value c = ops_.genop(OpCode::LlCastIntToChar, {code}, ops_.rtyper().types().charType());
      return text(conversion, {c, &ops_.rtyper().charRepr()});
    }
    return text(conversion, argument);
  case 'd':
  case 'i':
  case 'u':
  case 'x':
  case 'X':
  case 'o': return integer(conversion, argument);
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G': return floating(conversion, argument);
  default:
    hop_.fail(
        std::string("the conversion %") + conversion.code + " is not supported",
        conversion.code == '('
            ? "name the values in a tuple: '%d of %s' % (n, name)"
            : "the conversions are %d %i %u %x %X %o %c %s %r %f %e %g, and %% for a percent sign");
  }
}

Value Formatter::text(const Conversion& conversion, const Argument& argument) {
  Value piece;
  if (result_.isUnicode() && argument.repr->kind() == ReprKind::Unicode)
    piece = argument.value;
  else if (result_.isUnicode() && argument.repr->kind() == ReprKind::UniChar)
    piece = ops_.convert(argument.value, *argument.repr, result_);
  else if (conversion.code == 'r')
    piece = reprTextOf(argument.value, *argument.repr, ops_);
  else
    piece = textOf(argument.value, *argument.repr, ops_);
  if (conversion.precision >= 0)
    piece = ops_.callHelper("rformat", "ll_truncate",
                            {piece, ops_.signedConstant(conversion.precision)});
  if (conversion.width == 0) return piece;
  const lltype::Type* item = &piece.type()->ptr().target().structure().varArray()->item();
  return ops_.callHelper("rstr", conversion.left ? "ll_ljust" : "ll_rjust",
                         {piece, ops_.signedConstant(conversion.width), ops_.constant(item, ' ')});
}

Value Formatter::number(const Conversion& conversion, Value text, std::string_view prefix,
                        int64_t precision) {
  char sign = conversion.plus ? '+' : conversion.blank ? ' ' : '\0';
  return ops_.callHelper(
      "rformat", "ll_number",
      {text, ops_.constant(ops_.rtyper().types().charType(), static_cast<unsigned char>(sign)),
       strRepr(ops_.rtyper()).constant(prefix, ops_), ops_.signedConstant(precision),
       ops_.signedConstant(conversion.width), ops_.boolConstant(conversion.left),
       ops_.boolConstant(conversion.zeros)});
}

Value Formatter::integer(const Conversion& conversion, const Argument& argument) {
  Value value = argument.value;
  switch (argument.repr->kind()) {
  case ReprKind::Integer:
  case ReprKind::Bool: break;
  case ReprKind::Float:
    value = ops_.genop(OpCode::LlCastFloatToInt, {value}, ops_.rtyper().types().signedType());
    break;
  default:
    hop_.fail(std::string("%") + conversion.code + " takes a number, not " +
                  withArticle(argument.repr->describe()),
              "%s formats any value");
  }
  bool hex = conversion.code == 'x' || conversion.code == 'X';
  const char* helper = hex ? "ll_int2hex" : conversion.code == 'o' ? "ll_int2oct" : "ll_int2dec";
  Value digits = integerText(value, ops_, helper);
  if (conversion.code == 'X') digits = ops_.callHelper("rstr", "ll_upper", {digits});
  if (conversion.isPlain()) return digits;
  std::string_view prefix;
  if (conversion.alternative)
    prefix = conversion.code == 'x' ? "0x" : conversion.code == 'X' ? "0X" : "";
  if (conversion.alternative && conversion.code == 'o') prefix = "0";
  return number(conversion, digits, prefix, conversion.precision);
}

Value Formatter::floating(const Conversion& conversion, const Argument& argument) {
  Repr& floatRepr = ops_.rtyper().floatRepr();
  Value value = ops_.convert(argument.value, *argument.repr, floatRepr);
  int64_t precision = conversion.precision < 0 ? 6 : conversion.precision;
  int64_t flags = conversion.alternative ? TW_FORMAT_ALT : 0;
  char code = conversion.code;
  Value digits = floatText(value, code, precision, flags, ops_);
  Conversion rest = conversion;
  rest.precision = -1;
  rest.alternative = false;
  return rest.isPlain() ? digits : number(rest, digits, "", 0);
}

std::u32string formatText(HighLevelOp& hop) {
  host::Object* format = hop.constantObject(0);
  if (!format || (format->kind != host::Kind::Str && format->kind != host::Kind::Unicode))
    hop.fail("the format on the left of % must be a constant",
             "write the format where it is used, or choose between several % operations");
  if (format->kind == host::Kind::Unicode)
    return std::u32string(host::as<host::UnicodeObject>(format)->value);
  std::u32string text;
  for (unsigned char c : host::as<host::StrObject>(format)->value) text += c;
  return text;
}

} // namespace

Value rtypePercent(HighLevelOp& hop, StringRepr&) {
  hop.exceptionCannotOccur();
  auto& result = static_cast<StringRepr&>(hop.resultRepr());
  return Formatter(hop, result).run(formatText(hop));
}

// ---- Calls of built-in types ----------------------------------------------------------------

Value rtypeIntWithBase(HighLevelOp& hop) {
  std::vector<Value> args = hop.inputArgs({&hop.rtyper().stringRepr(), &hop.rtyper().signedRepr()});
  hop.exceptionIsHere();
  return hop.callHelper("rformat", "ll_str2int", std::move(args));
}

Value rtypeUnicodeCall(HighLevelOp& hop) {
  Repr& from = hop.argRepr(0);
  Repr& unicode = hop.rtyper().unicodeRepr();
  Value value = hop.inputArg(0);
  if (from.kind() == ReprKind::Unicode || from.kind() == ReprKind::UniChar) {
    hop.exceptionCannotOccur();
    return hop.ops.convert(value, from, unicode);
  }
  Value text = from.kind() == ReprKind::String ? value : textOf(value, from, hop.ops);
  hop.exceptionIsHere();
  return hop.callHelper("rencode", "ll_str2unicode", {text});
}

} // namespace tw::rtype
