// Numbers that depend on the seed alone, the same on every machine and with every standard library.
// For ports, texts and schedules; nothing here is for secrets.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace viva::trial {

class Random {
 public:
  /// The stream belongs to the seed and to where it is used ("lossy_server/run").
  Random(std::uint64_t seed, std::string_view place);

  /// From `low` to `high`, both included.
  std::int64_t between(std::int64_t low, std::int64_t high);

  /// `length` characters out of letters and digits.
  std::string word(std::size_t length);

  /// Printable words with single blanks between them, `length` characters in all, no blank at the
  /// ends.
  std::string sentence(std::size_t length);

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t left = items.size(); left > 1; --left) {
      const auto pick = static_cast<std::size_t>(between(0, static_cast<std::int64_t>(left) - 1));
      std::swap(items[left - 1], items[pick]);
    }
  }

 private:
  std::mt19937_64 engine_;  // its sequence is fixed by the standard; the distributions' are not
};

}  // namespace viva::trial
