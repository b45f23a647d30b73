// The rooms of the house, and who may use whom: the table of the design, held against the #include
// lines of every file. When this fails, the message says which line, which rule, and where such
// code belongs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

struct Room {
  Names uses;           // other rooms
  std::string purpose;  // what belongs there
};

// "cli" joins all of them and is included by nobody.
const std::map<std::string, Room> rooms = {
    {"model", {{}, "plain values and their JSON form"}},
    {"text", {{}, "quoting, sanitising, durations, nearest words; no files, no terminals"}},
    {"spec", {{"model", "text"}, "from TOML to an Assignment"}},
    {"intake", {{"model", "text"}, "from a folder or an archive to a Submission"}},
    {"box", {{"model", "text"}, "one command, confined; knows nothing of assignments"}},
    {"build", {{"model", "text", "box"}, "from sources to a program"}},
    {"trial", {{"model", "text", "box"}, "playing a scenario and recording it"}},
    {"judge", {{"model", "text"}, "from transcripts to verdicts, without clock, socket or file"}},
    {"report", {{"model", "text"}, "from a Grade to one format; decides nothing"}},
    {"batch", {{"model", "text", "build", "trial"}, "who next, how many at once"}},
    {"peers", {{"model", "text", "trial"}, "one conversation per file"}},
    {"cli",
     {{"model", "text", "spec", "intake", "box", "build", "trial", "judge", "report", "batch",
       "peers"},
      "arguments, terminal, exit codes; joins the rooms"}},
};

// Headers that cost seconds, or that bring the world into a pure room: where each may stand. A name
// that ends in '/' or begins one stands for all below it.
struct Heavy {
  std::string begin;
  std::set<std::string> files;  // paths, or folders ending in '/'
  std::string place;
};

const std::vector<Heavy> heavy = {
    {"boost/",
     {"harness/trial/", "harness/batch/", "reference/peers/"},
     "the trial's tap and stage, or a peer"},
    {"toml++/", {"harness/spec/toml.cpp"}, "harness/spec/toml.cpp, which turns a text into a tree"},
    {"toml.", {"harness/spec/toml.cpp"}, "harness/spec/toml.cpp, which turns a text into a tree"},
    {"CLI/",
     {"harness/cli/options.cpp"},
     "harness/cli/options.cpp, which turns words into Options"},
    {"nlohmann/", {"harness/model/json.cpp", "harness/report/"}, "harness/model/json.cpp"},
    {"archive", {"harness/intake/"}, "intake, where hostile archives end"},
    {"seccomp.h", {"harness/box/"}, "the box"},
    {"sys/socket.h",
     {"harness/box/", "harness/trial/", "reference/peers/"},
     "the trial or the box"},
};

// What a pure function has no use for.
const Names worldly = {"fstream",  "iostream", "cstdio", "thread",     "mutex",   "random",
                       "unistd.h", "fcntl.h",  "ctime",  "filesystem", "dirent.h"};
const std::map<std::string, Names> pure_rooms = {
    {"judge", worldly}, {"text", worldly}, {"report", worldly}};

struct Include {
  std::string file;  // from the root
  std::size_t line = 0;
  std::string header;
  bool quoted = false;
};

std::string room_of(const std::string& path) {
  if (path.starts_with("reference/peers/")) return "peers";
  if (!path.starts_with("harness/")) return {};
  const std::string rest = path.substr(8);
  return rest.find('/') == std::string::npos ? std::string{} : rest.substr(0, rest.find('/'));
}

std::vector<Include> includes_of(const std::string& file, const std::string& text) {
  std::vector<Include> includes;
  std::istringstream lines{text};
  std::string line;
  bool raw = false;  // inside a raw string: a program's text, not ours
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    const bool inside = raw;
    const auto begin = line.find("R\"(");
    if (raw || begin != std::string::npos)
      raw = line.find(")\"", raw ? 0 : begin) == std::string::npos;
    if (inside) continue;
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const auto word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
    const auto open = line.find_first_of("<\"", word + 7);
    if (open == std::string::npos) continue;
    const auto close = line.find_first_of(">\"", open + 1);
    includes.push_back({file, number, line.substr(open + 1, close - open - 1), line[open] == '"'});
  }
  return includes;
}

bool stands_in(const std::string& file, const std::set<std::string>& places) {
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return place.ends_with('/') ? file.starts_with(place) : file == place;
  });
}

/// Why this line may not stand there; empty when it may.
std::string objection(const Include& include) {
  const std::string where = include.file + ":" + std::to_string(include.line) + ": ";
  const std::string own = room_of(include.file);
  if (own.empty() || !rooms.contains(own))
    return where + "no such room: add it to the table with what it may use";
  if (include.quoted) {
    const std::string other = room_of(include.header);
    if (other.empty()) {
      return where + "\"" + include.header +
             "\": include by the full path from the root, and only from rooms";
    }
    if (other == own || rooms.at(own).uses.contains(other)) return {};
    return where + "`" + own + "` (" + rooms.at(own).purpose + ") does not use `" + other +
           "`: what needs both belongs to a room that may use both, `cli` at the latest";
  }
  for (const Heavy& one : heavy) {
    if (include.header.starts_with(one.begin) && !stands_in(include.file, one.files)) {
      return where + "<" + include.header + "> belongs to " + one.place;
    }
  }
  const auto pure = pure_rooms.find(own);
  if (pure != pure_rooms.end() && pure->second.contains(include.header)) {
    return where + "<" + include.header + ">: `" + own + "` is made of pure functions (" +
           rooms.at(own).purpose +
           "); what touches the world belongs to trial, box, intake, build or cli";
  }
  return {};
}

std::vector<Include> all_includes() {
  const fs::path root{VIVA_SOURCE_DIR};
  std::vector<Include> all;
  for (const char* top : {"harness", "reference/peers"}) {
    for (const auto& entry : fs::recursive_directory_iterator{root / top}) {
      const std::string suffix = entry.path().extension().string();
      if (suffix != ".hpp" && suffix != ".cpp") continue;
      std::ifstream in{entry.path()};
      std::stringstream text;
      text << in.rdbuf();
      for (Include& one :
           includes_of(fs::relative(entry.path(), root).generic_string(), text.str())) {
        all.push_back(std::move(one));
      }
    }
  }
  return all;
}

TEST(Rooms, EveryIncludeStandsWhereTheDesignAllowsIt) {
  const auto includes = all_includes();
  ASSERT_GT(includes.size(), 100U);
  for (const Include& include : includes) EXPECT_EQ(objection(include), "");
}

TEST(Rooms, NoRoomIsReachedFromItself) {
  // The table itself must have an order from the foundations up.
  Names built;
  while (built.size() < rooms.size()) {
    const auto before = built.size();
    for (const auto& [name, room] : rooms) {
      if (std::includes(built.begin(), built.end(), room.uses.begin(), room.uses.end()))
        built.insert(name);
    }
    ASSERT_GT(built.size(), before) << "a circle in the table";
  }
}

TEST(Rooms, AForbiddenRoomIsNamedWithFileLineAndRule) {
  const auto includes =
      includes_of("harness/judge/tcp.cpp", "// a judge\n#include \"harness/trial/stage.hpp\"\n");
  ASSERT_EQ(includes.size(), 1U);
  EXPECT_THAT(objection(includes[0]), testing::StartsWith("harness/judge/tcp.cpp:2: `judge`"));
  EXPECT_THAT(objection(includes[0]), testing::HasSubstr("does not use `trial`"));
}

TEST(Rooms, AHeavyHeaderIsSentToItsPlace) {
  const auto toml = includes_of("harness/spec/load.cpp", "  #  include <toml++/toml.h>\n");
  ASSERT_EQ(toml.size(), 1U);
  EXPECT_THAT(objection(toml[0]), testing::HasSubstr("harness/spec/toml.cpp"));
  EXPECT_EQ(objection(includes_of("harness/spec/toml.cpp", "#include <toml++/toml.h>")[0]), "");
  EXPECT_NE(objection(includes_of("harness/judge/tcp.cpp", "#include <boost/asio.hpp>")[0]), "");
  EXPECT_NE(objection(includes_of("harness/judge/tcp.cpp", "#include <fstream>")[0]), "");
}

TEST(Rooms, AProgramInARawStringIsNotOurs) {
  EXPECT_EQ(includes_of("a.cpp", "auto text = R\"(\n#include <x>\n)\";\n#include <y>\n").size(),
            1U);
}

TEST(Rooms, NobodyIncludesTheCommandLineAndPathsAreFull) {
  EXPECT_NE(
      objection(includes_of("harness/batch/pool.cpp", "#include \"harness/cli/grade.hpp\"")[0]),
      "");
  EXPECT_NE(objection(includes_of("harness/batch/pool.cpp", "#include \"pool.hpp\"")[0]), "");
  EXPECT_EQ(
      objection(includes_of("harness/cli/grade.cpp", "#include \"reference/peers/peers.hpp\"")[0]),
      "");
}

}  // namespace
