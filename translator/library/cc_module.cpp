// `__tw_cc__`: questions to the C compiler, at import time only.
#include "translator/library/native_module.h"

#include "translator/compile_c/probe.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/support/installation.h"

#include <stdexcept>

namespace tw::library {

using host::Args;
using host::Host;
using host::Object;

namespace {

std::vector<std::string> textsOf(Host& host, Object* list) {
  std::vector<std::string> texts;
  for (Object* item : host.listOf(list)) texts.emplace_back(host.toStr(item));
  return texts;
}

// ask(goal, source, flags, link_flags): (built, status, output). The goal is 'compile',
// 'link' or 'run'.
Object* hostAsk(Host& host, const Args& args) {
  if (args.size() != 4) host.raise(host.types().TypeError, "ask() takes four arguments");
  compile_c::Probe probe;
  const std::string_view goal = host.toStr(args[0]);
  probe.goal = goal == "run"    ? compile_c::Probe::Goal::Run
               : goal == "link" ? compile_c::Probe::Goal::Link
                                : compile_c::Probe::Goal::Compile;
  probe.source = host.toStr(args[1]);
  probe.flags = textsOf(host, args[2]);
  probe.linkFlags = textsOf(host, args[3]);
  try {
    const compile_c::ProbeResult result = compile_c::ask(probe, rtype::LowLevelWorld::of(host).cc);
    return host.newTuple(
        {host.boolean(result.built), host.newInt(result.status), host.newStr(result.output)});
  } catch (const std::runtime_error& error) {
    host.raise(host.types().RuntimeError, error.what());
  }
}

// compiler(): the command.
Object* hostCompiler(Host& host, const Args&) {
  return host.newStr(rtype::LowLevelWorld::of(host).cc);
}

// header_directory(): that of the headers for C code of programs.
Object* hostHeaderDirectory(Host& host, const Args&) {
  return host.newStr(libraryDirectory() + "/include");
}

constexpr NativeEntry kEntries[] = {
    {"ask", hostAsk, nullptr, nullptr},
    {"compiler", hostCompiler, nullptr, nullptr},
    {"header_directory", hostHeaderDirectory, nullptr, nullptr},
};

} // namespace

void fillCompilerModule(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
}

} // namespace tw::library
