// A job as four lines of JSON: the program, the scenario, the build, and everything else.
#include "harness/trial/job.hpp"

#include "harness/model/json.hpp"
#include "harness/model/trouble.hpp"

#include <array>

namespace viva::trial {

std::string to_text(const Job& job) {
  const Params rest{{"exercise", job.exercise},       {"seed", static_cast<std::int64_t>(job.seed)},
                    {"isolation", job.isolation},     {"init", job.init.string()},
                    {"unavailable", job.unavailable}, {"groups", job.groups}};
  return to_json(job.program) + '\n' + to_json(job.scenario) + '\n' + to_json(job.build) + '\n' +
         to_json(rest) + '\n';
}

Job job_from_text(std::string_view text) {
  std::array<std::string_view, 4> lines;
  for (std::string_view& line : lines) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) throw Trouble("a trial's job has too few lines");
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  const Params rest = params_from_json(lines[3]);
  Job job;
  job.program = program_from_json(lines[0]);
  job.scenario = scenario_from_json(lines[1]);
  job.build = build_from_json(lines[2]);
  job.exercise = rest.text("exercise");
  job.seed = static_cast<std::uint64_t>(rest.integer("seed"));
  job.isolation = rest.text("isolation");
  job.init = rest.text("init");
  job.unavailable = rest.text("unavailable");
  job.groups = rest.value_or<Strings>("groups", {});
  return job;
}

}  // namespace viva::trial
