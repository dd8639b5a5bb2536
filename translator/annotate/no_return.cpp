#include "translator/annotate/no_return.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/class_table.h"
#include "translator/annotate/driver.h"
#include "translator/flow/graph.h"
#include "translator/host/object.h"

#include <unordered_set>

namespace tw::annotate {
namespace {

constexpr size_t kMaxNotes = 3;

class RaisingPlaces {
public:
  RaisingPlaces(Annotator& annotator, std::vector<DiagnosticNote>& notes)
      : annotator_(annotator), driver_(annotator.driver()), notes_(notes) {}

  void of(const flow::FunctionGraph& graph) {
    if (!seen_.insert(&graph).second) return;
    for (const flow::Block* block : graph.blocks()) {
      if (!driver_.isReached(*block)) continue;
      for (flow::Operation* operation : block->operations) ofCall(graph, *block, *operation);
      for (const flow::Link* link : block->exits)
        if (link->target == graph.exceptBlock && driver_.wasTaken(*link)) ofRaise(graph, *link);
    }
  }

private:
  void ofCall(const flow::FunctionGraph& graph, const flow::Block& block,
              flow::Operation& operation) {
    const Position position{const_cast<flow::FunctionGraph*>(&graph),
                            const_cast<flow::Block*>(&block), &operation};
    for (const flow::FunctionGraph* callee : driver_.calleesAt(position))
      if (isImpossible(annotator_.resultOf(*callee))) of(*callee);
  }

  void ofRaise(const flow::FunctionGraph& graph, const flow::Link& link) {
    const std::string name = raised(link);
    if (name.empty() || notes_.size() >= kMaxNotes) return;
    const auto& operations = link.source->operations;
    notes_.push_back(
        {operations.empty() ? graph.span : operations.back()->span, name + " is raised here"});
  }

  // The name of the class; "" if it is not known.
  static std::string raised(const flow::Link& link) {
    if (const host::Object* type =
            link.args[0].isConstant() ? link.args[0].constant()->object : nullptr)
      if (type->kind == host::Kind::Class)
        return std::string(host::as<host::ClassObject>(type)->name->value);
    if (!link.args[1].isVariable()) return "";
    auto* instance = dynCast<InstanceAnnotation>(link.args[1].variable()->annotation);
    return instance && instance->classDef ? instance->classDef->name() : "";
  }

  Annotator& annotator_;
  Driver& driver_;
  std::vector<DiagnosticNote>& notes_;
  std::unordered_set<const flow::FunctionGraph*> seen_;
};

} // namespace

std::vector<DiagnosticNote> explainNoReturn(Annotator& annotator,
                                            const flow::FunctionGraph& graph) {
  std::vector<DiagnosticNote> notes;
  RaisingPlaces(annotator, notes).of(graph);
  return notes;
}

} // namespace tw::annotate
