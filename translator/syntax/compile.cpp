// Entry of the compiler: parser, symbol table, code of the module.
#include "translator/syntax/compile.h"

#include "translator/syntax/compiler_impl.h"
#include "translator/syntax/parser.h"

namespace tw::syntax {

const CodeObject* compileModule(const ast::Module& module, Arena& arena) {
  SymbolTable symbols(module);
  CompileContext context{module, symbols, arena, {}};
  return ScopeCompiler(context, symbols.moduleScope()).compileModule();
}

const CodeObject* compileSource(const SourceFile& file, Mode mode, Arena& arena,
                                FutureFlags inherited) {
  return compileModule(*parse(file, mode, arena, inherited), arena);
}

} // namespace tw::syntax
