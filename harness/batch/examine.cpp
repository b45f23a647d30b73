// Tasks: a build, then the trials that need it. Both are remembered by what they were made from.
#include "harness/batch/examine.hpp"

#include "harness/build/files.hpp"
#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"
#include "harness/text/digest.hpp"
#include "harness/trial/play.hpp"

#include <algorithm>
#include <list>
#include <mutex>

namespace viva::batch {
namespace {

// What a compiler and the preflight of a sanitizer add to what hangs on a build.
constexpr Duration sanitizer_takes = std::chrono::seconds{2};
constexpr int trial_attempts = 2;  // a trial that the harness itself failed is tried again

const Exercise& exercise_named(const Assignment& assignment, const std::string& id) {
  const auto found = std::find_if(assignment.exercises.begin(), assignment.exercises.end(),
                                  [&](const Exercise& exercise) { return exercise.id == id; });
  if (found == assignment.exercises.end()) throw Trouble("no exercise " + id);
  return *found;
}

Transcript document_transcript(const Exercise& exercise, const Document& document,
                               const SourceFile* file, std::uint64_t seed) {
  Transcript transcript{exercise.id, "document", {}};
  transcript.events.push_back({Duration{0},
                               "harness",
                               What::trial,
                               {},
                               {{"schema", std::string(transcript_schema)},
                                {"exercise", exercise.id},
                                {"scenario", "document"},
                                {"seed", static_cast<std::int64_t>(seed)}}});
  if (file != nullptr) {
    transcript.events.push_back(
        {Duration{0}, "harness", What::document, file->bytes, {{"name", document.file}}});
  }
  transcript.events.push_back({Duration{0}, "harness", What::done, {}, {}});
  return transcript;
}

const SourceFile* file_named(const std::vector<SourceFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const SourceFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

class Examination {
 public:
  Examination(const Plan& plan, const Submission& submission)
      : plan_{plan}, submission_{submission}, memory_{plan.workshop.cache, "trials"} {}

  /// Hands its tasks to the pool; when the pool has nothing left, `evidence` is whole.
  void start(Pool& pool) {
    for (const auto& [exercise, scenario] : plan_.scenarios)
      by_exercise_[exercise].push_back(scenario);
    for (const auto& [id, scenarios] : by_exercise_) {
      const Exercise& exercise = exercise_named(*plan_.assignment, id);
      if (const auto* document = std::get_if<Document>(&exercise.subject)) {
        take_document(exercise, *document);
      } else {
        plan_builds(pool, exercise, std::get<Program>(exercise.subject), scenarios);
      }
    }
  }

  Examined evidence() { return std::move(examined_); }

  Transcript alone(const ScenarioKey& key) {
    const Exercise& exercise = exercise_named(*plan_.assignment, key.first);
    const Program& program = std::get<Program>(exercise.subject);
    const Scenario& scenario = scenario_named(exercise, key.second);
    const auto sources =
        build::select(submission_, plan_.pristine, *plan_.assignment, program.name);
    const Build build =
        build::make(sources, *plan_.assignment, program.name, scenario.variant, plan_.workshop);
    return play(exercise, scenario, build, sources, true);
  }

 private:
  static const Scenario& scenario_named(const Exercise& exercise, const std::string& id) {
    const auto found = std::find_if(exercise.scenarios.begin(), exercise.scenarios.end(),
                                    [&](const Scenario& scenario) { return scenario.id == id; });
    if (found == exercise.scenarios.end())
      throw Trouble("no scenario " + id + " in " + exercise.id);
    return *found;
  }

  void tell(Progress::Step step, const std::string& exercise, const std::string& scenario,
            bool remembered = false) {
    if (!plan_.tell) return;
    const std::lock_guard lock{mutex_};
    plan_.tell({step, exercise, scenario, remembered});
  }

  void take_document(const Exercise& exercise, const Document& document) {
    const SourceFile* file = file_named(submission_.files, document.file);
    const SourceFile* original = file_named(plan_.pristine, document.file);
    Build build;
    build.status = BuildStatus::ok;
    if (file == nullptr || (original != nullptr && original->bytes == file->bytes)) {
      build.status = BuildStatus::missing;
      build.why = document.file + " is still the template's";
      if (file == nullptr) {
        const auto near =
            build::near_miss(submission_, {document.file}, build::known_files(*plan_.assignment));
        build.why = build::absence({document.file}, near);
        build.instead = near.says;
        build.elsewhere = near.elsewhere;
      }
    }
    examined_.builds[exercise.id] = build;
    examined_.transcripts[{exercise.id, "document"}] =
        document_transcript(exercise, document, file, plan_.assignment->seed);
  }

  void plan_builds(Pool& pool, const Exercise& exercise, const Program& program,
                   const Strings& scenario_ids) {
    auto sources = build::select(submission_, plan_.pristine, *plan_.assignment, program.name);
    if (sources.language == nullptr) {
      Build missing;
      missing.why = sources.why;
      missing.instead = sources.near.says;
      missing.elsewhere = sources.near.elsewhere;
      examined_.builds[exercise.id] = missing;
      return;
    }
    for (const BuildVariant variant : {BuildVariant::plain, BuildVariant::thread_sanitizer}) {
      std::vector<const Scenario*> scenarios;
      Duration longest{0};
      for (const std::string& id : scenario_ids) {
        const Scenario& scenario = scenario_named(exercise, id);
        if (scenario.variant != variant) continue;
        scenarios.push_back(&scenario);
        longest = std::max(longest, scenario.lasts);
        tell(Progress::Step::planned, exercise.id, id);
      }
      if (scenarios.empty() && variant != BuildVariant::plain) continue;
      if (variant != BuildVariant::plain) longest += sanitizer_takes;
      pool.add(Slot::compiles, longest,
               [this, &pool, &exercise, &program, variant, scenarios, sources] {
                 build_and_go_on(pool, exercise, program, variant, scenarios, sources);
               });
    }
  }

  void build_and_go_on(Pool& pool, const Exercise& exercise, const Program& program,
                       BuildVariant variant, const std::vector<const Scenario*>& scenarios,
                       const build::Sources& sources) {
    tell(Progress::Step::building, exercise.id, "");
    const Build build =
        build::make(sources, *plan_.assignment, program.name, variant, plan_.workshop);
    tell(Progress::Step::done, exercise.id, "", build.cached);
    if (variant == BuildVariant::plain) {
      const std::lock_guard lock{mutex_};
      examined_.builds[exercise.id] = build;
    }
    if (build.status != BuildStatus::ok && variant == BuildVariant::plain) {
      for (const Scenario* scenario : scenarios)
        tell(Progress::Step::done, exercise.id, scenario->id);
      return;  // there is nothing to play
    }
    for (const Scenario* scenario : scenarios) {
      const Slot slot = scenario->load == Load::computes ? Slot::computes : Slot::waits;
      pool.add(slot, scenario->lasts, [this, &exercise, scenario, build, sources] {
        Transcript transcript = play(exercise, *scenario, build, sources, false);
        const std::lock_guard lock{mutex_};
        examined_.transcripts[{exercise.id, scenario->id}] = std::move(transcript);
      });
    }
  }

  trial::Job job_of(const Exercise& exercise, const Scenario& scenario, const Build& build,
                    const build::Sources& sources) const {
    trial::Job job;
    job.exercise = exercise.id;
    job.program = std::get<Program>(exercise.subject);
    job.scenario = scenario;
    job.build = build;
    job.seed = plan_.assignment->seed;
    job.isolation = box::name_of(plan_.workshop.isolation);
    job.init = plan_.workshop.init;
    if (scenario.variant == BuildVariant::thread_sanitizer) {
      job.unavailable =
          build::sanitizer_trouble(*sources.language, *plan_.assignment, plan_.workshop);
      if (job.unavailable.empty() && build.status != BuildStatus::ok) {
        job.unavailable = "the program cannot be built with the sanitizer: " +
                          build.diagnostics.substr(0, build.diagnostics.find('\n'));
      }
    }
    return job;
  }

  // A job without what differs from run to run and place to place.
  [[nodiscard]] std::string key_of(trial::Job job) const {
    job.build.folder.clear();
    job.build.seconds = 0;
    job.build.cached = false;
    job.init.clear();
    return text::Digest{}
        .add("viva/trial@1")
        .add(plan_.workshop.identity)
        .add(trial::to_text(job))
        .hex();
  }

  Transcript play(const Exercise& exercise, const Scenario& scenario, const Build& build,
                  const build::Sources& sources, bool fresh) {
    const trial::Job job = job_of(exercise, scenario, build, sources);
    const std::string key = key_of(job);
    std::string text;
    if (!fresh && !plan_.workshop.fresh && memory_.recall_text(key, text)) {
      Transcript known = read_transcript(text);
      tell(Progress::Step::done, exercise.id, scenario.id, true);
      return known;
    }
    tell(Progress::Step::examining, exercise.id, scenario.id);
    Transcript transcript;
    for (int attempt = 0; attempt < trial_attempts && !transcript.complete(); ++attempt) {
      transcript = trial::play(job, plan_.viva, plan_.workshop.groups);
    }
    if (transcript.complete()) memory_.keep_text(key, to_jsonl(transcript));
    tell(Progress::Step::done, exercise.id, scenario.id);
    return transcript;
  }

  const Plan& plan_;
  const Submission& submission_;
  build::Memory memory_;
  std::map<std::string, Strings> by_exercise_;
  std::mutex mutex_;
  Examined examined_;
};

}  // namespace

std::set<ScenarioKey> needed(const Assignment& assignment, const std::set<std::string>& exercises,
                             bool hidden) {
  std::set<ScenarioKey> keys;
  for (const Exercise& exercise : assignment.exercises) {
    if (!exercises.contains(exercise.id)) continue;
    for (const Check& check : exercise.checks) {
      if (check.visibility == Visibility::hidden && !hidden) continue;
      for (const ScenarioRef& reference : check.scenarios)
        keys.emplace(reference.exercise, reference.scenario);
    }
  }
  return keys;
}

std::vector<Examined> examine_all(const std::vector<Work>& works, Slots slots) {
  std::list<Examination> examinations;
  {
    Pool pool{slots};
    for (const Work& work : works)
      examinations.emplace_back(*work.plan, *work.submission).start(pool);
    pool.run();
  }
  std::vector<Examined> all;
  for (Examination& examination : examinations) all.push_back(examination.evidence());
  return all;
}

Examined examine(const Plan& plan, const Submission& submission) {
  return std::move(examine_all({{&plan, &submission}}, plan.slots).front());
}

void examine_again_alone(const Plan& plan, const Submission& submission,
                         const std::set<ScenarioKey>& scenarios, Examined& examined) {
  Examination again{plan, submission};
  for (const ScenarioKey& key : scenarios) examined.transcripts[key] = again.alone(key);
}

}  // namespace viva::batch
