// The flow: submission -> builds -> transcripts -> verdicts -> grade.
#include "harness/cli/grade.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

#include "harness/cli/workplace.hpp"
#include "harness/intake/intake.hpp"
#include "harness/model/trouble.hpp"
#include "harness/trial/play.hpp"
#include "harness/trial/worker.hpp"
#include "reference/peers/peers.hpp"

namespace viva::cli {
namespace {

constexpr int attempts_alone = 2;  // for what a late machine left unclear

std::set<std::string> all_exercises(const Assignment& assignment) {
  std::set<std::string> ids;
  for (const Exercise& exercise : assignment.exercises) ids.insert(exercise.id);
  return ids;
}

build::Template template_files(const Assignment& assignment) {
  auto taken = intake::take(assignment.template_folder);
  if (const auto* refusal = std::get_if<intake::Refusal>(&taken)) {
    throw Trouble("the template cannot be read: " + refusal->what);
  }
  return std::get<Submission>(std::move(taken)).files;
}

batch::Plan make_plan(const Assignment& assignment, const GradeSettings& settings, const Workplace& workplace,
                      std::string& weaker) {
  batch::Plan plan;
  plan.assignment = &assignment;
  plan.pristine = template_files(assignment);
  const auto exercises = settings.exercises.empty() ? all_exercises(assignment) : settings.exercises;
  plan.scenarios = batch::needed(assignment, exercises, settings.hidden);
  plan.viva = own_executable();
  plan.workshop.work = workplace.folder();
  plan.workshop.cache = memory_folder();
  plan.workshop.init = workplace.init();
  plan.workshop.identity = identity(assignment, workplace.init());
  plan.workshop.fresh = settings.fresh;
  plan.slots.computing = std::max(1U, std::thread::hardware_concurrency());
  plan.tell = settings.tell;
  if (settings.isolation == IsolationWish::none) {
    plan.workshop.isolation = box::Isolation::none;
  } else {
    weaker = trial::namespace_trouble(plan.viva, plan.workshop.init);
    if (!weaker.empty() && settings.isolation == IsolationWish::namespaces) {
      throw Trouble("namespaces cannot be used here: " + weaker + "; `viva doctor` says how to get them");
    }
    if (!weaker.empty()) plan.workshop.isolation = box::Isolation::none;
  }
  return plan;
}

Grade judge_all(const batch::Plan& plan, const GradeSettings& settings, const Submission& submission,
                const batch::Examined& examined) {
  const Assignment& assignment = *plan.assignment;
  const auto audience = settings.hidden ? judge::Audience::everything : judge::Audience::student;
  Grade grade;
  grade.assignment_id = assignment.id;
  grade.assignment_title = assignment.title;
  grade.assignment_digest = assignment.digest;
  grade.submission_id = submission.id;
  grade.submission_name = submission.name;
  grade.submission_digest = submission.digest;
  grade.seed = assignment.seed;
  grade.isolation = plan.workshop.isolation == box::Isolation::namespaces ? "namespaces" : "none";
  for (const Exercise& exercise : assignment.exercises) {
    if (!settings.exercises.empty() && !settings.exercises.contains(exercise.id)) continue;
    const auto build = examined.builds.find(exercise.id);
    const Build none;
    grade.exercises.push_back(judge::judge_exercise(exercise, build == examined.builds.end() ? none : build->second,
                                                    examined.transcripts, audience));
  }
  judge::sum_up(grade);
  return grade;
}

// The scenarios behind verdicts that a late machine left open, or that the harness itself failed.
std::set<batch::ScenarioKey> left_open(const Assignment& assignment, const Grade& grade,
                                       const batch::Examined& examined) {
  std::set<batch::ScenarioKey> keys;
  for (const ExerciseGrade& exercise : grade.exercises) {
    const auto spec = std::find_if(assignment.exercises.begin(), assignment.exercises.end(),
                                   [&](const Exercise& one) { return one.id == exercise.id; });
    for (const Verdict& verdict : exercise.checks) {
      if (!verdict.unclear && verdict.status != VerdictStatus::error) continue;
      const auto check = std::find_if(spec->checks.begin(), spec->checks.end(),
                                      [&](const Check& one) { return one.id == verdict.id; });
      if (check == spec->checks.end()) continue;
      for (const ScenarioRef& place : check->scenarios) {
        const bool played = examined.transcripts.contains({place.exercise, place.scenario});
        if (played && place.scenario != "document") keys.emplace(place.exercise, place.scenario);
      }
    }
  }
  return keys;
}

}  // namespace

Graded grade(const Assignment& assignment, const Submission& submission, const GradeSettings& settings) {
  const Workplace workplace;
  Graded graded;
  const batch::Plan plan = make_plan(assignment, settings, workplace, graded.weaker);
  auto examined = batch::examine(plan, submission);
  graded.grade = judge_all(plan, settings, submission, examined);
  for (int attempt = 0; attempt < attempts_alone; ++attempt) {
    const auto open = left_open(assignment, graded.grade, examined);
    if (open.empty()) break;
    batch::examine_again_alone(plan, submission, open, examined);
    graded.grade = judge_all(plan, settings, submission, examined);
  }
  graded.transcripts = std::move(examined.transcripts);
  return graded;
}

int worker_main(int count, const char* const* arguments) {
  if (count == 4 && std::strcmp(arguments[2], "--probe") == 0) return trial::probe(arguments[3]);
  return trial::work(peers::all());
}

}  // namespace viva::cli
