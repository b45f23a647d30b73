// An exercise: its program or document, its scenarios, its checks.
#include "harness/spec/exercise.hpp"

#include "harness/spec/limits.hpp"
#include "harness/spec/parameters.hpp"
#include "harness/text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace viva::spec {
namespace {

constexpr std::string_view id_help = "write small letters, digits and underscores, a letter first";

// --- names -----------------------------------------------------------------------------

bool tame_name(std::string_view name, bool slashes) {
  const bool tame = std::all_of(name.begin(), name.end(), [slashes](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.' ||
           (slashes && letter == '/');
  });
  return tame && !name.empty() && name.front() != '.' && name.front() != '-' &&
         name.front() != '/' && name.back() != '/' && name.find("..") == std::string_view::npos &&
         name.find("/.") == std::string_view::npos && name.find("//") == std::string_view::npos;
}

/// The {words} of an argument. Complains unless every brace belongs to one.
Strings placeholders_of(Page& page, const Word& argument) {
  Strings words;
  std::string_view rest = argument.text;
  while (true) {
    const std::size_t brace = rest.find_first_of("{}");
    if (brace == std::string_view::npos) return words;
    const std::size_t end = rest.find('}', brace);
    const bool closed = rest[brace] == '{' && end != std::string_view::npos;
    if (!closed || !is_id(rest.substr(brace + 1, end - brace - 1))) {
      page.complain(argument.place,
                    fmt::format("{} holds no placeholder that a peer could fill",
                                text::quote(argument.text, 40)),
                    "write {host}, {port} or another small word in braces");
      return {};
    }
    words.emplace_back(rest.substr(brace + 1, end - brace - 1));
    rest.remove_prefix(end + 1);
  }
}

/// Each word of the arguments must come from the peer of each scenario.
void check_words(Page& page, const ExerciseDraft& draft, const Vocabulary& vocabulary) {
  for (const Word& argument : draft.arguments) {
    Page silent("", "");  // its form has been complained about already
    for (const std::string& word : placeholders_of(silent, argument)) {
      for (const Scenario& scenario : draft.exercise.scenarios) {
        const auto peer =
            std::find_if(vocabulary.peers.begin(), vocabulary.peers.end(),
                         [&](const KindInfo& info) { return info.name == scenario.peer.kind; });
        if (peer == vocabulary.peers.end()) continue;
        Strings given{"{host}"};
        for (const std::string& one : peer->words) given.push_back("{" + one + "}");
        const std::string written = "{" + word + "}";
        if (std::find(given.begin(), given.end(), written) != given.end()) continue;
        page.complain(argument.place,
                      fmt::format("the peer `{}` of the scenario `{}` gives no `{}`", peer->name,
                                  scenario.id, written),
                      suggestion(written, given, "words that it gives"));
        break;
      }
    }
  }
}

// --- the subject -----------------------------------------------------------------------

Program read_program(Page& page, const Table& table, Place place, const std::string& id,
                     std::vector<Word>& arguments) {
  TableReader reader(page, table, place, "[program]");
  Program program;
  program.name = id;
  Word name;
  if (reader.word("name", name)) {
    program.name = name.text;
    if (!tame_name(name.text, false)) {
      reader.complain(name.place,
                      fmt::format("{} is no name of a program", text::quote(name.text, 40)),
                      "write letters, digits, underscores");
    }
  }
  reader.words("arguments", arguments);
  for (const Word& argument : arguments) {
    placeholders_of(page, argument);
    program.arguments.push_back(argument.text);
  }
  reader.choice<ProgramKind>("kind", program.kind,
                             {{"client", ProgramKind::client},
                              {"server", ProgramKind::server},
                              {"plain", ProgramKind::plain}},
                             Need::yes);
  reader.finish();
  return program;
}

Document read_document(Page& page, const Table& table, Place place) {
  TableReader reader(page, table, place, "[document]");
  Document document;
  Word file;
  if (reader.word("file", file, Need::yes)) {
    document.file = file.text;
    if (!tame_name(file.text, true)) {
      reader.complain(
          file.place,
          fmt::format("{} is no name of a file in a submission", text::quote(file.text, 40)),
          "write a name like \"answers.md\"");
    }
  }
  reader.finish();
  return document;
}

Subject read_subject(TableReader& reader, const std::string& id, std::vector<Word>& arguments) {
  Place program_place;
  Place document_place;
  const Table* program = reader.table("program", program_place);
  const Table* document = reader.table("document", document_place);
  if (program != nullptr && document != nullptr) {
    reader.complain(document_place,
                    "an exercise asks for a [program] or a [document], not for both",
                    "remove one of them");
  }
  const bool played = reader.take("scenario") != nullptr;
  if (document != nullptr && (program == nullptr || !played))
    return read_document(reader.page(), *document, document_place);
  if (program != nullptr)
    return read_program(reader.page(), *program, program_place, id, arguments);
  if (reader.take("program") == nullptr && reader.take("document") == nullptr) {
    reader.complain({}, "the exercise asks for nothing: it needs [program] or [document]",
                    "add [program]");
  }
  if (reader.take("document") != nullptr) return Document{};
  return Program{.name = id, .arguments = {}, .kind = ProgramKind::plain};
}

// --- scenarios -------------------------------------------------------------------------

PeerPlan read_peer(TableReader& scenario, const Vocabulary& vocabulary) {
  PeerPlan plan;
  Place place;
  const Table* table = scenario.table("peer", place, Need::yes);
  if (table == nullptr) return plan;
  TableReader reader(scenario.page(), *table, place, "a peer");
  Word kind;
  if (!reader.word("kind", kind, Need::yes)) return plan;
  plan.kind = kind.text;
  const KindInfo* info = find_kind(reader.page(), kind, vocabulary.peers, "peer");
  if (info != nullptr) plan.params = read_parameters(reader, *info, "peer");
  return plan;
}

bool positive(TableReader& reader, std::string_view key, Duration value, Duration least) {
  if (value >= least) return true;
  reader.complain(
      reader.take(key)->node.place, fmt::format("`{}` is too short", key),
      least < std::chrono::seconds{1} ? "write \"1ms\" or more" : "write \"1s\" or more");
  return false;
}

void read_sample(TableReader& reader, Scenario& scenario) {
  Duration sample{0};
  if (reader.duration("sample", sample) &&
      positive(reader, "sample", sample, std::chrono::milliseconds{1})) {
    scenario.sample = sample;
  }
}

Scenario read_scenario(Page& page, const Entry& entry, const Table& table, const Limits& run_limits,
                       const Vocabulary& vocabulary) {
  TableReader reader(page, table, entry.place, "a scenario");
  Scenario scenario;
  scenario.id = entry.key;
  scenario.limits = run_limits;
  scenario.peer = read_peer(reader, vocabulary);
  if (reader.duration("time_limit", scenario.time_limit)) {
    positive(reader, "time_limit", scenario.time_limit, std::chrono::seconds{1});
  }
  reader.choice<BuildVariant>(
      "build", scenario.variant,
      {{"plain", BuildVariant::plain}, {"thread_sanitizer", BuildVariant::thread_sanitizer}});
  reader.choice<Load>("load", scenario.load,
                      {{"waits", Load::waits}, {"computes", Load::computes}});
  reader.duration("lasts", scenario.lasts);
  read_sample(reader, scenario);
  scenario.limits.wall = scenario.time_limit;
  Place place;
  if (const Table* limits = reader.table("limits", place)) {
    TableReader limits_reader(page, *limits, place, "a scenario's limits");
    read_limits(limits_reader, scenario.limits);
    limits_reader.finish();
  }
  reader.finish();
  return scenario;
}

void read_scenarios(TableReader& reader, const Limits& run_limits, const Vocabulary& vocabulary,
                    ExerciseDraft& draft) {
  Place place;
  const Table* scenarios = reader.table("scenario", place);
  if (scenarios == nullptr) return;
  for (const Entry& entry : *scenarios) {
    const auto* table = std::get_if<Table>(&entry.node.value);
    if (table == nullptr) {
      draft.scenarios.emplace(entry.key, entry.place);
      reader.complain(
          entry.place,
          fmt::format("`{}` is {}, a scenario must be a table", entry.key, type_name(entry.node)),
          "write [scenario.NAME] and its keys below");
      continue;
    }
    if (draft.document()) {
      reader.complain(entry.place, "a document has no scenarios",
                      "remove it: nothing is run for a document");
      continue;
    }
    if (!is_id(entry.key)) {
      reader.complain(entry.place,
                      fmt::format("{} is no name of a scenario", text::quote(entry.key, 40)),
                      std::string(id_help));
    }
    draft.scenarios.emplace(entry.key, entry.place);
    draft.exercise.scenarios.push_back(
        read_scenario(reader.page(), entry, *table, run_limits, vocabulary));
  }
}

// --- checks ----------------------------------------------------------------------------

void read_id(TableReader& reader, CheckDraft& draft) {
  Word id;
  draft.place = reader.place();
  if (!reader.word("id", id, Need::yes)) return;
  draft.check.id = id.text;
  draft.place = id.place;
  if (!is_id(id.text)) {
    reader.complain(id.place, fmt::format("{} is no id", text::quote(id.text, 40)),
                    std::string(id_help));
  }
}

void read_scenario_names(TableReader& reader, bool document, CheckDraft& draft) {
  Word one;
  std::vector<Word> many;
  const bool has_one = reader.take("scenario") != nullptr;
  const bool has_many = reader.take("scenarios") != nullptr;
  if (has_one && has_many) {
    reader.complain(reader.take("scenarios")->place, "`scenario` and `scenarios` say the same",
                    "keep one of them");
  }
  if (has_one) {
    draft.read = reader.word("scenario", one, Need::yes);
    if (draft.read) draft.scenarios.push_back(one);
  } else if (has_many) {
    draft.read = reader.words("scenarios", many, Need::yes);
    draft.scenarios = std::move(many);
  } else if (document) {
    draft.scenarios.push_back({std::string(document_scenario), reader.place()});
  } else {
    reader.complain(reader.place(), fmt::format("{} needs `scenario`", reader.name()),
                    "add `scenario = …`: where it looks");
    draft.read = false;
  }
}

/// Points, bonus and visibility: what a check has and a condition has not.
void read_worth(TableReader& reader, Check& check) {
  if (check.condition) {
    for (const char* key : {"points", "bonus", "visibility"}) {
      reader.refuse(key, fmt::format("`{}` is no key of a condition", key),
                    "a condition has no points: remove it, or make it a [[check]]");
    }
    return;
  }
  reader.number("points", check.points, {0, 1000}, Need::yes);
  reader.flag("bonus", check.bonus);
  reader.choice<Visibility>("visibility", check.visibility,
                            {{"visible", Visibility::visible}, {"hidden", Visibility::hidden}});
}

void read_hints(TableReader& reader, const KindInfo* kind, Check& check) {
  reader.text("hint", check.hint);
  Place place;
  const Table* hints = reader.table("hints", place);
  if (hints == nullptr || kind == nullptr) return;
  Strings symptoms;
  for (const SymptomInfo& symptom : kind->symptoms) symptoms.push_back(symptom.name);
  TableReader hint_reader(reader.page(), *hints, place, "the hints");
  for (const Entry& entry : *hints) {
    std::string hint;
    if (std::find(symptoms.begin(), symptoms.end(), entry.key) == symptoms.end()) {
      reader.complain(entry.place,
                      fmt::format("`{}` is no symptom of the kind `{}`", entry.key, kind->name),
                      symptoms.empty() ? "remove it: this kind has no symptoms, only a `hint`"
                                       : suggestion(entry.key, symptoms, "symptoms"));
    } else if (hint_reader.text(entry.key, hint)) {
      check.hints.set(entry.key, hint);
    }
  }
}

CheckDraft read_check(Page& page, const Node& node, bool condition, bool document,
                      const Vocabulary& vocabulary) {
  TableReader reader(page, std::get<Table>(node.value), node.place,
                     condition ? "a condition" : "a check");
  CheckDraft draft;
  draft.check.condition = condition;
  read_id(reader, draft);
  reader.text("title", draft.check.title);
  read_worth(reader, draft.check);
  read_scenario_names(reader, document, draft);
  reader.words("requires", draft.requires_);
  Word kind;
  const bool named = reader.word("kind", kind, Need::yes);
  const KindInfo* info =
      named ? find_kind(page, kind, vocabulary.checks, "kind of check") : nullptr;
  draft.check.kind = kind.text;
  read_hints(reader, info, draft.check);
  if (info != nullptr) draft.check.params = read_parameters(reader, *info, "kind");
  return draft;
}

void read_checks(TableReader& reader, const Vocabulary& vocabulary, ExerciseDraft& draft) {
  const bool document = draft.document();
  for (const Node* node : reader.tables("condition")) {
    draft.checks.push_back(read_check(reader.page(), *node, true, document, vocabulary));
  }
  const auto checks = reader.tables("check");
  for (const Node* node : checks) {
    draft.checks.push_back(read_check(reader.page(), *node, false, document, vocabulary));
  }
  if (reader.take("check") == nullptr)
    reader.complain({}, "the exercise has no check", "add [[check]]");
}

void read_name(TableReader& reader, const std::string& id) {
  Word given;
  if (!reader.word("id", given, Need::yes) || given.text == id) return;
  reader.complain(
      given.place,
      fmt::format("the file of the exercise `{}` says {}", id, text::quote(given.text, 40)),
      fmt::format("write `id = \"{}\"`, or rename the file", id));
}

}  // namespace

ExerciseDraft read_exercise(Page& page, const Table& table, const std::string& id,
                            const Limits& run_limits, const Vocabulary& vocabulary) {
  TableReader reader(page, table, {}, "an exercise");
  ExerciseDraft draft;
  draft.page = &page;
  draft.readable = true;
  draft.exercise.id = id;
  read_name(reader, id);
  reader.text("title", draft.exercise.title, Need::yes);
  reader.text("statement", draft.exercise.statement, Need::yes);
  draft.exercise.subject = read_subject(reader, id, draft.arguments);
  read_scenarios(reader, run_limits, vocabulary, draft);
  check_words(page, draft, vocabulary);
  read_checks(reader, vocabulary, draft);
  reader.finish();
  return draft;
}

}  // namespace viva::spec
