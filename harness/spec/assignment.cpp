// The assignment itself: names, exercises, lateness, limits, languages.
#include "harness/spec/assignment.hpp"

#include "harness/spec/limits.hpp"
#include "harness/text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace viva::spec {
namespace {

// --- [assignment] ----------------------------------------------------------------------

void read_exercise_ids(TableReader& reader, AssignmentDraft& draft) {
  std::vector<Word> given;
  if (!reader.words("exercises", given, Need::yes)) return;
  std::set<std::string> seen;
  for (Word& id : given) {
    if (!is_id(id.text)) {
      reader.complain(id.place, fmt::format("{} is no id of an exercise", text::quote(id.text, 40)),
                      "write small letters, digits and underscores, a letter first");
    } else if (!seen.insert(id.text).second) {
      reader.complain(id.place, fmt::format("the exercise `{}` is listed twice", id.text),
                      "remove it here");
    } else {
      draft.exercises.push_back(std::move(id));
    }
  }
}

void read_heading(TableReader& root, AssignmentDraft& draft) {
  Place place;
  const Table* table = root.table("assignment", place, Need::yes);
  if (table == nullptr) return;
  TableReader reader(root.page(), *table, place, "[assignment]");
  Word id;
  if (reader.word("id", id, Need::yes)) {
    draft.assignment.id = id.text;
    if (!is_id(id.text, true)) {
      reader.complain(id.place, fmt::format("{} is no id", text::quote(id.text, 40)),
                      "write small letters, digits, underscores and hyphens, a letter first");
    }
  }
  reader.text("title", draft.assignment.title, Need::yes);
  read_exercise_ids(reader, draft);
  Word folder;
  if (reader.word("template", folder)) draft.template_folder = folder;
  reader.words("protected", draft.protected_files);
  if (!draft.protected_files.empty() && !draft.template_folder &&
      reader.take("template") == nullptr) {
    reader.complain(reader.take("protected")->place,
                    "`protected` names files of a template, but there is no `template`",
                    "add `template = …`");
  }
  reader.count("seed", draft.assignment.seed, 0);
  reader.finish();
}

// --- [late] ----------------------------------------------------------------------------

bool two_digits(std::string_view text, std::size_t place, int least, int most) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (!digit(place) || !digit(place + 1)) return false;
  const int value = (text[place] - '0') * 10 + (text[place + 1] - '0');
  return value >= least && value <= most;
}

bool day_exists(std::string_view date) {
  const auto number = [&](std::size_t place, std::size_t length) {
    int value = 0;
    for (const char digit : date.substr(place, length)) value = value * 10 + (digit - '0');
    return value;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int last = days[static_cast<std::size_t>(month) - 1] + (month == 2 && leap ? 1 : 0);
  return number(8, 2) <= last;
}

/// "2026-12-01T23:59:00+01:00" (RFC 3339, section 5.6; no parts of a second).
bool moment_with_offset(std::string_view text) {
  constexpr std::string_view form = "....-..-..T..:..:..";
  if (text.size() != form.size() + 1 && text.size() != form.size() + 6) return false;
  for (std::size_t place = 0; place < form.size(); ++place) {
    if (form[place] != '.' && text[place] != form[place]) return false;
  }
  const bool date = two_digits(text, 0, 0, 99) && two_digits(text, 2, 0, 99) &&
                    two_digits(text, 5, 1, 12) && two_digits(text, 8, 1, 31) && day_exists(text);
  const bool time =
      two_digits(text, 11, 0, 23) && two_digits(text, 14, 0, 59) && two_digits(text, 17, 0, 59);
  if (!date || !time) return false;
  const std::string_view offset = text.substr(form.size());
  if (offset == "Z") return true;
  return offset.size() == 6 && (offset[0] == '+' || offset[0] == '-') && offset[3] == ':' &&
         two_digits(offset, 1, 0, 23) && two_digits(offset, 4, 0, 59);
}

void read_deadline(TableReader& reader, LatePolicy& late) {
  const Entry* entry = reader.take("deadline");
  if (entry == nullptr) return;
  std::string text;
  if (const auto* moment = std::get_if<Moment>(&entry->node.value)) {
    text = moment->text;
  } else if (!reader.text("deadline", text)) {
    return;
  }
  if (text.empty() || moment_with_offset(text)) {
    late.deadline = text;
    return;
  }
  reader.complain(entry->node.place,
                  fmt::format("{} is no moment with its offset from UTC", text::quote(text, 40)),
                  "write \"2026-12-01T23:59:00+01:00\"");
}

void read_late(TableReader& root, LatePolicy& late) {
  Place place;
  const Table* table = root.table("late", place);
  if (table == nullptr) return;
  TableReader reader(root.page(), *table, place, "[late]");
  read_deadline(reader, late);
  reader.duration("grace", late.grace);
  reader.number("percent_per_day", late.percent_per_day, {0, 100});
  reader.number("percent_at_most", late.percent_at_most, {0, 100});
  reader.finish();
}

// --- limits ----------------------------------------------------------------------------

void read_limits_table(TableReader& root, std::string_view key, bool with_wall, Limits& limits) {
  Place place;
  const Table* table = root.table(key, place);
  if (table == nullptr) return;
  TableReader reader(root.page(), *table, place, fmt::format("[{}]", key));
  if (!with_wall) {
    reader.refuse("wall", "`wall` is no key of [limits]",
                  "a run may last as long as its scenario's `time_limit`");
  }
  Limits given = limits;
  read_limits(reader, given);
  if (!with_wall) given.wall = limits.wall;
  limits = given;
  reader.finish();
}

// --- [[language]] ----------------------------------------------------------------------

/// Words that stand for others in a command: those that it may hold, and those that it must.
struct Placeholders {
  Strings known;
  Strings needed;
};

/// The {words} of a command; complains about unknown ones.
Strings placeholders_in(TableReader& reader, std::string_view key, const std::vector<Word>& command,
                        const Strings& known) {
  Strings found;
  for (const Word& word : command) {
    for (std::size_t begin = word.text.find('{'); begin != std::string::npos;
         begin = word.text.find('{', begin + 1)) {
      const std::size_t end = word.text.find('}', begin);
      if (end == std::string::npos) break;
      const std::string placeholder = word.text.substr(begin, end - begin + 1);
      found.push_back(placeholder);
      if (std::find(known.begin(), known.end(), placeholder) != known.end()) continue;
      reader.complain(word.place, fmt::format("`{}` means nothing in `{}`", placeholder, key),
                      suggestion(placeholder, known, "words that are replaced"));
    }
  }
  return found;
}

/// An empty command when the key is absent or wrong.
Strings read_command(TableReader& reader, std::string_view key, const Placeholders& placeholders) {
  std::vector<Word> given;
  Strings command;
  if (!reader.words(key, given)) return command;
  const Place place = reader.take(key)->node.place;
  if (given.empty()) {
    reader.complain(place, fmt::format("`{}` is an empty list", key),
                    "remove it, or write the words of the command");
    return command;
  }
  const Strings found = placeholders_in(reader, key, given, placeholders.known);
  for (const std::string& needed : placeholders.needed) {
    if (std::find(found.begin(), found.end(), needed) != found.end()) continue;
    reader.complain(place, fmt::format("`{}` does not say where `{}` goes", key, needed),
                    fmt::format("add \"{}\"", needed));
  }
  for (Word& word : given) command.push_back(std::move(word.text));
  return command;
}

void check_suffix(TableReader& reader, std::string_view key, const Word& suffix) {
  const bool good = suffix.text.size() > 1 && suffix.text.front() == '.' &&
                    suffix.text.find_first_of("/ ") == std::string::npos;
  if (good) return;
  reader.complain(suffix.place,
                  fmt::format("{} in `{}` is no suffix", text::quote(suffix.text, 40), key),
                  "write a point and letters: \".cpp\"");
}

void read_suffixes(TableReader& reader, std::set<std::string>& suffixes, Language& language) {
  Word suffix;
  std::vector<Word> headers;
  if (reader.word("suffix", suffix, Need::yes)) {
    language.suffix = suffix.text;
    check_suffix(reader, "suffix", suffix);
    if (!suffixes.insert(suffix.text).second) {
      reader.complain(suffix.place,
                      fmt::format("two languages have the suffix {}", text::quote(suffix.text, 40)),
                      "the first one would always win: remove one");
    }
  }
  reader.words("headers", headers);
  for (Word& header : headers) {
    check_suffix(reader, "headers", header);
    language.header_suffixes.push_back(std::move(header.text));
  }
}

Language read_language(TableReader& reader, std::set<std::string>& suffixes) {
  Language language;
  reader.text("name", language.name, Need::yes);
  read_suffixes(reader, suffixes, language);
  language.compile = read_command(
      reader, "compile", {{"{sources}", "{includes}", "{output}"}, {"{sources}", "{output}"}});
  language.check = read_command(reader, "check", {{"{sources}", "{includes}"}, {"{sources}"}});
  language.run = read_command(reader, "run", {{"{program}"}, {"{program}"}});
  language.thread_sanitizer = read_command(reader, "thread_sanitizer", {});
  const bool compiles = reader.take("compile") != nullptr;
  const bool runs = reader.take("run") != nullptr;
  if (!compiles && !runs) {
    reader.complain(reader.place(), "a language needs `compile` or `run`",
                    "add `run = [\"…\", \"{program}\"]`");
  }
  for (const char* key : {"run", "check", "compile"}) {
    if (const Entry* entry = reader.take(key)) language.line = entry->place.line;
  }
  if (!runs) language.run = {"{program}"};
  const Entry* sanitizer = reader.take("thread_sanitizer");
  if (sanitizer != nullptr && !compiles) {
    reader.complain(sanitizer->place,
                    "`thread_sanitizer` adds words to `compile`, but there is no `compile`",
                    "remove it, or add `compile`");
  }
  reader.finish();
  return language;
}

void read_languages(TableReader& root, Assignment& assignment) {
  std::set<std::string> suffixes;
  for (const Node* node : root.tables("language")) {
    TableReader reader(root.page(), std::get<Table>(node->value), node->place, "a language");
    assignment.languages.push_back(read_language(reader, suffixes));
  }
}

}  // namespace

AssignmentDraft read_assignment(Page& page, const Table& table) {
  TableReader root(page, table, {}, "grading.toml");
  AssignmentDraft draft;
  read_heading(root, draft);
  read_late(root, draft.assignment.late);
  read_limits_table(root, "limits", false, draft.assignment.run_limits);
  read_limits_table(root, "compile_limits", true, draft.assignment.compile_limits);
  read_languages(root, draft.assignment);
  root.finish();
  return draft;
}

}  // namespace viva::spec
