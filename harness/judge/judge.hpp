// Judging: from an exercise, how its program was built, and the transcripts, to verdicts and
// points. A pure function of values: no clock, no socket, no file, no randomness, here or below.
//
// Each kind of check is one function from Evidence to a Finding, listed in a table (check_kinds()).
// What a function may not do: count on events that it has not seen (a program that does nothing
// must earn nothing), or compare what the program prints for people more strictly than exercises
// ask.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/model/build.hpp"
#include "harness/model/event.hpp"
#include "harness/model/grade.hpp"
#include "harness/model/kind.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

/// What one check is judged from: its parameters and the transcripts that it names, in its order.
/// All of the exercise's own are complete. One of another exercise helps where it is there, and has
/// no events where it is not.
struct Evidence {
  const Params& params;
  std::vector<const Transcript*> transcripts;

  [[nodiscard]] const Transcript& first() const { return *transcripts.front(); }
};

enum class Outcome {
  holds,
  fails,
  unclear,      ///< a bound of time was missed on a machine that was late: try again alone
  unavailable,  ///< cannot be judged here (no sanitizer on this machine): becomes `skip`
  pending,      ///< waits for a person
};

/// The event that shows it: index into Evidence::transcripts, index into its events.
struct Pointer {
  std::size_t transcript = 0;
  std::size_t event = 0;

  bool operator==(const Pointer&) const = default;
};

struct Finding {
  Outcome outcome = Outcome::fails;
  std::string symptom;   ///< one of the kind's symptoms, or empty
  std::string message;   ///< one sentence in the student's terms; for `holds`: a remark, or empty
  std::string expected;  ///< for people; bytes quoted by text/quote.hpp
  std::string actual;
  std::vector<Pointer>
      proof;  ///< the events that decided; never empty when it fails for something that was seen
  double share = 1;  ///< of the points, when it holds
  /// It fails for want of something that did not come: a bad end of the program is then its cause.
  bool wanting = false;
  std::string hint{};  ///< of a cause that all exercises share; the spec's for it goes before

  bool operator==(const Finding&) const = default;
};

using CheckFunction = Finding (*)(const Evidence& evidence);

/// A row of the table of check kinds.
struct CheckKind {
  KindInfo info;
  CheckFunction judge;
};

/// Every kind of check.
const std::vector<CheckKind>& check_kinds();

using Transcripts =
    std::map<std::pair<std::string, std::string>, Transcript>;  ///< by exercise, scenario

enum class Audience { student, everything };  ///< student: hidden checks are left out and counted

/// The grade of one exercise. A transcript that is absent or not complete makes `error`, once the
/// checks that need it are reached; a build that is not ok makes the whole exercise say why.
ExerciseGrade judge_exercise(const Exercise& exercise, const Build& build,
                             const Transcripts& transcripts, Audience audience);

/// Adds up: scores, bonus, pending.
void sum_up(Grade& grade);

}  // namespace viva::judge
