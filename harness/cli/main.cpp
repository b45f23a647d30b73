// The program `viva`: from the command line to a command and its exit code.
#include "harness/cli/called.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/grade.hpp"
#include "harness/cli/keeper.hpp"
#include "harness/cli/screen.hpp"
#include "harness/report/diagnostics.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <variant>

namespace {

using namespace viva;
using namespace viva::cli;

template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;  // clang 16 does not deduce it by itself

report::Style style_for(int descriptor, Color color, const std::string& called) {
  auto style = style_of(look_at(descriptor), color);
  style.viva = called;
  return style;
}

ExitCode run(const Options& options, const std::string& called) {
  const Screen err = look_at(2);
  const Screens screens{style_for(1, options.color, called), style_for(2, options.color, called),
                        err.terminal && err.term != "dumb"};
  const Overload command{
      [&](const cli::Check& wanted) { return check(wanted, options, screens); },
      [&](const Verify& wanted) { return verify(wanted, options, screens); },
      [&](const Explain& wanted) { return explain(wanted, options, screens); },
      [&](const New& wanted) { return make_new(wanted, options, screens); },
      [&](const Doctor&) { return doctor(options, screens); },
      [](const Worker&) { return ExitCode::usage; },  // taken before the words are read
  };
  return std::visit(command, options.command);
}

// A result that nobody got is none: a full disk behind `>` must not look like success.
ExitCode told(ExitCode code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  const int error = errno;
  std::fprintf(stderr, "viva: the result could not be written to standard output: %s\n",
               std::strerror(error));
  return ExitCode::trouble;
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 1 && std::strcmp(arguments[1], "worker") == 0) return worker_main(count, arguments);
  if (count > 1 && std::strcmp(arguments[1], "keeper") == 0) return keeper_main();
  const std::string called = called_as(own_call(arguments[0]));
  const auto plain = style_for(2, Color::automatic, called);
  try {
    const auto parsed = parse(Strings(arguments + 1, arguments + count));
    if (const auto* help = std::get_if<Help>(&parsed)) {
      std::fputs(report::as_called(plain, help->text).c_str(), stdout);
      return static_cast<int>(told(ExitCode::well));
    }
    if (const auto* mistake = std::get_if<Diagnostic>(&parsed)) {
      std::fputs(report::diagnostics_text({*mistake}, plain).c_str(), stderr);
      return static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(told(run(std::get<Options>(parsed), called)));
  } catch (const std::exception& error) {
    std::fflush(stdout);  // what was printed before comes before
    std::fprintf(stderr, "viva: %s\n", report::as_called(plain, error.what()).c_str());
    return static_cast<int>(ExitCode::trouble);
  }
}
