// JSON by nlohmann. Writing builds an ordered object; reading goes through small functions that say
// which key of which object is missing or of the wrong type.
#include "harness/model/json.hpp"

#include "harness/model/trouble.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>

namespace viva {
namespace {

using Json = nlohmann::ordered_json;

// --- names of enumerators --------------------------------------------------------------

template <class Enum>
struct Name {
  Enum value;
  std::string_view name;
};

constexpr std::array<Name<VerdictStatus>, 5> verdict_names = {{{VerdictStatus::pass, "pass"},
                                                               {VerdictStatus::fail, "fail"},
                                                               {VerdictStatus::skip, "skip"},
                                                               {VerdictStatus::pending, "pending"},
                                                               {VerdictStatus::error, "error"}}};
constexpr std::array<Name<ExerciseStatus>, 4> exercise_names = {
    {{ExerciseStatus::graded, "graded"},
     {ExerciseStatus::missing, "missing"},
     {ExerciseStatus::build_failed, "build_failed"},
     {ExerciseStatus::error, "error"}}};
constexpr std::array<Name<BuildStatus>, 4> build_names = {{{BuildStatus::ok, "ok"},
                                                           {BuildStatus::missing, "missing"},
                                                           {BuildStatus::failed, "failed"},
                                                           {BuildStatus::timeout, "timeout"}}};
constexpr std::array<Name<Visibility>, 2> visibility_names = {
    {{Visibility::visible, "visible"}, {Visibility::hidden, "hidden"}}};
constexpr std::array<Name<ProgramKind>, 3> program_names = {{{ProgramKind::client, "client"},
                                                             {ProgramKind::server, "server"},
                                                             {ProgramKind::plain, "plain"}}};
constexpr std::array<Name<BuildVariant>, 2> variant_names = {
    {{BuildVariant::plain, "plain"}, {BuildVariant::thread_sanitizer, "thread_sanitizer"}}};
constexpr std::array<Name<Load>, 2> load_names = {
    {{Load::waits, "waits"}, {Load::computes, "computes"}}};

template <class Enum, std::size_t count>
std::string_view name_in(const std::array<Name<Enum>, count>& names, Enum value) {
  for (const auto& row : names) {
    if (row.value == value) return row.name;
  }
  throw Trouble("an enumerator without a name");
}

// --- bytes -----------------------------------------------------------------------------

bool is_utf8(std::string_view bytes) {
  const auto byte = [bytes](std::size_t place) { return static_cast<unsigned char>(bytes[place]); };
  for (std::size_t place = 0; place < bytes.size();) {
    const unsigned lead = byte(place);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || bytes.size() - place < length) return false;
    for (std::size_t next = 1; next < length; ++next) {
      if ((byte(place + next) & 0xc0U) != 0x80U) return false;
    }
    if (lead == 0xe0 && byte(place + 1) < 0xa0) return false;  // overlong
    if (lead == 0xed && byte(place + 1) > 0x9f) return false;  // a surrogate
    if (lead == 0xf0 && byte(place + 1) < 0x90) return false;  // overlong
    if (lead == 0xf4 && byte(place + 1) > 0x8f) return false;  // past U+10FFFF
    place += length;
  }
  return true;
}

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string to_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t place = 0; place < bytes.size(); place += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - place);
    unsigned group = 0;
    for (std::size_t part = 0; part < 3; ++part) {
      group = group << 8U | (part < count ? static_cast<unsigned char>(bytes[place + part]) : 0U);
    }
    for (std::size_t part = 0; part < 4; ++part) {
      text += part <= count ? base64_letters[group >> (18 - 6 * part) & 0x3fU] : '=';
    }
  }
  return text;
}

std::string from_base64(std::string_view text) {
  if (text.size() % 4 != 0) throw Trouble("base64 of a wrong length");
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t place = 0; place < text.size(); place += 4) {
    std::string_view letters = text.substr(place, 4);
    const bool last = place + 4 == text.size();
    while (last && letters.size() > 2 && letters.back() == '=') letters.remove_suffix(1);
    unsigned group = 0;
    for (const char letter : letters) {
      const std::size_t value = base64_letters.find(letter);
      if (value == std::string_view::npos) throw Trouble("base64 with a foreign letter");
      group = group << 6U | static_cast<unsigned>(value);
    }
    group <<= 6 * (4 - letters.size());
    for (std::size_t part = 0; part + 1 < letters.size(); ++part) {
      bytes += static_cast<char>(group >> (16 - 8 * part) & 0xffU);
    }
  }
  return bytes;
}

// --- writing ---------------------------------------------------------------------------

Json json_of(const std::string& text) {
  if (is_utf8(text)) return text;
  return {{"base64", to_base64(text)}};
}

Json json_of(const Strings& list) {
  Json result = Json::array();
  for (const std::string& item : list) result.push_back(json_of(item));
  return result;
}

Json json_of(Duration duration) {
  return {{"us", duration.count()}};
}

Json json_of(const Value& value) {
  struct Visitor {
    Json operator()(bool flag) const { return flag; }
    Json operator()(std::int64_t integer) const { return integer; }
    Json operator()(double number) const {
      if (std::isfinite(number)) return number;
      return {{"double", std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf"}};
    }
    Json operator()(const std::string& text) const { return json_of(text); }
    Json operator()(Duration duration) const { return json_of(duration); }
    Json operator()(const Integers& list) const { return Json(list); }
    Json operator()(const Strings& list) const {
      if (list.empty()) return {{"strings", Json::array()}};
      return json_of(list);
    }
  };
  return std::visit(Visitor{}, value);
}

Json json_of(const Params& params) {
  Json result = Json::object();
  for (const auto& [name, value] : params.all()) result[name] = json_of(value);
  return result;
}

Json json_of(const Limits& limits) {
  return {{"wall", json_of(limits.wall)},        {"cpu", json_of(limits.cpu)},
          {"memory_bytes", limits.memory_bytes}, {"processes", limits.processes},
          {"open_files", limits.open_files},     {"file_bytes", limits.file_bytes},
          {"disk_bytes", limits.disk_bytes},     {"inodes", limits.inodes},
          {"output_bytes", limits.output_bytes}, {"events", limits.events},
          {"record_bytes", limits.record_bytes}, {"connections", limits.connections},
          {"datagrams", limits.datagrams}};
}

Json json_of(const Program& program) {
  return {{"name", json_of(program.name)},
          {"arguments", json_of(program.arguments)},
          {"kind", name_in(program_names, program.kind)}};
}

Json json_of(const Scenario& scenario) {
  Json result = {
      {"id", json_of(scenario.id)},
      {"peer", {{"kind", json_of(scenario.peer.kind)}, {"params", json_of(scenario.peer.params)}}},
      {"time_limit", json_of(scenario.time_limit)},
      {"build", name_in(variant_names, scenario.variant)},
      {"load", name_in(load_names, scenario.load)},
      {"lasts", json_of(scenario.lasts)},
      {"limits", json_of(scenario.limits)}};
  result["lasts"] = json_of(scenario.lasts);
  if (scenario.sample) result["sample"] = json_of(*scenario.sample);
  return result;
}

/// What result.json says of a build; text is made valid when the whole is written.
Json result_of(const Build& build) {
  return {{"status", name_of(build.status)},
          {"seconds", build.seconds},
          {"cached", build.cached},
          {"diagnostics", build.diagnostics},
          {"why", build.why},
          {"instead", build.instead},
          {"elsewhere", build.elsewhere},
          {"language", build.language},
          {"variant", name_in(variant_names, build.variant)},
          {"digest", build.digest}};
}

Json json_of(const Build& build) {
  return {{"status", name_of(build.status)},
          {"variant", name_in(variant_names, build.variant)},
          {"language", json_of(build.language)},
          {"digest", json_of(build.digest)},
          {"folder", json_of(build.folder.string())},
          {"command", json_of(build.command)},
          {"seconds", build.seconds},
          {"cached", build.cached},
          {"diagnostics", json_of(build.diagnostics)},
          {"why", json_of(build.why)},
          {"instead", json_of(build.instead)},
          {"elsewhere", json_of(build.elsewhere)}};
}

Json result_of(const Verdict& verdict) {
  Json proof = Json::array();
  for (const Proof& event : verdict.proof) {
    proof.push_back(
        {{"exercise", event.exercise}, {"scenario", event.scenario}, {"line", event.line}});
  }
  return {{"id", verdict.id},
          {"title", verdict.title},
          {"status", name_of(verdict.status)},
          {"score", verdict.score},
          {"max_score", verdict.max_score},
          {"bonus", verdict.bonus},
          {"visibility", name_of(verdict.visibility)},
          {"symptom", verdict.symptom},
          {"message", verdict.message},
          {"expected", verdict.expected},
          {"actual", verdict.actual},
          {"hint", verdict.hint},
          {"transcript", verdict.transcript},
          {"proof", std::move(proof)},
          {"unclear", verdict.unclear}};
}

Json result_of(const ExerciseGrade& exercise) {
  Json checks = Json::array();
  for (const Verdict& verdict : exercise.checks) checks.push_back(result_of(verdict));
  return {{"id", exercise.id},
          {"title", exercise.title},
          {"status", name_of(exercise.status)},
          {"why", exercise.why},
          {"score", exercise.score},
          {"max_score", exercise.max_score},
          {"bonus", exercise.bonus},
          {"pending", exercise.pending},
          {"build", result_of(exercise.build)},
          {"hidden_checks", exercise.hidden_checks},
          {"hidden_points", exercise.hidden_points},
          {"hidden_bonus", exercise.hidden_bonus},
          {"checks", std::move(checks)}};
}

/// U+FFFD for what is no UTF-8: a name that no text could hold is not worth a failure.
std::string dump(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// --- reading ---------------------------------------------------------------------------

Json parse(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Trouble("no JSON: at byte " + std::to_string(error.byte));
  } catch (const Json::exception&) {
    throw Trouble("no JSON: a number that is too large");
  }
}

/// An object and what it is called in messages.
class Reader {
 public:
  Reader(const Json& json, std::string name) : json_(&json), name_(std::move(name)) {
    if (!json.is_object()) throw Trouble("`" + name_ + "` is no object");
  }

  [[nodiscard]] const Json* find(const char* key) const {
    const auto place = json_->find(key);
    return place == json_->end() ? nullptr : &*place;
  }

  [[nodiscard]] const Json& at(const char* key) const {
    const Json* found = find(key);
    if (found == nullptr) throw Trouble("`" + path(key) + "` is missing");
    return *found;
  }

  [[nodiscard]] std::string path(std::string_view key) const {
    return name_ + "." + std::string(key);
  }

  [[noreturn]] void wrong(const char* key, const char* wanted) const {
    throw Trouble("`" + path(key) + "` is no " + wanted);
  }

 private:
  const Json* json_;
  std::string name_;
};

std::optional<std::string> string_in(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object() || json.size() != 1 || !json.contains("base64") ||
      !json["base64"].is_string()) {
    return std::nullopt;
  }
  return from_base64(json["base64"].get_ref<const std::string&>());
}

std::optional<std::int64_t> integer_in(const Json& json) {
  if (!json.is_number_integer()) return std::nullopt;
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > largest) return std::nullopt;
  return json.get<std::int64_t>();
}

std::optional<Duration> duration_in(const Json& json) {
  if (!json.is_object() || json.size() != 1 || !json.contains("us")) return std::nullopt;
  const auto count = integer_in(json["us"]);
  if (!count) return std::nullopt;
  return Duration{*count};
}

std::string text_of(const Reader& reader, const char* key) {
  auto text = string_in(reader.at(key));
  if (!text) reader.wrong(key, "text");
  return *std::move(text);
}

std::string text_or_empty(const Reader& reader, const char* key) {
  return reader.find(key) == nullptr ? std::string() : text_of(reader, key);
}

double number_of(const Reader& reader, const char* key) {
  const Json& json = reader.at(key);
  if (!json.is_number()) reader.wrong(key, "number");
  return json.get<double>();
}

double number_or_zero(const Reader& reader, const char* key) {
  return reader.find(key) == nullptr ? 0 : number_of(reader, key);
}

bool flag_or_false(const Reader& reader, const char* key) {
  const Json* json = reader.find(key);
  if (json == nullptr) return false;
  if (!json->is_boolean()) reader.wrong(key, "true or false");
  return json->get<bool>();
}

std::uint64_t count_of(const Reader& reader, const char* key) {
  const Json& json = reader.at(key);
  if (!json.is_number_unsigned()) reader.wrong(key, "whole number from 0 on");
  return json.get<std::uint64_t>();
}

Duration duration_of(const Reader& reader, const char* key) {
  const auto duration = duration_in(reader.at(key));
  if (!duration) reader.wrong(key, "duration");
  return *duration;
}

Strings strings_of(const Reader& reader, const char* key) {
  const Json& json = reader.at(key);
  if (!json.is_array()) reader.wrong(key, "list");
  Strings result;
  for (const Json& item : json) {
    auto text = string_in(item);
    if (!text) reader.wrong(key, "list of texts");
    result.push_back(*std::move(text));
  }
  return result;
}

Strings strings_or_none(const Reader& reader, const char* key) {
  return reader.find(key) == nullptr ? Strings() : strings_of(reader, key);
}

template <class Enum, std::size_t count>
Enum enumerator_of(const Reader& reader, const char* key,
                   const std::array<Name<Enum>, count>& names) {
  const std::string text = text_of(reader, key);
  for (const auto& row : names) {
    if (row.name == text) return row.value;
  }
  throw Trouble("`" + reader.path(key) + "` has an unknown value");
}

/// A list of objects, each read by `read`.
template <class Item>
std::vector<Item> list_of(const Reader& reader, const char* key, Item (*read)(const Reader&)) {
  const Json& json = reader.at(key);
  if (!json.is_array()) reader.wrong(key, "list");
  std::vector<Item> result;
  for (std::size_t place = 0; place < json.size(); ++place) {
    result.push_back(
        read(Reader(json[place], reader.path(key) + "[" + std::to_string(place) + "]")));
  }
  return result;
}

Value list_in(const Json& json, const std::string& name) {
  if (json.empty() || json.front().is_number()) {
    Integers list;
    for (const Json& item : json) {
      const auto integer = integer_in(item);
      if (!integer) throw Trouble("`" + name + "` is a list of unlike things");
      list.push_back(*integer);
    }
    return list;
  }
  Strings list;
  for (const Json& item : json) {
    auto text = string_in(item);
    if (!text) throw Trouble("`" + name + "` is a list of unlike things");
    list.push_back(*std::move(text));
  }
  return list;
}

double unfinite_in(const Json& json, const std::string& name) {
  if (json == "inf") return std::numeric_limits<double>::infinity();
  if (json == "-inf") return -std::numeric_limits<double>::infinity();
  if (json == "nan") return std::numeric_limits<double>::quiet_NaN();
  throw Trouble("`" + name + "` is no value of a field");
}

Value value_in(const Json& json, const std::string& name) {
  if (json.is_boolean()) return json.get<bool>();
  if (const auto integer = integer_in(json)) return *integer;
  if (json.is_number_float()) return json.get<double>();
  if (json.is_array()) return list_in(json, name);
  if (auto text = string_in(json)) return *std::move(text);
  if (const auto duration = duration_in(json)) return *duration;
  if (json.is_object() && json.size() == 1) {
    if (json.contains("strings") && json["strings"].is_array() && json["strings"].empty())
      return Strings{};
    if (json.contains("double")) return unfinite_in(json["double"], name);
  }
  throw Trouble("`" + name + "` is no value of a field");
}

Params params_in(const Json& json, const std::string& name) {
  if (!json.is_object()) throw Trouble("`" + name + "` is no object");
  Params params;
  const std::string prefix = name + ".";
  for (const auto& [key, value] : json.items()) params.set(key, value_in(value, prefix + key));
  return params;
}

Limits limits_in(const Reader& reader) {
  return {.wall = duration_of(reader, "wall"),
          .cpu = duration_of(reader, "cpu"),
          .memory_bytes = count_of(reader, "memory_bytes"),
          .processes = count_of(reader, "processes"),
          .open_files = count_of(reader, "open_files"),
          .file_bytes = count_of(reader, "file_bytes"),
          .disk_bytes = count_of(reader, "disk_bytes"),
          .inodes = count_of(reader, "inodes"),
          .output_bytes = count_of(reader, "output_bytes"),
          .events = count_of(reader, "events"),
          .record_bytes = count_of(reader, "record_bytes"),
          .connections = count_of(reader, "connections"),
          .datagrams = count_of(reader, "datagrams")};
}

Program program_in(const Reader& reader) {
  return {.name = text_of(reader, "name"),
          .arguments = strings_of(reader, "arguments"),
          .kind = enumerator_of(reader, "kind", program_names)};
}

Scenario scenario_in(const Reader& reader) {
  const Reader peer(reader.at("peer"), reader.path("peer"));
  Scenario scenario;
  scenario.id = text_of(reader, "id");
  scenario.peer = {text_of(peer, "kind"), params_in(peer.at("params"), peer.path("params"))};
  scenario.time_limit = duration_of(reader, "time_limit");
  scenario.variant = enumerator_of(reader, "build", variant_names);
  scenario.load = enumerator_of(reader, "load", load_names);
  scenario.lasts = duration_of(reader, "lasts");
  if (reader.find("sample") != nullptr) scenario.sample = duration_of(reader, "sample");
  scenario.limits = limits_in(Reader(reader.at("limits"), reader.path("limits")));
  return scenario;
}

/// What result.json holds of a build; the rest stays as it is without one.
Build build_result_in(const Reader& reader) {
  Build build;
  build.status = enumerator_of(reader, "status", build_names);
  if (reader.find("variant") != nullptr)
    build.variant = enumerator_of(reader, "variant", variant_names);
  build.language = text_or_empty(reader, "language");
  build.digest = text_or_empty(reader, "digest");
  build.seconds = number_or_zero(reader, "seconds");
  build.cached = flag_or_false(reader, "cached");
  build.diagnostics = text_or_empty(reader, "diagnostics");
  build.why = text_or_empty(reader, "why");
  build.instead = text_or_empty(reader, "instead");
  build.elsewhere = text_or_empty(reader, "elsewhere");
  return build;
}

Build build_in(const Reader& reader) {
  Build build = build_result_in(reader);
  build.folder = text_of(reader, "folder");
  build.command = strings_of(reader, "command");
  return build;
}

Proof proof_in(const Reader& reader) {
  return {text_of(reader, "exercise"), text_of(reader, "scenario"), count_of(reader, "line")};
}

Verdict verdict_in(const Reader& reader) {
  Verdict verdict;
  verdict.id = text_of(reader, "id");
  verdict.title = text_or_empty(reader, "title");
  verdict.status = enumerator_of(reader, "status", verdict_names);
  verdict.score = number_of(reader, "score");
  verdict.max_score = number_of(reader, "max_score");
  verdict.bonus = flag_or_false(reader, "bonus");
  verdict.visibility = enumerator_of(reader, "visibility", visibility_names);
  verdict.symptom = text_or_empty(reader, "symptom");
  verdict.message = text_or_empty(reader, "message");
  verdict.expected = text_or_empty(reader, "expected");
  verdict.actual = text_or_empty(reader, "actual");
  verdict.hint = text_or_empty(reader, "hint");
  verdict.transcript = text_or_empty(reader, "transcript");
  if (reader.find("proof") != nullptr) verdict.proof = list_of(reader, "proof", proof_in);
  verdict.unclear = flag_or_false(reader, "unclear");
  return verdict;
}

ExerciseGrade exercise_in(const Reader& reader) {
  ExerciseGrade exercise;
  exercise.id = text_of(reader, "id");
  exercise.title = text_or_empty(reader, "title");
  exercise.status = enumerator_of(reader, "status", exercise_names);
  exercise.why = text_or_empty(reader, "why");
  exercise.score = number_of(reader, "score");
  exercise.max_score = number_of(reader, "max_score");
  exercise.bonus = number_of(reader, "bonus");
  exercise.pending = number_or_zero(reader, "pending");
  exercise.build = build_result_in(Reader(reader.at("build"), reader.path("build")));
  if (reader.find("hidden_checks") != nullptr)
    exercise.hidden_checks = count_of(reader, "hidden_checks");
  exercise.hidden_points = number_or_zero(reader, "hidden_points");
  exercise.hidden_bonus = number_or_zero(reader, "hidden_bonus");
  exercise.checks = list_of(reader, "checks", verdict_in);
  return exercise;
}

// --- events ----------------------------------------------------------------------------

constexpr std::array<std::string_view, 6> event_keys = {"t",     "who",    "what",
                                                        "bytes", "base64", "more"};

bool event_key(std::string_view name) {
  return std::find(event_keys.begin(), event_keys.end(), name) != event_keys.end();
}

/// Seconds with six decimals, from whole microseconds.
std::string seconds_of(Duration t) {
  const bool negative = t.count() < 0;
  const std::uint64_t count = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(t.count())
                                       : static_cast<std::uint64_t>(t.count());
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%s%llu.%06llu", negative ? "-" : "",
                static_cast<unsigned long long>(count / 1'000'000),
                static_cast<unsigned long long>(count % 1'000'000));
  return text.data();
}

/// A double holds microseconds exactly up to 2^53 of them; a thousand million seconds is below
/// that.
Duration time_in(const Reader& reader) {
  const double seconds = number_of(reader, "t");
  if (!(std::fabs(seconds) <= 1e9)) reader.wrong("t", "time of a trial");
  return Duration{std::llround(seconds * 1e6)};
}

Event event_in(const Json& json) {
  const Reader reader(json, "event");
  Event event;
  event.t = time_in(reader);
  event.who = text_of(reader, "who");
  const std::string kind = text_of(reader, "what");
  const auto what = what_named(kind);
  if (!what) throw Trouble("no event is called `" + kind + "`");
  event.what = *what;
  if (const Json* bytes = reader.find("bytes")) {
    if (!bytes->is_string()) reader.wrong("bytes", "text");
    event.bytes = bytes->get<std::string>();
  } else if (const Json* base64 = reader.find("base64")) {
    if (!base64->is_string()) reader.wrong("base64", "text");
    event.bytes = from_base64(base64->get_ref<const std::string&>());
  }
  if (const Json* more = reader.find("more")) event.more = params_in(*more, reader.path("more"));
  for (const auto& [key, value] : json.items()) {
    if (!event_key(key)) event.more.set(key, value_in(value, reader.path(key)));
  }
  return event;
}

/// The first event as it is written: with the schema and the trial's name.
Event opening(const Transcript& transcript) {
  Event event;
  if (!transcript.events.empty() && transcript.events.front().what == What::trial) {
    event = transcript.events.front();
  } else {
    event.who = "harness";
    event.what = What::trial;
  }
  event.more.set("schema", std::string(transcript_schema));
  event.more.set("exercise", transcript.exercise);
  event.more.set("scenario", transcript.scenario);
  return event;
}

void check_schema(std::string_view schema, std::string_view ours) {
  if (schema == ours) return;
  const std::string_view family = ours.substr(0, ours.find('@') + 1);
  if (!schema.starts_with(family)) throw Trouble("no `" + std::string(ours) + "`");
  throw Trouble("written by another version of viva: `" + std::string(schema) +
                "`, this one reads `" + std::string(ours) + "`");
}

void read_opening(Transcript& transcript) {
  const Event& event = transcript.events.front();
  if (event.what != What::trial) throw Trouble("the first event is not `trial`");
  const auto field = [&event](const char* name) {
    const auto* text = event.more.find<std::string>(name);
    if (text == nullptr) throw Trouble(std::string("the event `trial` lacks `") + name + "`");
    return *text;
  };
  check_schema(field("schema"), transcript_schema);
  transcript.exercise = field("exercise");
  transcript.scenario = field("scenario");
}

/// Adds `context` to whatever goes wrong in `read`.
template <class Read>
auto with_context(const std::string& context, Read read) {
  try {
    return read();
  } catch (const Trouble& trouble) {
    throw Trouble(context + ": " + trouble.what());
  }
}

template <class Result>
Result read_object(std::string_view text, const char* name, Result (*read)(const Reader&)) {
  const Json json = parse(text);
  return read(Reader(json, name));
}

}  // namespace

std::string_view name_of(VerdictStatus status) {
  return name_in(verdict_names, status);
}
std::string_view name_of(ExerciseStatus status) {
  return name_in(exercise_names, status);
}
std::string_view name_of(BuildStatus status) {
  return name_in(build_names, status);
}
std::string_view name_of(Visibility visibility) {
  return name_in(visibility_names, visibility);
}

std::string to_line(const Event& event) {
  Json json = {{"who", json_of(event.who)}, {"what", name_of(event.what)}};
  if (!event.bytes.empty()) {
    if (is_utf8(event.bytes)) {
      json["bytes"] = event.bytes;
    } else {
      json["base64"] = to_base64(event.bytes);
    }
  }
  for (const auto& [name, value] : event.more.all()) {
    if (event_key(name)) {
      json["more"][name] = json_of(value);
    } else {
      json[name] = json_of(value);
    }
  }
  return "{\"t\":" + seconds_of(event.t) + "," + dump(json).substr(1);
}

Event read_line(std::string_view line) {
  return event_in(parse(line));
}

std::string to_jsonl(const Transcript& transcript) {
  std::string text = to_line(opening(transcript)) + "\n";
  const bool opened = !transcript.events.empty() && transcript.events.front().what == What::trial;
  for (std::size_t place = opened ? 1 : 0; place < transcript.events.size(); ++place) {
    text += to_line(transcript.events[place]) + "\n";
  }
  return text;
}

Transcript read_transcript(std::string_view text) {
  Transcript transcript;
  if (text.empty()) throw Trouble("an empty transcript");
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    with_context("line " + std::to_string(number), [&] {
      transcript.events.push_back(read_line(text.substr(0, end)));
      if (number == 1) read_opening(transcript);
    });
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return transcript;
}

std::string to_json(const Grade& grade) {
  Json exercises = Json::array();
  for (const ExerciseGrade& exercise : grade.exercises) exercises.push_back(result_of(exercise));
  const Json json = {{"schema", result_schema},
                     {"assignment",
                      {{"id", grade.assignment_id},
                       {"title", grade.assignment_title},
                       {"digest", grade.assignment_digest}}},
                     {"submission",
                      {{"id", grade.submission_id},
                       {"name", grade.submission_name},
                       {"digest", grade.submission_digest}}},
                     {"seed", grade.seed},
                     {"isolation", grade.isolation},
                     {"weaker", grade.weaker},
                     {"score", grade.score},
                     {"max_score", grade.max_score},
                     {"bonus", grade.bonus},
                     {"pending", grade.pending},
                     {"exercises", std::move(exercises)}};
  return dump(json, 2) + "\n";
}

Grade read_grade(std::string_view text) {
  const Json json = parse(text);
  const Reader reader(json, "result");
  check_schema(text_of(reader, "schema"), result_schema);
  const Reader assignment(reader.at("assignment"), "assignment");
  const Reader submission(reader.at("submission"), "submission");
  Grade grade;
  grade.assignment_id = text_of(assignment, "id");
  grade.assignment_title = text_of(assignment, "title");
  grade.assignment_digest = text_of(assignment, "digest");
  grade.submission_id = text_of(submission, "id");
  grade.submission_name = text_of(submission, "name");
  grade.submission_digest = text_of(submission, "digest");
  grade.seed = count_of(reader, "seed");
  grade.isolation = text_or_empty(reader, "isolation");
  grade.weaker = strings_or_none(reader, "weaker");
  grade.score = number_of(reader, "score");
  grade.max_score = number_of(reader, "max_score");
  grade.bonus = number_of(reader, "bonus");
  grade.pending = number_of(reader, "pending");
  grade.exercises = list_of(reader, "exercises", exercise_in);
  return grade;
}

std::string to_json(const Value& value) {
  return dump(json_of(value));
}
std::string to_json(const Params& params) {
  return dump(json_of(params));
}
std::string to_json(const Limits& limits) {
  return dump(json_of(limits));
}
std::string to_json(const Program& program) {
  return dump(json_of(program));
}
std::string to_json(const Scenario& scenario) {
  return dump(json_of(scenario));
}
std::string to_json(const Build& build) {
  return dump(json_of(build));
}

Value value_from_json(std::string_view text) {
  return value_in(parse(text), "value");
}
Params params_from_json(std::string_view text) {
  return params_in(parse(text), "params");
}
Limits limits_from_json(std::string_view text) {
  return read_object(text, "limits", limits_in);
}
Program program_from_json(std::string_view text) {
  return read_object(text, "program", program_in);
}
Scenario scenario_from_json(std::string_view text) {
  return read_object(text, "scenario", scenario_in);
}
Build build_from_json(std::string_view text) {
  return read_object(text, "build", build_in);
}

}  // namespace viva
