// Generators: frames that are suspended at a yield.
#include "translator/host/frame.h"
#include "translator/host/setup.h"

namespace tw::host {

Object* newGenerator(Host& host, FunctionObject* function, Frame* frame) {
  auto* generator = host.make<GeneratorObject>(host.types().generator, Kind::Generator);
  generator->function = function;
  generator->frame = frame;
  return generator;
}

namespace {

struct RunningMark {
  explicit RunningMark(GeneratorObject* g) : generator(g) { g->running = true; }
  ~RunningMark() { generator->running = false; }
  GeneratorObject* generator;
};

Object* resume(Host& host, GeneratorObject* generator, Object* sent, const HostError* error) {
  if (generator->running) host.raise(host.types().ValueError, "generator already executing");
  Frame* frame = generator->frame;
  if (!frame) {
    if (error) throw *error;
    return nullptr;
  }
  if (error && !frame->started) {
    generator->frame = nullptr;
    throw *error;
  }
  Recursion guard(host);
  RunningMark mark(generator);
  frame->sent = sent;
  Object* result = Evaluator::run(host, *frame, error);
  if (result && frame->yielded) return result;
  generator->frame = nullptr;
  if (!result) throw host.takePending();
  return nullptr;
}

[[noreturn]] void raiseStop(Host& host) { host.raise(host.call(host.types().StopIteration, {})); }

Object* send(Host& host, const Args& args) {
  auto* generator = as<GeneratorObject>(args[0]);
  if (generator->frame && !generator->frame->started && !isNone(args[1]))
    host.raise(host.types().TypeError, "can't send non-None value to a just-started generator");
  if (Object* value = resume(host, generator, args[1], nullptr)) return value;
  raiseStop(host);
}

Object* nextMethod(Host& host, const Args& args) {
  if (Object* value = resume(host, as<GeneratorObject>(args[0]), host.none(), nullptr))
    return value;
  raiseStop(host);
}

Object* throwInto(Host& host, const Args& args) {
  Object* exception = args[1];
  if (isClass(exception)) {
    Object* value = args.get(2);
    if (value && host.isInstance(value, exception))
      exception = value;
    else
      exception =
          value && !isNone(value) ? host.call(exception, {value}) : host.call(exception, {});
  }
  auto* traceback = host.make<TracebackObject>(host.types().traceback, Kind::Traceback);
  const HostError error(exception, traceback);
  if (Object* value = resume(host, as<GeneratorObject>(args[0]), host.none(), &error)) return value;
  raiseStop(host);
}

Object* closeGenerator(Host& host, const Args& args) {
  auto* generator = as<GeneratorObject>(args[0]);
  if (!generator->frame) return host.none();
  auto* traceback = host.make<TracebackObject>(host.types().traceback, Kind::Traceback);
  const HostError error(host.call(host.types().GeneratorExit, {}), traceback);
  try {
    if (resume(host, generator, host.none(), &error))
      host.raise(host.types().RuntimeError, "generator ignored GeneratorExit");
  } catch (const HostError& raised) {
    if (!host.exceptionMatches(raised.value(), host.types().GeneratorExit) &&
        !host.exceptionMatches(raised.value(), host.types().StopIteration))
      throw;
  }
  return host.none();
}

} // namespace

Object* resumeGenerator(Host& host, GeneratorObject* generator, Object* sent) {
  return resume(host, generator, sent, nullptr);
}

void defineGeneratorType(Host& host) {
  addMethods(host, host.types().generator,
             {{"next", nextMethod, 1, 1},
              {"__iter__", [](Host&, const Args& args) { return args[0]; }, 1, 1},
              {"send", send, 2, 2},
              {"throw", throwInto, 2, 4},
              {"close", closeGenerator, 1, 1}});
  addGetSet(host, host.types().generator, "__name__", [](Host&, Object* self) -> Object* {
    return as<GeneratorObject>(self)->function->name;
  });
  addGetSet(host, host.types().generator, "gi_running",
            [](Host& h, Object* self) { return h.boolean(as<GeneratorObject>(self)->running); });
}

} // namespace tw::host
