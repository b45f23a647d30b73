// The only file that knows CLI11. What the library finds wrong is said again in our own words.
#include "harness/cli/options.hpp"

#include "harness/cli/help.hpp"
#include "harness/text/nearest.hpp"
#include "harness/text/quote.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace viva::cli {
namespace {

struct Mistake {
  Diagnostic diagnostic;
};

[[noreturn]] void complain(std::string what, std::string help) {
  Diagnostic diagnostic;
  diagnostic.what = std::move(what);
  diagnostic.help = std::move(help);
  throw Mistake{std::move(diagnostic)};
}

std::string did_you_mean(const std::string& word, const Strings& known,
                         const std::string& otherwise) {
  const auto near = text::nearest(word, known);
  return near ? "did you mean `" + *near + "`?" : otherwise;
}

template <class Enumeration, std::size_t size>
Enumeration chosen(const std::string& option, const std::string& word,
                   const std::array<std::pair<const char*, Enumeration>, size>& choices) {
  Strings names;
  std::string listed;
  for (const auto& [name, value] : choices) {
    if (word == name) return value;
    listed += (names.empty() ? "" : names.size() + 1 == size ? " or " : ", ") + std::string(name);
    names.emplace_back(name);
  }
  complain("`" + option + "` does not know " + text::quote(word),
           did_you_mean(word, names, "it is one of " + listed));
}

constexpr std::array<std::pair<const char*, Color>, 3> colors = {
    {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}}};
constexpr std::array<std::pair<const char*, Isolation>, 3> isolations = {
    {{"auto", Isolation::automatic},
     {"namespaces", Isolation::namespaces},
     {"none", Isolation::none}}};

/// What CLI11 writes into, before it becomes Options.
struct Raw {
  std::string assignment, isolation = "auto", seed, color = "auto";
  bool quiet = false, verbose = false, version = false;
  Check check;
  std::string folder = ".", json, keep;
  Verify verify;
  std::string cases;
  Explain explain;
  std::string explained_check;
  std::string new_folder, new_assignment;
};

struct Parser {
  CLI::App app;
  CLI::App* check = nullptr;
  CLI::App* verify = nullptr;
  CLI::App* explain = nullptr;
  CLI::App* fresh = nullptr;
  CLI::App* doctor = nullptr;
  CLI::Option* new_assignment = nullptr;
};

CLI::App* subcommand(Parser& parser, const char* name) {
  CLI::App* sub = parser.app.add_subcommand(name);
  sub->fallthrough();  // common options may stand after the command
  sub->allow_extras();
  return sub;
}

void describe(Parser& parser, Raw& raw) {
  CLI::App& app = parser.app;
  app.require_subcommand(0, 1);
  app.allow_extras();
  app.add_option("--assignment", raw.assignment);
  app.add_option("--isolation", raw.isolation);
  app.add_option("--seed", raw.seed);
  app.add_option("--color", raw.color);
  app.add_flag("-q,--quiet", raw.quiet);
  app.add_flag("-v,--verbose", raw.verbose);
  app.add_flag("--version", raw.version);

  parser.check = subcommand(parser, "check");
  parser.check->add_option("folder", raw.folder);
  parser.check->add_option("-e,--exercise", raw.check.exercises)
      ->allow_extra_args(false)
      ->delimiter(',');
  parser.check->add_option("--json", raw.json);
  parser.check->add_option("--keep", raw.keep);
  parser.check->add_flag("--all", raw.check.hidden);
  parser.check->add_flag("--fresh", raw.check.fresh);

  parser.verify = subcommand(parser, "verify");
  parser.verify->add_option("folder", raw.cases);
  parser.verify->add_option("-e,--exercise", raw.verify.exercises)
      ->allow_extra_args(false)
      ->delimiter(',');
  parser.verify->add_option("--only", raw.verify.names)->allow_extra_args(false)->delimiter(',');
  parser.verify->add_option("--repeat", raw.verify.repeat)->check(CLI::Range(1, 1000));
  parser.verify->add_flag("--fresh", raw.verify.fresh);

  parser.explain = subcommand(parser, "explain");
  parser.explain->add_option("what", raw.explain.what);
  parser.explain->add_option("check", raw.explained_check);
  parser.explain->add_flag("--kinds", raw.explain.kinds);
  parser.explain->add_flag("--peers", raw.explain.peers);

  parser.fresh = subcommand(parser, "new");
  parser.fresh->add_option("folder", raw.new_folder);
  parser.new_assignment =
      parser.fresh->add_option("--assignment", raw.new_assignment)->expected(0, 1);

  parser.doctor = subcommand(parser, "doctor");
}

Strings option_names(const CLI::App& app) {
  Strings names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

CLI::App* active(const Parser& parser) {
  const auto subs = parser.app.get_subcommands();
  return subs.empty() ? nullptr : subs.front();
}

void refuse_unknown(const Parser& parser) {
  const Strings extras = parser.app.remaining(true);
  if (extras.empty()) return;
  const std::string& word = extras.front();
  const CLI::App* command = active(parser);
  if (word.size() > 1 && word.front() == '-') {
    Strings known = option_names(parser.app);
    if (command != nullptr) {
      for (std::string& name : option_names(*command)) known.push_back(std::move(name));
    }
    const std::string help =
        command != nullptr ? "viva " + command->get_name() + " --help" : "viva --help";
    const std::string name = word.substr(0, word.find('='));
    complain("unknown option `" + name + "`",
             did_you_mean(name, known, help + " lists what there is"));
  }
  if (command != nullptr) {
    complain(
        "`viva " + command->get_name() + "` does not know what to do with " + text::quote(word),
        "viva " + command->get_name() + " --help says how it is used");
  }
  if (word == "version") complain("unknown command `version`", "viva --version says it");
  complain("unknown command `" + word + "`",
           did_you_mean(word, commands(), "to grade a folder: viva check " + word));
}

std::uint64_t seed_of(const std::string& word) {
  std::uint64_t seed = 0;
  const char* end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, seed);
  if (error != std::errc{} || rest != end) {
    complain("`--seed` wants a whole number, not " + text::quote(word), "for example --seed 7");
  }
  return seed;
}

New new_of(const Parser& parser, Raw& raw) {
  New fresh{raw.new_folder, false};
  if (parser.new_assignment->count() > 0) {
    // `new --assignment X` and `new X --assignment` make one; `new X --assignment Y` uses Y's
    // template.
    if (fresh.folder.empty()) {
      fresh.folder = std::exchange(raw.new_assignment, {});
      fresh.assignment = true;
    } else if (raw.new_assignment.empty()) {
      fresh.assignment = true;
    } else {
      raw.assignment = raw.new_assignment;
    }
  }
  if (fresh.folder.empty())
    complain("`viva new` wants a folder to make", "for example: viva new my_submission");
  return fresh;
}

// "tcp_server greeting" is as good as "tcp_server/greeting".
Explain explain_of(const Raw& raw) {
  Explain explain = raw.explain;
  if (explain.kinds && explain.peers) complain("`--kinds` and `--peers` exclude one another", "");
  if (!raw.explained_check.empty()) explain.what += "/" + raw.explained_check;
  return explain;
}

/// An option that stands without its value, or with a wrong one, in our own words.
std::string option_mistake(const CLI::ParseError& error) {
  std::string words = error.what();
  const auto* mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error);
  const std::size_t colon = words.find(": ");
  if (mismatch == nullptr || colon == std::string::npos) return words;
  return "`" + words.substr(0, colon) + "` needs a value";
}

std::string option_help(const std::string& what, const std::string& otherwise) {
  const auto about = [&](const char* name) { return what.find(name) != std::string::npos; };
  if (about("--exercise")) return "for example -e threads; viva explain lists the exercises";
  if (about("--json")) return "for example --json result.json; viva check --help says more";
  return otherwise;
}

std::variant<Options, Help, Diagnostic> meaning(const Parser& parser, Raw& raw) {
  if (raw.version) return Help{std::string("viva ") + version + "\n"};
  refuse_unknown(parser);
  const CLI::App* command = active(parser);
  if (command == nullptr) return Help{short_help()};
  Options options;
  if (command == parser.check) {
    raw.check.folder = raw.folder;
    if (!raw.json.empty()) raw.check.json = raw.json;
    if (!raw.keep.empty()) raw.check.keep = raw.keep;
    options.command = raw.check;
  } else if (command == parser.verify) {
    raw.verify.folder = raw.cases;
    options.command = raw.verify;
  } else if (command == parser.explain) {
    options.command = explain_of(raw);
  } else if (command == parser.fresh) {
    options.command = new_of(parser, raw);
  } else {
    options.command = Doctor{};
  }
  if (!raw.assignment.empty()) options.assignment = raw.assignment;
  options.isolation = chosen("--isolation", raw.isolation, isolations);
  options.color = chosen("--color", raw.color, colors);
  if (!raw.seed.empty()) options.seed = seed_of(raw.seed);
  if (raw.quiet && raw.verbose) complain("`--quiet` and `--verbose` exclude one another", "");
  if (raw.quiet) options.verbosity = Verbosity::quiet;
  if (raw.verbose) options.verbosity = Verbosity::verbose;
  return options;
}

}  // namespace

std::variant<Options, Help, Diagnostic> parse(const Strings& words) {
  if (!words.empty() && words.front() == "worker") {  // many a trial starts here: no parser's cost
    Options options;
    options.command = Worker{};
    return options;
  }
  if (!words.empty() && words.front() == "help") {
    return Help{help_for(words.size() > 1 ? words[1] : "")};
  }
  Parser parser;
  Raw raw;
  try {
    describe(parser, raw);
    // CLI11 takes words from the back.
    parser.app.parse(Strings(words.rbegin(), words.rend()));
    return meaning(parser, raw);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* command = active(parser);
    return Help{help_for(command != nullptr ? command->get_name() : "")};
  } catch (const CLI::ParseError& error) {
    const CLI::App* command = active(parser);
    Diagnostic diagnostic;
    diagnostic.what = option_mistake(error);
    diagnostic.help = option_help(
        diagnostic.what, command != nullptr
                             ? "viva " + command->get_name() + " --help says how it is used"
                             : "viva --help says how it is used");
    return diagnostic;
  } catch (const Mistake& mistake) {
    return mistake.diagnostic;
  }
}

}  // namespace viva::cli
