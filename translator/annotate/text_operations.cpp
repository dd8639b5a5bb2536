// Operations on strings, unicode strings and byte arrays.
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/origins.h"

#include <algorithm>

namespace tw::annotate {

using flow::OpCode;

namespace {

bool noNul(const Annotation* a) {
  if (auto* text = dynCast<TextAnnotation>(a)) return text->noNul;
  return isIntegral(a) || isKind(a, Kind::Float);
}

// The constant format with %s for %r where `isText` says that the value has become its text.
flow::Value formatOfTexts(Site& site, const std::vector<bool>& isText) {
  host::Object* constant = site[0]->constant();
  if (!constant || !host::isStr(constant))
    return site.value(0); // rtype refuses what is no constant
  const std::string_view given = host::as<host::StrObject>(constant)->value;
  std::string format(given);
  size_t next = 0;
  for (size_t at = 0; at < format.size(); ++at) {
    if (format[at] != '%') continue;
    at = format.find_first_not_of("-+ #0123456789.lhL", at + 1);
    if (at == std::string::npos) break;
    if (format[at] == '%') continue;
    if (next < isText.size() && isText[next] && format[at] == 'r') format[at] = 's';
    ++next;
  }
  if (format == given) return site.value(0); // rtype finds out whether it stays constant
  return site.annotator.graphContext().newConstant(site.annotator.host().newStr(format));
}

// The text of lists is a function of RPython: the operation is done again on a tuple that has
// the texts in their places.
void formatTextsOfLists(Site& site, const std::vector<const Annotation*>& values, bool isTuple) {
  flow::GraphContext& graphs = site.annotator.graphContext();
  flow::Operation& op = site.operation;
  std::vector<flow::Operation*> replacement;
  const auto add = [&](OpCode code, std::vector<flow::Value> args) {
    flow::Variable* result = graphs.newVariable();
    replacement.push_back(graphs.newOperation(code, std::move(args), result, op.span));
    return flow::Value(result);
  };
  std::vector<flow::Value> items;
  std::vector<bool> isText;
  for (size_t i = 0; i < values.size(); ++i) {
    isText.push_back(textNeedsFunction(values[i]));
    flow::Value item = op.args[1];
    if (isTuple) {
      host::Object* index = site.annotator.host().newInt(static_cast<int64_t>(i));
      item = add(OpCode::GetItem, {op.args[1], graphs.newConstant(index)});
    }
    items.push_back(isText.back() ? add(OpCode::Str, {item}) : item);
  }
  flow::Value texts = add(OpCode::NewTuple, std::move(items));
  replacement.push_back(
      graphs.newOperation(op.op, {formatOfTexts(site, isText), texts}, op.result, op.span));
  site.annotator.driver().replaceCurrent(std::move(replacement));
}

// "..." % values
const Annotation* format(Site& site) {
  Annotator& an = site.annotator;
  std::vector<const Annotation*> values{site[1]};
  auto* tuple = dynCast<TupleAnnotation>(site[1]);
  if (tuple) values.assign(tuple->items.begin(), tuple->items.end());
  if (std::ranges::any_of(values, textNeedsFunction)) {
    formatTextsOfLists(site, values, tuple != nullptr);
    return an.impossible();
  }
  bool clean = noNul(site[0]);
  bool wide = isUniText(site[0]);
  for (const Annotation* value : values) {
    clean &= noNul(value);
    wide |= isUniText(value);
  }
  return wide ? an.unicode() : an.string(false, clean);
}

const Annotation* join(Site& site) {
  Annotator& an = site.annotator;
  // getattr(x, "prefix_" + name) takes constants that specialisation makes.
  const bool bytes = isByteText(site[0]) && isByteText(site[1]);
  if (site[0]->isConstant() && site[1]->isConstant() &&
      (bytes || (isUniText(site[0]) && isUniText(site[1])))) {
    host::Object* sum =
        an.host().binary(syntax::BinaryOp::Add, site[0]->constant(), site[1]->constant());
    return an.make<TextAnnotation>(bytes ? Kind::String : Kind::Unicode, false,
                                   noNul(site[0]) && noNul(site[1]), sum);
  }
  if (bytes) return an.string(false, noNul(site[0]) && noNul(site[1]));
  if (isUniText(site[0]) && isUniText(site[1])) return an.unicode();
  const auto isBytes = [](const Annotation* a) {
    return isByteText(a) || isKind(a, Kind::ByteArray);
  };
  if (isBytes(site[0]) && isBytes(site[1])) // one of them is a bytearray
    return an.make<TextAnnotation>(Kind::ByteArray, false, false);
  return nullptr;
}

const Annotation* repeat(Annotator& an, const Annotation* text, const Annotation* count) {
  if (!isIntegral(count)) return nullptr;
  if (isByteText(text)) return an.string(false, noNul(text));
  if (isUniText(text)) return an.unicode();
  return nullptr;
}

const Annotation* item(Site& site) {
  Annotator& an = site.annotator;
  if (!isIntegral(site[1])) return nullptr;
  if (isByteText(site[0])) return an.character(noNul(site[0]));
  if (isUniText(site[0])) return an.uniCharacter();
  if (isKind(site[0], Kind::ByteArray)) return an.integer(true);
  return nullptr;
}

const Annotation* slice(Site& site) {
  Annotator& an = site.annotator;
  checkSliceBounds(site);
  if (isByteText(site[0])) return an.string(false, noNul(site[0]));
  if (isUniText(site[0])) return an.unicode();
  return an.make<TextAnnotation>(Kind::ByteArray, false, false);
}

} // namespace

bool textNeedsFunction(const Annotation* a) {
  if (auto* tuple = dynCast<TupleAnnotation>(a))
    return std::ranges::any_of(tuple->items, textNeedsFunction);
  return isKind(a, Kind::List);
}

// A bound is None or not negative; [:-1] is the only negative form.
void checkSliceBounds(Site& site) {
  const auto check = [&](size_t index, const char* which, bool mayBeMinusOne) {
    const Annotation* bound = site[index];
    if (isKind(bound, Kind::None) || isKind(bound, Kind::Bool)) return;
    auto* integer = dynCast<IntegerAnnotation>(bound);
    if (!integer)
      site.annotator.fail(std::string("the ") + which + " of a slice must be an int, not " +
                              describe(bound),
                          {}, "int(x) converts");
    if (integer->nonNegative) return;
    if (mayBeMinusOne && bound->constant() && isKind(site[1], Kind::None) &&
        site.annotator.host().toInt(bound->constant()) == -1)
      return;
    if (mayBeMinusOne && bound->constant() && isKind(site[1], Kind::Integer) &&
        site[1]->constant() && site.annotator.host().toInt(site[1]->constant()) == 0 &&
        site.annotator.host().toInt(bound->constant()) == -1)
      return;
    const bool known = bound->constant() != nullptr;
    std::vector<DiagnosticNote> notes;
    Origins(site.annotator, notes).ofOperand(site.annotator.position(), site.value(index));
    site.annotator.fail(
        std::string("the ") + which + " of this slice " + (known ? "is" : "may be") + " negative",
        std::move(notes),
        known ? "x[:-1] is the only slice with a negative bound: compute the others "
                "from len(x)"
              : "prove that it is not: assert n >= 0, before the slice");
  };
  check(1, "start", false);
  check(2, "stop", true);
}

const Annotation* annotateText(Site& site) {
  const bool left = dynCast<TextAnnotation>(site.args.empty() ? nullptr : site[0]) != nullptr;
  switch (site.operation.op) {
  case OpCode::Add:
  case OpCode::InplaceAdd: return left ? join(site) : nullptr;
  case OpCode::Mul:
  case OpCode::InplaceMul:
    if (left) return repeat(site.annotator, site[0], site[1]);
    return dynCast<TextAnnotation>(site[1]) ? repeat(site.annotator, site[1], site[0]) : nullptr;
  case OpCode::Mod:
  case OpCode::InplaceMod: return left ? format(site) : nullptr;
  case OpCode::GetItem: return left ? item(site) : nullptr;
  case OpCode::GetSlice: return left ? slice(site) : nullptr;
  case OpCode::Contains: {
    if (!left) return nullptr;
    const bool fits = (isByteText(site[0]) && isByteText(site[1])) ||
                      (isUniText(site[0]) && (isUniText(site[1]) || isByteText(site[1])));
    return fits ? site.annotator.boolean() : nullptr;
  }
  case OpCode::SetItem:
    return isKind(site[0], Kind::ByteArray) && isIntegral(site[1]) ? site.annotator.none()
                                                                   : nullptr;
  default: return nullptr;
  }
}

} // namespace tw::annotate
