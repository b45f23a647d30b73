#include "harness/judge/race_report.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace viva::judge::race {
namespace {

using std::string;
using std::string_view;

constexpr std::array<string_view, 8> shared_by_right{"std::cin",   "std::cout", "std::cerr",
                                                     "std::clog",  "std::wcin", "std::wcout",
                                                     "std::wcerr", "std::wclog"};
constexpr string_view warning = "WARNING: ThreadSanitizer: ";

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

string_view trimmed(string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  return first == string_view::npos
             ? string_view{}
             : line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

/// The text between two words, or nothing.
string_view between(string_view text, string_view before, string_view behind) {
  const auto begin = text.find(before);
  if (begin == string_view::npos) return {};
  const auto rest = text.substr(begin + before.size());
  return rest.substr(0, rest.find(behind));
}

// --- lines of a report -----------------------------------------------------------------

/// "#2 broadcast(int) src/chat_server.cpp:17 (chat_server+0x23a7)", behind the number.
Frame frame_of(string_view text) {
  text = text.substr(0, text.rfind(" ("));  // the module
  Frame frame;
  const auto blank = text.rfind(' ');
  frame.function = text.substr(0, blank);
  string_view place = blank == string_view::npos ? string_view{} : text.substr(blank + 1);
  // FILE, FILE:LINE or, with clang, FILE:LINE:COLUMN
  for (int numbers = 0; numbers < 2; ++numbers) {
    const auto colon = place.rfind(':');
    if (colon == string_view::npos || colon + 1 == place.size()) break;
    const auto digits = place.substr(colon + 1);
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) break;
    std::from_chars(digits.data(), digits.data() + digits.size(), frame.line);
    place = place.substr(0, colon);
  }
  frame.file = place;
  return frame;
}

std::optional<Frame> read_frame(string_view line) {
  if (line.size() < 3 || line[0] != '#' || !is_digit(line[1])) return std::nullopt;
  const auto blank = line.find(' ');
  if (blank == string_view::npos) return std::nullopt;
  return frame_of(line.substr(blank + 1));
}

/// "Previous atomic write of size 8 at 0x7b08 by thread T2 (mutexes: write M10, read M11):"
std::optional<Access> read_access(string_view line) {
  if (line.find(" of size ") == string_view::npos || line.find(" by ") == string_view::npos)
    return std::nullopt;
  const auto verb = line.substr(0, line.find(" of size "));
  Access access;
  if (verb.ends_with("rite")) {
    access.write = true;
  } else if (!verb.ends_with("ead")) {
    return std::nullopt;
  }
  access.thread = trimmed(between(line, " by ", line.find(" (") == string_view::npos ? ":" : " ("));
  string_view locks = between(line, "(mutexes: ", ")");
  while (!locks.empty()) {
    const auto one = locks.substr(0, locks.find(','));
    access.locks.emplace_back(one.substr(one.rfind(' ') + 1));
    locks = one.size() < locks.size() ? locks.substr(one.size() + 2) : string_view{};
  }
  return access;
}

/// Anything else between the lines may be the program's own output.
bool ends_stack(string_view line) {
  const std::array<string_view, 5> begins = {"Location is ", "Mutex M", "Thread T", "As if ",
                                             "SUMMARY:"};
  return line.empty() || std::any_of(begins.begin(), begins.end(),
                                     [&](string_view begin) { return line.starts_with(begin); });
}

// Collects the stack below the line read last, if that stack is an access's.
class Reader {
 public:
  void line(string_view text, std::size_t offset) {
    const auto begin = text.find(warning);
    if (begin != string_view::npos) {
      const auto kind = text.substr(begin + warning.size());
      reports_.push_back({string(kind.substr(0, kind.find(" (pid="))), {}, {}, offset});
      in_access_ = false;
      return;
    }
    if (reports_.empty()) return;
    const auto content = trimmed(text);
    auto& report = reports_.back();
    if (auto frame = read_frame(content)) {
      if (in_access_) report.accesses.back().frames.push_back(*std::move(frame));
    } else if (content.starts_with("[failed to restore")) {
      return;
    } else if (auto access = read_access(content)) {
      report.accesses.push_back(*std::move(access));
      in_access_ = true;
    } else if (ends_stack(content)) {
      in_access_ = false;
      if (content.starts_with("Location is ")) report.location = content.substr(12);
    }
  }

  std::vector<Report> take() { return std::move(reports_); }

 private:
  std::vector<Report> reports_;
  bool in_access_ = false;
};

// --- plain words -----------------------------------------------------------------------

struct Verb {
  string_view function;
  string_view words;
};

// What library functions do to the object that they are called on.
constexpr std::array<Verb, 46> verbs = {{
    {"erase", "removes from"},
    {"pop_back", "removes from"},
    {"pop_front", "removes from"},
    {"pop", "removes from"},
    {"clear", "empties"},
    {"remove", "removes from"},
    {"remove_if", "removes from"},
    {"erase_if", "removes from"},
    {"push_back", "adds to"},
    {"push_front", "adds to"},
    {"emplace_back", "adds to"},
    {"emplace", "adds to"},
    {"insert", "adds to"},
    {"push", "adds to"},
    {"append", "adds to"},
    {"operator+=", "adds to"},
    {"resize", "resizes"},
    {"reserve", "resizes"},
    {"operator=", "assigns to"},
    {"assign", "assigns to"},
    {"swap", "assigns to"},
    {"begin", "goes through"},
    {"end", "goes through"},
    {"cbegin", "goes through"},
    {"cend", "goes through"},
    {"operator++", "goes through"},
    {"operator*", "goes through"},
    {"operator!=", "goes through"},
    {"operator==", "goes through"},
    {"operator->", "goes through"},
    {"find", "searches"},
    {"find_if", "searches"},
    {"count", "searches"},
    {"contains", "searches"},
    {"at", "looks into"},
    {"operator[]", "looks into"},
    {"front", "looks into"},
    {"back", "looks into"},
    {"size", "asks the size of"},
    {"empty", "asks the size of"},
    {"close", "closes"},
    {"shutdown", "shuts down"},
    {"send", "sends on"},
    {"write", "sends on"},
    {"recv", "receives from"},
    {"read", "receives from"},
}};

/// "erase" of "std::vector<int, std::allocator<int> >::erase(…)"; "send" of "send".
string_view bare_name(string_view function) {
  int depth = 0;
  std::size_t begin = 0;
  std::size_t end = function.size();
  for (std::size_t index = 0; index < function.size(); ++index) {
    const char letter = function[index];
    const bool in_operator = function.substr(begin, index - begin).starts_with("operator");
    if (letter == '<' && !in_operator) ++depth;
    if (letter == '>' && !in_operator) --depth;
    if (depth > 0) continue;
    if (letter == ':' || (letter == ' ' && !in_operator)) begin = index + 1;
    if (letter == '(' && function.substr(index, 2) != "()") {
      end = index;
      break;
    }
    if (letter == '(') {
      end = index;
      break;
    }
  }
  auto name = function.substr(begin, end > begin ? end - begin : 0);
  const auto arguments = name.find('<');
  if (arguments != string_view::npos && !name.starts_with("operator"))
    name = name.substr(0, arguments);
  return name;
}

/// The verb of the library function that student code called, outermost first.
string_view verb_of(const Access& access, std::size_t own) {
  for (std::size_t index = own; index-- > 0;) {
    const auto name = bare_name(access.frames[index].function);
    const auto* verb = std::find_if(verbs.begin(), verbs.end(),
                                    [&](const Verb& row) { return row.function == name; });
    if (verb != verbs.end()) return verb->words;
  }
  return access.write ? "writes" : "reads";
}

/// "std::vector", "std::map": the type of the object, when only its memory is known.
string type_of(const Access& access, std::size_t own) {
  for (std::size_t index = own; index-- > 0;) {
    const string_view function = access.frames[index].function;
    for (const string_view type :
         {"std::vector", "std::map", "std::unordered_map", "std::set", "std::unordered_set",
          "std::list", "std::deque", "std::queue", "std::array"}) {
      if (function.starts_with(type) && function.substr(type.size()).starts_with("<"))
        return string(type);
    }
    if (function.find("basic_string<") != string_view::npos) return "std::string";
  }
  return {};
}

bool about_descriptor(const Report& report) {
  return report.location.starts_with("file descriptor");
}

string object_of(const Report& report, const Access& access, std::size_t own) {
  const auto variable = variable_of(report);
  if (!variable.empty()) return "`" + variable + "`";
  if (about_descriptor(report)) return "a socket";
  const auto type = type_of(access, own);
  return type.empty() ? "memory" : "a `" + type + "`";
}

}  // namespace

bool Frame::students() const {
  if (line == 0 || file.empty() || file.front() == '<') return false;
  for (const string_view system : {"../", "/usr/", "/lib", "/opt/", "/build/"}) {
    if (file.starts_with(system)) return false;
  }
  return true;
}

string_view Frame::name() const {
  return string_view(file).substr(file.rfind('/') + 1);
}

std::optional<std::size_t> Access::own() const {
  for (std::size_t index = 0; index < frames.size(); ++index) {
    if (frames[index].students()) return index;
  }
  return std::nullopt;
}

bool Report::students_race() const {
  if (kind.find("data race") == string::npos && kind.find("use-after-free") == string::npos)
    return false;
  // Several threads may use std::cout and its like at once ([iostream.objects.overview] in the
  // standard).
  const auto variable = variable_of(*this);
  if (std::find(shared_by_right.begin(), shared_by_right.end(), variable) != shared_by_right.end())
    return false;
  return std::any_of(accesses.begin(), accesses.end(),
                     [](const Access& access) { return access.own().has_value(); });
}

std::vector<Report> read_reports(string_view text) {
  Reader reader;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    reader.line(text.substr(begin, end - begin), begin);
    begin = end + 1;
  }
  return reader.take();
}

std::optional<string> own_failure(string_view text) {
  for (const string_view mark :
       {"FATAL: ThreadSanitizer", "ThreadSanitizer: CHECK failed", "ThreadSanitizer failed to",
        "ThreadSanitizer: failed to", "ThreadSanitizer: unexpected memory mapping"}) {
    const auto place = text.find(mark);
    if (place == string_view::npos) continue;
    return string(trimmed(text.substr(place, text.find('\n', place) - place)));
  }
  return std::nullopt;
}

string variable_of(const Report& report) {
  if (!report.location.starts_with("global '")) return {};
  auto name = between(report.location, "global '", "'");
  return string(name.substr(0, name.find('[')));  // "names[abi:cxx11]"
}

std::optional<Deed> deed_of(const Report& report, const Access& access, bool name_file) {
  const auto own = access.own();
  if (!own) return std::nullopt;
  const auto& frame = access.frames[*own];
  return Deed{
      "line " + std::to_string(frame.line) + (name_file ? " of " + string(frame.name()) : ""),
      string(verb_of(access, *own)), object_of(report, access, *own)};
}

}  // namespace viva::judge::race
