// Values as JSON text and back: transcripts, results, and the jobs that are sent to the worker
// process. Text in, text out, so that only json.cpp knows the library. Every reader throws Trouble
// with a reason, and what is written is read back equal, whatever bytes it holds.
//
// A value of Params keeps its type: a duration is {"us": n}, a string that is no valid UTF-8 is
// {"base64": "…"}, a number with a point or an exponent is a double and one without is an integer,
// an empty list is one of integers and {"strings": []} one of strings; {"double": "inf"} is no JSON
// number.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/build.hpp"
#include "harness/model/event.hpp"
#include "harness/model/grade.hpp"
#include "harness/model/limits.hpp"
#include "harness/model/value.hpp"

#include <string>
#include <string_view>

namespace viva {

/// What the first event of a transcript carries as `schema`, and what a result carries.
inline constexpr std::string_view transcript_schema = "viva/transcript@1";
inline constexpr std::string_view result_schema = "viva/result@1";

/// One line without its newline: t (seconds), who, what, then "bytes" (or "base64" where they are
/// no UTF-8) unless they are empty, then the fields. A field named like one of these stands in
/// "more".
std::string to_line(const Event& event);
Event read_line(std::string_view line);

/// All lines, each ended by a newline. The first event must be `trial`; its schema, exercise and
/// scenario are written whether it carries them or not. Without such an event, one is put first.
std::string to_jsonl(const Transcript& transcript);

/// The whole transcript. What is wrong is said with the number of the line. Empty lines are wrong
/// too; a last line without its newline is not (a trial that died is `incomplete`, not malformed).
/// `schema`, `exercise` and `scenario` stay fields of the first event.
Transcript read_transcript(std::string_view text);

/// result.json, indented. Bytes that are no UTF-8 become U+FFFD; a build's folder and command,
/// which belong to this machine, are left out.
std::string to_json(const Grade& grade);
Grade read_grade(std::string_view text);

std::string to_json(const Value& value);
std::string to_json(const Params& params);
std::string to_json(const Limits& limits);
std::string to_json(const Program& program);
std::string to_json(const Scenario& scenario);
std::string to_json(const Build& build);

Value value_from_json(std::string_view text);
Params params_from_json(std::string_view text);
Limits limits_from_json(std::string_view text);
Program program_from_json(std::string_view text);
Scenario scenario_from_json(std::string_view text);
Build build_from_json(std::string_view text);

/// The words of result.json and of the reports: "pass", "build_failed", "hidden"…
std::string_view name_of(VerdictStatus status);
std::string_view name_of(ExerciseStatus status);
std::string_view name_of(BuildStatus status);
std::string_view name_of(Visibility visibility);

}  // namespace viva
