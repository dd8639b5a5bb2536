// The parser: Python 2.7 source text in, syntax tree out.
//
// It accepts exactly the grammar of Python 2.7. Restrictions that need scopes
// (break outside a loop, return outside a function, ...) are checked by the
// compiler.
#pragma once

#include "translator/syntax/ast.h"

namespace tw {
class Arena;
}

namespace tw::syntax {

// `inherited` are the future features of the code that calls compile() or exec.
const ast::Module* parse(const SourceFile& file, Mode mode, Arena& arena,
                         FutureFlags inherited = {});

} // namespace tw::syntax
