// The flow: submission -> builds -> transcripts -> verdicts -> grade.
#include "harness/cli/grade.hpp"

#include "harness/box/spawn.hpp"
#include "harness/cli/handed_in.hpp"
#include "harness/cli/workplace.hpp"
#include "harness/intake/intake.hpp"
#include "harness/model/trouble.hpp"
#include "harness/trial/play.hpp"
#include "harness/trial/worker.hpp"
#include "reference/peers/peers.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

namespace viva::cli {
namespace {

constexpr int attempts_alone = 2;  // for what a late machine left unclear

std::set<std::string> all_exercises(const Assignment& assignment) {
  std::set<std::string> ids;
  for (const Exercise& exercise : assignment.exercises) ids.insert(exercise.id);
  return ids;
}

build::Template template_files(const Assignment& assignment) {
  auto taken = intake::take(assignment.template_folder, intake_limits(assignment));
  if (const auto* refusal = std::get_if<Diagnostic>(&taken)) {
    throw Trouble("the template cannot be read: " + refusal->what);
  }
  return std::get<Submission>(std::move(taken)).files;
}

// What all submissions of one run share; the scenarios are each submission's own.
batch::Plan make_plan(const Assignment& assignment, const GradeSettings& settings,
                      const Workplace& workplace, std::string& weaker) {
  batch::Plan plan;
  plan.assignment = &assignment;
  plan.pristine = template_files(assignment);
  plan.viva = own_executable();
  plan.workshop.work = workplace.folder();
  plan.workshop.cache = memory_folder();
  plan.workshop.init = workplace.init();
  plan.workshop.identity = identity(assignment, workplace.init());
  plan.workshop.fresh = settings.fresh;
  plan.workshop.groups = &workplace.groups();
  plan.workshop.mold = build::mold_is_here();
  plan.slots.compiling = std::max(1U, std::thread::hardware_concurrency());
  plan.slots.computing = plan.slots.compiling;
  plan.tell = settings.tell;
  plan.workshop.isolation = usable_isolation(settings.isolation, workplace, weaker);
  return plan;
}

/// The program that turns sources of this language into something that runs.
const std::string& tool_of(const Language& language) {
  return !language.compile.empty() ? language.compile.front()
         : !language.check.empty() ? language.check.front()
                                   : language.run.front();
}

// Said once and before anything is played: else each build would stumble over it.
void require_tools(const Assignment& assignment, const build::Template& pristine,
                   const std::vector<Request>& requests) {
  for (const Request& request : requests) {
    for (const Exercise& exercise : assignment.exercises) {
      const auto* program = std::get_if<Program>(&exercise.subject);
      const bool wanted = request.exercises.empty() || request.exercises.contains(exercise.id);
      if (program == nullptr || !wanted) continue;
      const auto sources = build::select(request.submission, pristine, assignment, program->name);
      if (sources.language == nullptr) continue;
      const std::string& tool = tool_of(*sources.language);
      if (tool.find_first_of("{/") != std::string::npos) continue;  // a script, or a path
      if (!box::find_program(tool).empty()) continue;
      throw Trouble("there is no `" + tool + "`, with which " + sources.language->name +
                    " is built by line " + std::to_string(sources.language->line) + " of " +
                    (assignment.folder / "grading.toml").string() +
                    ": install it where it is looked for (/usr/local/bin, /usr/bin or /bin), or "
                    "name another one in that line; `viva doctor` says more");
    }
  }
}

// What this machine did not give, for each result to say.
Strings weaker_walls(const build::Workshop& workshop) {
  Strings weaker;
  if (workshop.isolation == box::Isolation::none)
    weaker.emplace_back("no namespaces: no walls around compilers and programs");
  if (workshop.isolation == box::Isolation::masked) {
    weaker.emplace_back(
        "/proc is masked, as in a container: programs saw their first process's entry alone there, "
        "and had no ports below 1024");
  }
  if (workshop.groups->version() == 0)
    weaker.push_back("memory was watched, not bounded: " + workshop.groups->why_not());
  return weaker;
}

Grade judge_all(const batch::Plan& plan, const GradeSettings& settings, const Request& request,
                const batch::Examined& examined) {
  const Assignment& assignment = *plan.assignment;
  const auto audience = settings.hidden ? judge::Audience::everything : judge::Audience::student;
  Grade grade;
  grade.assignment_id = assignment.id;
  grade.assignment_title = assignment.title;
  grade.assignment_digest = assignment.digest;
  grade.submission_id = request.submission.id;
  grade.submission_name = request.submission.name;
  grade.submission_digest = request.submission.digest;
  grade.seed = assignment.seed;
  grade.isolation = box::name_of(plan.workshop.isolation);
  grade.weaker = weaker_walls(plan.workshop);
  for (const Exercise& exercise : assignment.exercises) {
    if (!request.exercises.empty() && !request.exercises.contains(exercise.id)) continue;
    const auto build = examined.builds.find(exercise.id);
    const Build none;
    grade.exercises.push_back(
        judge::judge_exercise(exercise, build == examined.builds.end() ? none : build->second,
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
                                      [&](const viva::Check& one) { return one.id == verdict.id; });
      if (check == spec->checks.end()) continue;
      for (const ScenarioRef& place : check->scenarios) {
        const bool played = examined.transcripts.contains({place.exercise, place.scenario});
        if (played && place.scenario != "document") keys.emplace(place.exercise, place.scenario);
      }
    }
  }
  return keys;
}

// Judges, and plays again alone what was left open, until nothing is or the attempts are used up.
Graded settle(const batch::Plan& plan, const GradeSettings& settings, const Request& request,
              batch::Examined examined) {
  Graded graded;
  graded.grade = judge_all(plan, settings, request, examined);
  for (int attempt = 0; attempt < attempts_alone; ++attempt) {
    const auto open = left_open(*plan.assignment, graded.grade, examined);
    if (open.empty()) break;
    batch::examine_again_alone(plan, request.submission, open, examined);
    graded.grade = judge_all(plan, settings, request, examined);
  }
  graded.transcripts = std::move(examined.transcripts);
  return graded;
}

}  // namespace

std::vector<Graded> grade_all(const Assignment& assignment, const std::vector<Request>& requests,
                              const GradeSettings& settings) {
  const Workplace workplace;
  std::string weaker;
  const batch::Plan common = make_plan(assignment, settings, workplace, weaker);
  require_tools(assignment, common.pristine, requests);
  std::vector<batch::Plan> plans;
  std::vector<batch::Work> works;
  plans.reserve(requests.size());
  for (const Request& request : requests) {
    plans.push_back(common);
    const auto exercises =
        request.exercises.empty() ? all_exercises(assignment) : request.exercises;
    plans.back().scenarios = batch::needed(assignment, exercises, settings.hidden);
    works.push_back({&plans.back(), &request.submission});
  }
  auto examined = batch::examine_all(works, common.slots);
  std::vector<Graded> all;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    all.push_back(settle(plans[i], settings, requests[i], std::move(examined[i])));
    all.back().weaker = weaker;
  }
  return all;
}

Graded grade(const Assignment& assignment, const Request& request, const GradeSettings& settings) {
  return std::move(grade_all(assignment, {request}, settings).front());
}

int worker_main(int count, const char* const* arguments) {
  if (count == 3 && std::strcmp(arguments[2], "--unpack") == 0) unpack_and_exit();
  if (count == 5 && std::strcmp(arguments[2], "--probe") == 0)
    return trial::probe(box::isolation_named(arguments[3]), arguments[4]);
  return trial::work(peers::all());
}

}  // namespace viva::cli
