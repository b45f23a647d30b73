// Fingerprints: SHA-256 of byte strings, in lower-case hexadecimal.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace viva::text {

/// Of exactly these bytes, as `sha256sum` says it.
std::string sha256(std::string_view bytes);

/// Of a sequence of byte strings. Each is fed with its length before it, so that ("ab", "c") and
/// ("a", "bc") differ.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  Digest& add(std::string_view bytes);

  /// Of all that was added so far; more may be added afterwards.
  [[nodiscard]] std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace viva::text
