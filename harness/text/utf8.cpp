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

void append_utf8(std::string& text, char32_t code) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  const auto follow = [&](unsigned shift) { put(0x80U | ((code >> shift) & 0x3fU)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0U | (code >> 6U));
    follow(0);
  } else if (code < 0x10000) {
    put(0xe0U | (code >> 12U));
    follow(6);
    follow(0);
  } else {
    put(0xf0U | (code >> 18U));
    follow(12);
    follow(6);
    follow(0);
  }
}

/// UTF-16 after RFC 2781, section 2.2. `high`: which byte of two is the upper one.
std::string from_utf16(std::string_view bytes, std::size_t high) {
  constexpr char32_t replacement = 0xfffd;
  const auto unit_at = [&](std::size_t place) -> char32_t {
    return byte_at(bytes, place + high) << 8U | byte_at(bytes, place + 1 - high);
  };
  std::string text;
  std::size_t place = 0;
  while (place + 1 < bytes.size()) {
    char32_t code = unit_at(place);
    place += 2;
    if (code >= 0xd800 && code <= 0xdbff && place + 1 < bytes.size()) {
      const char32_t low = unit_at(place);
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
        place += 2;
      }
    }
    append_utf8(text, code >= 0xd800 && code <= 0xdfff ? replacement : code);
  }
  if (place < bytes.size()) append_utf8(text, replacement);
  return text;
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

std::string utf8_by_mark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xff\xfe")) return from_utf16(bytes.substr(2), 1);
  if (bytes.starts_with("\xfe\xff")) return from_utf16(bytes.substr(2), 0);
  return std::string(bytes);
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
