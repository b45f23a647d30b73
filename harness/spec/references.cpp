// Scenarios that checks look at, and checks that checks require.
#include "harness/spec/references.hpp"

#include "harness/text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace viva::spec {
namespace {

using Used = std::set<std::pair<std::string, std::string>>;  ///< exercise, scenario

// --- scenarios -------------------------------------------------------------------------

Strings scenario_names(const ExerciseDraft& draft) {
  if (draft.document()) return {std::string(document_scenario)};
  Strings names;
  for (const auto& [name, place] : draft.scenarios) names.push_back(name);
  return names;
}

const ExerciseDraft* find_exercise(const std::vector<ExerciseDraft>& drafts, std::string_view id) {
  const auto draft = std::find_if(drafts.begin(), drafts.end(),
                                  [id](const ExerciseDraft& one) { return one.exercise.id == id; });
  return draft == drafts.end() ? nullptr : &*draft;
}

/// The exercise that "threads/run" names, or the check's own; null after a complaint.
const ExerciseDraft* exercise_meant(const std::vector<ExerciseDraft>& drafts,
                                    const ExerciseDraft& own, const Word& name) {
  const std::size_t slash = name.text.find('/');
  if (slash == std::string::npos) return &own;
  const std::string id = name.text.substr(0, slash);
  if (const ExerciseDraft* found = find_exercise(drafts, id)) return found;
  Strings ids;
  for (const ExerciseDraft& draft : drafts) {
    // Its own name may be the misspelt one, and that has been said already.
    if (!draft.readable && text::nearest(id, {draft.exercise.id})) return nullptr;
    ids.push_back(draft.exercise.id);
  }
  own.page->complain(name.place, fmt::format("there is no exercise `{}`", id),
                     suggestion(id, ids, "exercises"));
  return nullptr;
}

/// Looks `name` up. What a misspelt name was probably meant to be counts as used, so that one
/// mistake is one complaint.
void look_up_scenario(const std::vector<ExerciseDraft>& drafts, const ExerciseDraft& own,
                      const Word& name, Check& check, Used& used) {
  const ExerciseDraft* exercise = exercise_meant(drafts, own, name);
  if (exercise == nullptr || !exercise->readable) return;
  const std::string scenario = name.text.substr(name.text.find('/') + 1);
  const Strings names = scenario_names(*exercise);
  if (std::find(names.begin(), names.end(), scenario) == names.end()) {
    const std::string where = exercise == &own
                                  ? "this exercise"
                                  : fmt::format("the exercise `{}`", exercise->exercise.id);
    own.page->complain(name.place, fmt::format("there is no scenario `{}` in {}", scenario, where),
                       suggestion(scenario, names, "scenarios"));
    if (const auto near = text::nearest(scenario, names))
      used.emplace(exercise->exercise.id, *near);
    return;
  }
  const ScenarioRef reference{exercise->exercise.id, scenario};
  if (std::find(check.scenarios.begin(), check.scenarios.end(), reference) !=
      check.scenarios.end()) {
    own.page->complain(name.place, fmt::format("the scenario `{}` is named twice", name.text),
                       "remove it here");
  }
  check.scenarios.push_back(reference);
  used.emplace(reference.exercise, reference.scenario);
}

/// A check of a server that greets says nothing true of a chat: it would blame the student.
void complain_of_wrong_peer(const std::vector<ExerciseDraft>& drafts, const ExerciseDraft& own,
                            const Word& name, const Check& check, const Vocabulary& vocabulary) {
  const auto kind = std::find_if(vocabulary.checks.begin(), vocabulary.checks.end(),
                                 [&](const KindInfo& one) { return one.name == check.kind; });
  if (kind == vocabulary.checks.end() || kind->peers.empty() || check.scenarios.empty()) return;
  const ScenarioRef& last = check.scenarios.back();
  if (last.scenario != name.text.substr(name.text.find('/') + 1)) return;  // it was not found
  const ExerciseDraft* exercise = find_exercise(drafts, last.exercise);
  if (exercise == nullptr) return;
  for (const Scenario& scenario : exercise->exercise.scenarios) {
    const std::string& peer = scenario.peer.kind;
    const bool known = std::any_of(vocabulary.peers.begin(), vocabulary.peers.end(),
                                   [&](const KindInfo& one) { return one.name == peer; });
    if (scenario.id != last.scenario || !known) continue;
    if (std::find(kind->peers.begin(), kind->peers.end(), peer) != kind->peers.end()) return;
    own.page->complain(name.place,
                       fmt::format("the check kind `{}` judges {}, this scenario's peer is `{}`",
                                   kind->name, listed(kind->peers), peer),
                       "name another scenario, or a kind that judges this peer: viva explain "
                       "--kinds lists them");
  }
}

void complain_of_unused(const std::vector<ExerciseDraft>& drafts, const Used& used) {
  for (const ExerciseDraft& draft : drafts) {
    if (!draft.readable) return;
    const bool read = std::all_of(draft.checks.begin(), draft.checks.end(),
                                  [](const CheckDraft& check) { return check.read; });
    if (!read) return;  // a check that could not be read may be the one that looks at it
  }
  for (const ExerciseDraft& draft : drafts) {
    for (const auto& [scenario, place] : draft.scenarios) {
      if (used.contains({draft.exercise.id, scenario})) continue;
      draft.page->complain(
          place, fmt::format("no check looks at the scenario `{}`", scenario),
          fmt::format("add `scenario = \"{}\"` to a check, or remove the scenario", scenario));
    }
  }
}

// --- checks ----------------------------------------------------------------------------

void complain_of_doubles(const ExerciseDraft& draft) {
  std::set<std::string> seen;
  for (const CheckDraft& one : draft.checks) {
    if (one.check.id.empty() || seen.insert(one.check.id).second) continue;
    draft.page->complain(one.place,
                         fmt::format("the id `{}` stands twice in this exercise", one.check.id),
                         "give each check and each condition an id of its own");
  }
}

const CheckDraft* find_check(const ExerciseDraft& draft, std::string_view id) {
  const auto one = std::find_if(draft.checks.begin(), draft.checks.end(),
                                [id](const CheckDraft& check) { return check.check.id == id; });
  return one == draft.checks.end() ? nullptr : &*one;
}

void look_up_requirement(const ExerciseDraft& draft, CheckDraft& one, const Word& name) {
  const CheckDraft* required = find_check(draft, name.text);
  if (required == nullptr) {
    Strings ids;
    for (const CheckDraft& other : draft.checks) {
      if (&other != &one && !other.check.id.empty()) ids.push_back(other.check.id);
    }
    draft.page->complain(
        name.place,
        fmt::format("there is no check and no condition `{}` in this exercise", name.text),
        suggestion(name.text, ids, "others"));
    return;
  }
  const bool shown = one.check.visibility == Visibility::visible && !one.check.condition;
  if (shown && required->check.visibility == Visibility::hidden) {
    draft.page->complain(
        name.place, fmt::format("a visible check requires `{}`, which is hidden", name.text),
        "students' own runs leave hidden checks out: hide this one too, or require a condition");
  }
  one.check.requires_.push_back(name.text);
}

/// Walks along `requires`; `path` is where it came from. Each circle is complained about once,
/// where it closes.
void find_circles(const ExerciseDraft& draft, const CheckDraft& one, std::vector<std::string>& path,
                  std::set<std::string>& finished) {
  path.push_back(one.check.id);
  for (const Word& name : one.requires_) {
    const auto begin = std::find(path.begin(), path.end(), name.text);
    if (begin != path.end()) {
      std::string circle;
      for (auto step = begin; step != path.end(); ++step)
        circle += fmt::format("`{}` requires ", *step);
      draft.page->complain(name.place, fmt::format("{}`{}`", circle, name.text),
                           "a check cannot wait for itself: remove one of these");
    } else if (const CheckDraft* next = find_check(draft, name.text);
               next != nullptr && !finished.contains(name.text)) {
      find_circles(draft, *next, path, finished);
    }
  }
  path.pop_back();
  finished.insert(one.check.id);
}

void complain_of_circles(const ExerciseDraft& draft) {
  std::set<std::string> finished;
  std::vector<std::string> path;
  for (const CheckDraft& one : draft.checks) {
    if (!finished.contains(one.check.id)) find_circles(draft, one, path, finished);
  }
}

}  // namespace

void join(std::vector<ExerciseDraft>& drafts, const Vocabulary& vocabulary) {
  Used used;
  for (ExerciseDraft& draft : drafts) {
    if (!draft.readable) continue;
    complain_of_doubles(draft);
    for (CheckDraft& one : draft.checks) {
      for (const Word& name : one.scenarios) {
        look_up_scenario(drafts, draft, name, one.check, used);
        complain_of_wrong_peer(drafts, draft, name, one.check, vocabulary);
      }
      for (const Word& name : one.requires_) look_up_requirement(draft, one, name);
    }
    complain_of_circles(draft);
    for (const CheckDraft& one : draft.checks) draft.exercise.checks.push_back(one.check);
  }
  complain_of_unused(drafts, used);
}

}  // namespace viva::spec
