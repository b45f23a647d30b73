#include "harness/cli/help.hpp"

namespace viva::cli {
namespace {

constexpr std::string_view overview =
    R"(viva grades programs about threads, processes and sockets by talking to them.

  viva check my_submission            what works, what does not, and why
  viva explain tcp_server/greeting    what one check asks for, with a hint

Commands
  check [DIR|ARCHIVE]          grade a submission (default: this folder)
  explain [EXERCISE[/CHECK]]   an exercise, its checks, their points and hints
  new DIR                      a fresh submission folder from the template
  verify [DIR]                 known submissions, right and wrong, get the verdicts written down
  doctor                       what this machine offers, how to get what is missing

`viva COMMAND --help` says more about one of them; `viva --version` which viva this is.
)";

constexpr std::string_view check =
    R"(viva check [DIR|ARCHIVE]: grade one submission with the visible checks.

  viva check                          the folder that you are in
  viva check my_submission -e threads -e udp_server
  viva check handed_in.zip            what is handed in, as it is

  DIR                    the folder with your sources (default: this folder); it is only read
  ARCHIVE                the same as a zip, a 7z or a tar (plain, gzip, bzip2, xz or zstd); nothing
                         is unpacked on your disk
  -e, --exercise ID      only this exercise; may be given several times
  --json FILE            write the result as JSON; - for standard output, instead of the text
  --keep DIR             leave the evidence there: result.json and the transcripts
  --all                  hidden checks too, where the assignment holds them
  --fresh                forget what was built and played before
)";

constexpr std::string_view verify =
    R"(viva verify [DIR]: grade known submissions and compare with what is written down beside them.

  viva verify                         the assignment's own: tests/submissions, and the reference
                                      solutions, which must pass (reference/solutions, solution)
  viva verify -e threads --only joins_first
  viva verify -v                      also how many fail each check, and how many that alone
  viva verify -e threads --repeat 10  which verdicts are not the same each time?

  DIR                    holds EXERCISE/NAME/ with sources and expected.toml
  -e, --exercise ID      only this exercise; may be given several times
  --only NAME            only those whose name holds this; may be given several times
  --repeat N             grade all so often, and name the verdicts that varied
  --fresh                forget what was built and played before
)";

constexpr std::string_view verify_codes =
    "Exit code 0: every verdict is as written down; 1: not every one; 2: wrong usage or a wrong "
    "file;\n"
    "3: viva itself could not grade something.\n";

constexpr std::string_view explain = R"(viva explain [EXERCISE[/CHECK]]: what is asked for.

  viva explain                        all exercises with their points
  viva explain chat_server            its statement, its checks, points and hints
  viva explain chat_server/broadcast  one check

  --kinds [NAME]         what a check of a spec may be: sentence, parameters, symptoms
  --peers [NAME]         what a scenario of a spec may be played by
)";

constexpr std::string_view fresh = R"(viva new DIR: a fresh folder to work in.

  viva new my_submission              the template of the assignment, and how to hand it in
  viva new --assignment my_course     a small assignment of your own: one exercise that works

  DIR                    is made; a folder that holds something is left alone
  --assignment           make an assignment instead of a submission
  --assignment COURSE    (beside DIR) take the template of that assignment
)";

constexpr std::string_view doctor =
    R"(viva doctor: what this machine offers to viva, line by line, and how to get what is missing.

Exit code 0: all there; 1: viva works, but something is weaker; 3: viva cannot grade here.

)";

constexpr std::string_view common =
    R"(  --assignment DIR       the folder with grading.toml (default: the nearest one upward, else the
                         one that came with viva)
)";

constexpr std::string_view grading =
    R"(  --isolation LEVEL      auto, namespaces or none: walls around the student's program
  --seed N               ports, messages and schedules follow from it; the default is the
                         assignment's own
  -q, --quiet            only the result
  -v, --verbose          also the steps of checks that passed
)";

constexpr std::string_view color = R"(  --color WHEN           auto, always or never
  -h, --help             these words

)";

constexpr std::string_view exit_codes =
    "Exit code 0: every check passed; 1: not every one; 2: wrong usage or a wrong assignment "
    "file;\n"
    "3: viva itself could not grade something.\n";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

}  // namespace

std::string short_help() {
  return std::string(overview);
}

std::string help_for(std::string_view command) {
  if (command == "check") return joined({check, common, grading, color, exit_codes});
  if (command == "verify") return joined({verify, common, grading, color, verify_codes});
  if (command == "explain") return joined({explain, common, color});
  if (command == "new") return joined({fresh, color});
  if (command == "doctor") return joined({doctor, color});
  return short_help();
}

const Strings& commands() {
  static const Strings all = {"check", "explain", "new", "verify", "doctor"};
  return all;
}

}  // namespace viva::cli
