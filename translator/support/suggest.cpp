// Distance by insertions, deletions, replacements and swaps.
#include "translator/support/suggest.h"

#include <algorithm>
#include <vector>

namespace tw {

namespace {

// Insertions, deletions, replacements and swaps of neighbours.
size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j) {
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

} // namespace

std::string suggestion(std::string_view name, std::span<const std::string_view> candidates) {
  const size_t limit = name.size() < 3 ? 0 : std::max<size_t>(1, name.size() / 3);
  std::string_view best;
  size_t bestDistance = limit + 1;
  for (std::string_view candidate : candidates) {
    const size_t distance = editDistance(name, candidate);
    if (distance == 0 || distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best.empty() ? std::string() : "did you mean '" + std::string(best) + "'?";
}

} // namespace tw
