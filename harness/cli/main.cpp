// The program `viva`: from the command line to a command and its exit code.
#include <cstdio>
#include <cstring>
#include <exception>

#include "harness/cli/commands.hpp"
#include "harness/cli/grade.hpp"
#include "harness/cli/screen.hpp"
#include "harness/report/diagnostics.hpp"

namespace {

using namespace viva;
using namespace viva::cli;

ExitCode run(const Options& options) {
  const Screen out = look_at(1);
  const Screen err = look_at(2);
  const Screens screens{style_of(out, options.color), style_of(err, options.color), err.terminal && err.term != "dumb"};
  if (const auto* command = std::get_if<viva::cli::Check>(&options.command)) return check(*command, options, screens);
  if (const auto* command = std::get_if<Verify>(&options.command)) return verify(*command, options, screens);
  if (const auto* command = std::get_if<Explain>(&options.command)) return explain(*command, options, screens);
  if (const auto* command = std::get_if<New>(&options.command)) return make_new(*command, options, screens);
  return doctor(options, screens);
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 1 && std::strcmp(arguments[1], "worker") == 0) return worker_main(count, arguments);
  try {
    const auto parsed = parse(Strings(arguments + 1, arguments + count));
    if (const auto* help = std::get_if<Help>(&parsed)) {
      std::fputs(help->text.c_str(), stdout);
      return static_cast<int>(ExitCode::well);
    }
    if (const auto* mistake = std::get_if<Diagnostic>(&parsed)) {
      const auto style = style_of(look_at(2), Color::automatic);
      std::fputs(report::diagnostics_text({*mistake}, style).c_str(), stderr);
      return static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(run(std::get<Options>(parsed)));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "viva: %s\n", error.what());
    return static_cast<int>(ExitCode::trouble);
  }
}
