// Look-up in the table that cmake/TracewrightEmbed.cmake generates.
#include "translator/support/embedded.h"

#include <algorithm>

namespace tw {

const EmbeddedFile* findEmbedded(std::string_view path) {
  std::span<const EmbeddedFile> files = embeddedFiles();
  auto it = std::ranges::lower_bound(files, path, {}, &EmbeddedFile::path);
  return it != files.end() && it->path == path ? &*it : nullptr;
}

} // namespace tw
