// Fingerprints by libmd.
#include "harness/text/digest.hpp"

#include <sha256.h>

#include <array>
#include <cstdint>

namespace viva::text {
namespace {

void feed(SHA256_CTX& context, std::string_view bytes) {
  SHA256_Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string finish(SHA256_CTX& context) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> hex{};
  SHA256_End(&context, hex.data());
  return hex.data();
}

}  // namespace

struct Digest::State {
  SHA256_CTX context{};
};

std::string sha256(std::string_view bytes) {
  SHA256_CTX context{};
  SHA256_Init(&context);
  feed(context, bytes);
  return finish(context);
}

Digest::Digest() : state_(std::make_unique<State>()) {
  SHA256_Init(&state_->context);
}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

Digest& Digest::add(std::string_view bytes) {
  std::array<char, 8> length{};
  for (std::size_t place = 0; place < length.size(); ++place) {
    length[place] =
        static_cast<char>((static_cast<std::uint64_t>(bytes.size()) >> (8 * place)) & 0xffU);
  }
  feed(state_->context, {length.data(), length.size()});
  feed(state_->context, bytes);
  return *this;
}

std::string Digest::hex() const {
  SHA256_CTX copy = state_->context;
  return finish(copy);
}

}  // namespace viva::text
