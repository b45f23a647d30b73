// UTF-8 after RFC 3629, section 4 (the table of well-formed byte sequences).
#include "harness/text/utf8.hpp"

namespace viva::text {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t place) {
  return static_cast<unsigned char>(bytes[place]);
}

/// Sequence length that a lead byte announces; 0 when it leads nothing.
std::size_t announced_length(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

bool in_range_of_unicode(char32_t code, std::size_t length) {
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  return !surrogate && !overlong && code <= 0x10ffff;
}

}  // namespace

Character first_character(std::string_view bytes) {
  if (bytes.empty()) return {};
  const unsigned lead = byte_at(bytes, 0);
  const Character broken{lead, 1, false};
  const std::size_t length = announced_length(lead);
  if (length == 0 || bytes.size() < length) return broken;
  if (length == 1) return {lead, 1, true};
  char32_t code = lead & (0x7fU >> length);
  for (std::size_t place = 1; place < length; ++place) {
    const unsigned next = byte_at(bytes, place);
    if ((next & 0xc0U) != 0x80U) return broken;
    code = (code << 6U) | (next & 0x3fU);
  }
  if (!in_range_of_unicode(code, length)) return broken;
  return {code, length, true};
}

bool valid_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const Character character = first_character(bytes);
    if (!character.valid) return false;
    bytes.remove_prefix(character.length);
  }
  return true;
}

std::size_t length_in_characters(std::string_view bytes) {
  std::size_t count = 0;
  for (; !bytes.empty(); ++count) bytes.remove_prefix(first_character(bytes).length);
  return count;
}

std::string replace_invalid(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  while (!bytes.empty()) {
    const Character character = first_character(bytes);
    result +=
        character.valid ? bytes.substr(0, character.length) : std::string_view("\xef\xbf\xbd");
    bytes.remove_prefix(character.length);
  }
  return result;
}

bool hidden_character(char32_t code) {
  const auto within = [code](char32_t first, char32_t last) {
    return code >= first && code <= last;
  };
  return code < 0x20 || within(0x7f, 0x9f) || code == 0x61c || within(0x200e, 0x200f) ||
         within(0x2028, 0x202e) || within(0x2066, 0x206f) || code == 0xfeff ||
         within(0xfff9, 0xfffb) || within(0xfdd0, 0xfdef) || (code & 0xfffeU) == 0xfffeU ||
         within(0xe0000, 0xe007f);
}

}  // namespace viva::text
