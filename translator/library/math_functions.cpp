// Functions of math.
#include "translator/library/rules.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"

namespace tw::library {

using namespace annotate;

namespace {

void expectNumbers(const LibraryCall& call, size_t count) {
  call.expectArgs(count, count);
  for (const Annotation* arg : call.args)
    if (!isIntegral(arg) && !isKind(arg, Kind::Float))
      call.fail(std::string(call.name) + "() takes a number, not " + describe(arg));
}

template <size_t Count> const Annotation* floating(LibraryCall& call) {
  expectNumbers(call, Count);
  return call.annotator.floating();
}

const Annotation* test(LibraryCall& call) {
  expectNumbers(call, 1);
  return call.annotator.boolean();
}

const Annotation* frexp(LibraryCall& call) {
  expectNumbers(call, 1);
  return call.annotator.tuple({call.annotator.floating(), call.annotator.integer()});
}

const Annotation* modf(LibraryCall& call) {
  expectNumbers(call, 1);
  return call.annotator.tuple({call.annotator.floating(), call.annotator.floating()});
}

constexpr RuleEntry kEntries[] = {
    {"floor", floating<1>}, {"ceil", floating<1>},  {"sqrt", floating<1>},  {"fabs", floating<1>},
    {"sin", floating<1>},   {"cos", floating<1>},   {"tan", floating<1>},   {"asin", floating<1>},
    {"acos", floating<1>},  {"atan", floating<1>},  {"sinh", floating<1>},  {"cosh", floating<1>},
    {"tanh", floating<1>},  {"asinh", floating<1>}, {"acosh", floating<1>}, {"atanh", floating<1>},
    {"exp", floating<1>},   {"expm1", floating<1>}, {"log", floating<1>},   {"log10", floating<1>},
    {"log1p", floating<1>}, {"pow", floating<2>},   {"fmod", floating<2>},  {"atan2", floating<2>},
    {"hypot", floating<2>}, {"ldexp", floating<2>}, {"copysign", floating<2>},
    {"isnan", test},        {"isinf", test},        {"frexp", frexp},       {"modf", modf},
};

} // namespace

RuleGroup mathFunctions() { return {"math", kEntries}; }

} // namespace tw::library
