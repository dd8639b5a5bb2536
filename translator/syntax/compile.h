// Source text in, code object out: the public entry of syntax/.
//
// The text is Python 2.7. What is not valid throws TranslationError with the
// exact place. The code object and everything it refers to live in the arena;
// its spans point into the SourceFile, which must live as long.
#pragma once

#include "translator/syntax/ast.h"
#include "translator/syntax/code.h"

namespace tw {
class Arena;
}

namespace tw::syntax {

// Exec: a file, or a string for exec; the code returns None.
// Eval: one expression; the code returns its value.
// Single: one interactive statement; expression statements are passed to
// sys.displayhook.
const CodeObject* compileSource(const SourceFile& file, Mode mode, Arena& arena,
                                FutureFlags inherited = {});

// The same for a tree that was parsed before.
const CodeObject* compileModule(const ast::Module& module, Arena& arena);

} // namespace tw::syntax
