// Matching the arguments of a call with the parameters of a function.
#include "translator/annotate/calls.h"
#include "translator/annotate/constants.h"
#include "translator/support/suggest.h"

namespace tw::annotate {

CallShape CallArguments::shape() const {
  CallShape shape;
  shape.positional = static_cast<uint32_t>(positional.size());
  for (const auto& [name, value] : keywords) shape.keywords.push_back(name);
  std::sort(shape.keywords.begin(), shape.keywords.end());
  shape.star = star != nullptr;
  return shape;
}

namespace {

std::string countText(size_t count) {
  return std::to_string(count) + (count == 1 ? " argument" : " arguments");
}

// Binds one call to one function.
class Binder {
public:
  Binder(Annotator& annotator, FunctionDesc& desc, const CallArguments& args, bool isMethod)
      : annotator_(annotator), desc_(desc), args_(args), implicit_(isMethod ? 1 : 0),
        names_(desc.signature.argNames), bound_(names_.size(), nullptr) {}

  std::vector<const Annotation*> operator()() {
    if (!desc_.signature.varKeywords.empty())
      fail("the function '" + desc_.name() + "' takes **" + desc_.signature.varKeywords,
           "name the keyword parameters");
    std::vector<const Annotation*> extra = bindPositional();
    bindKeywords();
    bindDefaults();
    if (!desc_.signature.varArgs.empty()) bound_.push_back(annotator_.tuple(extra));
    return std::move(bound_);
  }

private:
  std::vector<const Annotation*> bindPositional() {
    std::vector<const Annotation*> extra;
    for (size_t i = 0; i < args_.positional.size(); ++i) {
      if (i < names_.size())
        bound_[i] = args_.positional[i];
      else
        extra.push_back(args_.positional[i]);
    }
    if (!extra.empty() && desc_.signature.varArgs.empty()) failCount();
    return extra;
  }

  void bindKeywords() {
    for (const auto& [name, value] : args_.keywords) {
      auto at = std::find(names_.begin(), names_.end(), name);
      if (at == names_.end())
        fail("the function '" + desc_.name() + "' has no parameter named '" + name + "'",
             suggestion(name, std::vector<std::string_view>(names_.begin(), names_.end())));
      const auto index = static_cast<size_t>(at - names_.begin());
      if (bound_[index])
        fail("the function '" + desc_.name() + "' gets the argument '" + name + "' twice",
             "pass it by position or by name, not both");
      bound_[index] = value;
    }
  }

  void bindDefaults() {
    const auto& defaults = desc_.function()->defaults;
    const size_t firstDefault = names_.size() - defaults.size();
    for (size_t i = 0; i < names_.size(); ++i) {
      if (bound_[i]) continue;
      if (i < firstDefault) failCount();
      bound_[i] = annotator_.ofConstant(defaults[i - firstDefault]);
    }
  }

  // "takes 2 arguments, but 3 are given"; self is not counted, as in the source.
  [[noreturn]] void failCount() {
    const size_t most = names_.size() - std::min(names_.size(), implicit_);
    const size_t least = most - std::min(most, desc_.function()->defaults.size());
    const size_t given = args_.positional.size() + args_.keywords.size() - implicit_;
    std::string takes;
    if (!desc_.signature.varArgs.empty())
      takes = "at least " + countText(least);
    else if (least == most)
      takes = countText(most);
    else
      takes = std::to_string(least) + " to " + countText(most);
    std::string missing;
    const size_t firstDefault = names_.size() - desc_.function()->defaults.size();
    for (size_t i = 0; i < firstDefault; ++i)
      if (!bound_[i]) missing += (missing.empty() ? "'" : ", '") + names_[i] + "'";
    fail("the function '" + desc_.name() + "' takes " + takes + ", but " +
             (given == 0 ? "none" : std::to_string(given)) + (given == 1 ? " is" : " are") +
             " given" + (missing.empty() ? "" : ": " + missing + " is missing"),
         missing.empty() ? "drop some of them, or give the function more parameters"
                         : "pass a value for it, or give the parameter a default");
  }

  [[noreturn]] void fail(std::string message, std::string hint = {}) {
    annotator_.fail(std::move(message), {{desc_.span(), "'" + desc_.name() + "' is defined here"}},
                    std::move(hint));
  }

  Annotator& annotator_;
  FunctionDesc& desc_;
  const CallArguments& args_;
  const size_t implicit_;
  const std::vector<std::string>& names_;
  std::vector<const Annotation*> bound_;
};

} // namespace

std::vector<const Annotation*> bindArguments(Annotator& annotator, FunctionDesc& desc,
                                             const CallArguments& args, bool isMethod) {
  return Binder(annotator, desc, args, isMethod)();
}

} // namespace tw::annotate
