// What a launch in the box costs, beside the bare process and bubblewrap as it comes: each runs
// /bin/true to its end. Compare the lines of one run with each other.
#include "harness/box/filter.hpp"
#include "harness/box/run.hpp"
#include "harness/box/spawn.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <sys/wait.h>

namespace {

using namespace viva::box;
namespace fs = std::filesystem;

void run_to_end(const SpawnPlan& plan) {
  const pid_t child = spawn(plan);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) std::abort();
}

void bare_process(benchmark::State& state) {
  SpawnPlan plan;
  plan.file = "/bin/true";
  plan.arguments = {"true"};
  for (auto _ : state) run_to_end(plan);
}
BENCHMARK(bare_process)->Unit(benchmark::kMillisecond)->UseRealTime();

void bare_bubblewrap(benchmark::State& state) {
  SpawnPlan plan;
  plan.file = find_program("bwrap");
  plan.arguments = {"bwrap",  "--ro-bind", "/",     "/",    "--unshare-all",
                    "--proc", "/proc",     "--dev", "/dev", "true"};
  plan.environment = {"PATH=/usr/bin:/bin"};
  plan.drop_root = true;
  for (auto _ : state) run_to_end(plan);
}
BENCHMARK(bare_bubblewrap)->Unit(benchmark::kMillisecond)->UseRealTime();

class InABox : public benchmark::Fixture {
 public:
  void SetUp(benchmark::State&) override {
    std::string name = (fs::temp_directory_path() / "viva-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    fs::copy_file(fs::path(VIVA_BUILD_DIR) / "viva-init", folder_ / "init");
    plan_.arguments = {"true"};
    plan_.environment = {"PATH=/usr/bin:/bin"};
    plan_.init = folder_ / "init";
  }
  void TearDown(benchmark::State&) override { fs::remove_all(folder_); }

 protected:
  fs::path folder_;
  BoxPlan plan_;
};

BENCHMARK_DEFINE_F(InABox, box)(benchmark::State& state) {
  for (auto _ : state) {
    if (!run(plan_).succeeded()) std::abort();
  }
}
BENCHMARK_REGISTER_F(InABox, box)->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_DEFINE_F(InABox, box_in_a_control_group)(benchmark::State& state) {
  const Cgroups groups{[](const fs::path&) {}};
  if (groups.version() == 0) state.SkipWithError(groups.why_not().c_str());
  for (auto _ : state) {
    const Cgroup group = groups.make(plan_.limits);
    if (!run(plan_, group).succeeded()) std::abort();
  }
}
BENCHMARK_REGISTER_F(InABox, box_in_a_control_group)->Unit(benchmark::kMillisecond)->UseRealTime();

void filter_alone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(filter_bytes({}));
}
BENCHMARK(filter_alone)->Unit(benchmark::kMillisecond);

}  // namespace
