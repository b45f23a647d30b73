// Symbol tables of a 64-bit ELF file (elf(5)), read without trust.
#include "harness/build/tamper.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <elf.h>

namespace viva::build {
namespace {

/// A T at this offset, when it lies within the bytes.
template <class T>
std::optional<T> at(std::string_view bytes, std::uint64_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

/// Where a comment or a quoted text that begins at `begin` ends; `begin` when none begins there.
std::size_t behind_comment_or_text(std::string_view source, std::size_t begin) {
  const auto rest = source.substr(begin);
  const auto behind = [&](std::size_t place, std::size_t length) {
    return place == std::string_view::npos ? source.size() : begin + place + length;
  };
  if (rest.starts_with("//")) return behind(rest.find('\n'), 0);
  if (rest.starts_with("/*")) return behind(rest.find("*/", 2), 2);
  if (rest[0] != '"' && rest[0] != '\'') return begin;
  for (std::size_t i = 1; i < rest.size() && rest[i] != '\n'; ++i) {
    if (rest[i] == '\\') {
      ++i;
    } else if (rest[i] == rest[0]) {
      return begin + i + 1;
    }
  }
  return begin + 1;
}

/// The source as its directives are read: continued lines joined, comments a blank, texts empty.
std::string for_directives(std::string_view source) {
  std::string joined;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\r') continue;
    if (source[i] == '\\' && source.substr(i + 1).starts_with("\n")) {
      ++i;
    } else if (source[i] == '\\' && source.substr(i + 1).starts_with("\r\n")) {
      i += 2;
    } else {
      joined += source[i];
    }
  }
  std::string plain;
  for (std::size_t i = 0; i < joined.size();) {
    const std::size_t end = behind_comment_or_text(joined, i);
    plain += end == i ? joined[i] : ' ';
    i = std::max(end, i + 1);
  }
  return plain;
}

std::string_view without_blanks_in_front(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\f\v");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::string_view part(std::string_view bytes, std::uint64_t offset, std::uint64_t size) {
  if (offset > bytes.size()) return {};
  return bytes.substr(offset, size);
}

std::string_view text_at(std::string_view table, std::uint64_t offset) {
  if (offset >= table.size()) return {};
  const auto rest = table.substr(offset);
  return rest.substr(0, rest.find('\0'));
}

bool begins_with_any(std::string_view name, const auto& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view begin) { return name.starts_with(begin); });
}

constexpr std::array<std::string_view, 5> of_the_sanitizer{
    "__tsan_", "__sanitizer_", "__interceptor_", "___interceptor_", "Annotate"};
// What the compiler itself calls in every sanitized program.
constexpr std::array<std::string_view, 9> instrumentation{
    "__tsan_init",  "__tsan_func_",  "__tsan_read",      "__tsan_write", "__tsan_unaligned_",
    "__tsan_vptr_", "__tsan_atomic", "__tsan_volatile_", "__tsan_mem"};
// Finds every other one by a name that no table holds.
constexpr std::array<std::string_view, 4> finders{"dlsym", "dlvsym", "dlopen", "dlmopen"};

std::optional<std::string> fault_of(std::string_view name, bool defined) {
  const std::string shown{name.substr(0, 80)};
  if (defined) {
    // mold names its jumps to other libraries so; nothing calls them by that name.
    if (name.ends_with("$plt") || !begins_with_any(name, of_the_sanitizer)) return std::nullopt;
    return "the program defines " + shown + ", which is the sanitizer's own";
  }
  const bool finder = std::find(finders.begin(), finders.end(), name) != finders.end();
  const bool foreign =
      begins_with_any(name, of_the_sanitizer) && !begins_with_any(name, instrumentation);
  if (!finder && !foreign) return std::nullopt;
  return "the program calls " + shown + ", which could turn the sanitizer off";
}

std::optional<std::string> fault_in(std::string_view elf, const Elf64_Shdr& table,
                                    const Elf64_Shdr& names) {
  const auto symbols = part(elf, table.sh_offset, table.sh_size);
  const auto texts = part(elf, names.sh_offset, names.sh_size);
  for (std::uint64_t offset = 0;; offset += sizeof(Elf64_Sym)) {
    const auto symbol = at<Elf64_Sym>(symbols, offset);
    if (!symbol) return std::nullopt;
    const auto name = text_at(texts, symbol->st_name);
    if (auto fault = fault_of(name, symbol->st_shndx != SHN_UNDEF)) return fault;
  }
}

}  // namespace

// The C++ library is told of the sanitizer first: it asks for the macro that a program must not
// see, because it could be another program for another build.
const char* const sanitizer_header =
    "#if defined(__cplusplus) && __has_include(<bits/c++config.h>)\n"
    "#include <bits/c++config.h>\n"
    "#endif\n"
    "#undef __SANITIZE_THREAD__\n"
    "#pragma GCC poison __SANITIZE_THREAD__\n"
    "#pragma GCC poison no_sanitize __no_sanitize__ no_sanitize_thread __no_sanitize_thread__\n"
    "#pragma GCC poison disable_sanitizer_instrumentation\n";

bool renames_lines(std::string_view source) {
  const std::string text = for_directives(source);
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    line = without_blanks_in_front(line);
    const std::size_t sign = line.starts_with("#") ? 1 : line.starts_with("%:") ? 2 : 0;
    if (sign == 0) continue;
    line = without_blanks_in_front(line.substr(sign));
    if (line.starts_with("line") || (!line.empty() && line[0] >= '0' && line[0] <= '9'))
      return true;
  }
  return false;
}

std::optional<std::string> sanitizer_tampering(std::string_view elf) {
  const auto head = at<Elf64_Ehdr>(elf, 0);
  if (!head || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 ||
      head->e_ident[EI_CLASS] != ELFCLASS64) {
    return "what was built is no program that can be looked into";
  }
  bool looked = false;
  for (std::uint64_t i = 0; i < head->e_shnum; ++i) {
    const auto table = at<Elf64_Shdr>(elf, head->e_shoff + i * sizeof(Elf64_Shdr));
    if (!table) break;
    if (table->sh_type != SHT_SYMTAB && table->sh_type != SHT_DYNSYM) continue;
    const auto names = at<Elf64_Shdr>(elf, head->e_shoff + table->sh_link * sizeof(Elf64_Shdr));
    if (!names) continue;
    looked = true;
    if (auto fault = fault_in(elf, *table, *names)) return fault;
  }
  if (!looked) return "the program has no table of symbols to look into";
  return std::nullopt;
}

}  // namespace viva::build
