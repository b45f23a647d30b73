#include "harness/cli/explain.hpp"

namespace {

using namespace viva;
using testing::HasSubstr;
using testing::Not;

viva::Check check_of(std::string id, std::string title, double points) {
  viva::Check check;
  check.id = std::move(id);
  check.title = std::move(title);
  check.points = points;
  check.kind = "receives_exactly";
  return check;
}

Assignment assignment() {
  Assignment made;
  made.title = "Sockets";
  Language cpp;
  cpp.suffix = ".cpp";
  Language python;
  python.suffix = ".py";
  made.languages = {cpp, python};
  Exercise exercise;
  exercise.id = "tcp_server";
  exercise.title = "A TCP server that greets";
  exercise.statement = "Write a **TCP** server.\n\n- It greets.\n";
  exercise.subject = Program{"tcp_server", {"{port}"}, ProgramKind::server};
  viva::Check condition = check_of("spoke", "at least one client was served", 0);
  condition.condition = true;
  viva::Check listens = check_of("listens", "listens on the given port", 1);
  viva::Check greeting = check_of("greeting", "greets the first client", 4);
  greeting.requires_ = {"listens", "spoke", "secret"};
  greeting.params = {{"expect", "Hello from server!"}};
  greeting.hint = "Send strlen() bytes.";
  greeting.hints = {{"trailing_nul", "The NUL is no part of the text."}};
  viva::Check secret = check_of("secret", "survives a hidden trap", 1);
  secret.visibility = Visibility::hidden;
  viva::Check extra = check_of("extra", "does more", 2);
  extra.bonus = true;
  exercise.checks = {condition, listens, greeting, secret, extra};
  made.exercises = {exercise};
  return made;
}

std::string explained(std::string_view what, const report::Style& style = {}) {
  auto result = cli::explain(assignment(), what, style);
  if (auto* mistake = std::get_if<Diagnostic>(&result)) ADD_FAILURE() << mistake->what;
  return std::get<std::string>(result);
}

Diagnostic unknown(std::string_view what) {
  auto result = cli::explain(assignment(), what, {});
  if (auto* mistake = std::get_if<Diagnostic>(&result)) return *mistake;
  ADD_FAILURE() << "was explained";
  return {};
}

TEST(Explain, WithoutAWordItListsTheExercisesWithTheirPoints) {
  const std::string text = explained("");
  EXPECT_THAT(text, HasSubstr("6 points and 2 bonus points"));
  EXPECT_THAT(text, HasSubstr("tcp_server   6 +2  A TCP server that greets"));
  EXPECT_THAT(text, HasSubstr("viva explain tcp_server"));
}

TEST(Explain, AnExerciseShowsItsStatementFilesChecksAndPoints) {
  const std::string text = explained("tcp_server");
  EXPECT_THAT(text, HasSubstr("Write a TCP server.\n\n· It greets.\n"));
  EXPECT_THAT(text, HasSubstr("tcp_server.cpp or tcp_server.py"));
  EXPECT_THAT(text, HasSubstr("tcp_server <port>"));
  EXPECT_THAT(text, HasSubstr("greeting      4  greets the first client"));
  EXPECT_THAT(text, HasSubstr("only if `listens`, and at least one client was served"));
  EXPECT_THAT(text, HasSubstr("extra        +2"));
}

TEST(Explain, HiddenChecksAreCountedAndNeverTold) {
  EXPECT_THAT(explained("tcp_server"), HasSubstr("1 hidden check (1 point) runs when you hand in"));
  for (const char* what : {"", "tcp_server", "tcp_server/greeting"}) {
    EXPECT_THAT(explained(what), Not(HasSubstr("secret")));
    EXPECT_THAT(explained(what), Not(HasSubstr("trap")));
  }
  EXPECT_THAT(unknown("tcp_server/secret").what, HasSubstr("no check"));
}

TEST(Explain, ACheckShowsWhatItExpectsAndItsHints) {
  const std::string text = explained("tcp_server/greeting");
  EXPECT_THAT(text, HasSubstr("expect      \"Hello from server!\" ("));
  EXPECT_THAT(text, HasSubstr("Send strlen() bytes."));
  EXPECT_THAT(text, HasSubstr("The NUL is no part of the text."));
  EXPECT_THAT(text, HasSubstr("4 points"));
}

TEST(Explain, ConditionsAreNoChecks) {
  EXPECT_THAT(unknown("tcp_server/spoke").what, HasSubstr("no check"));
}

TEST(Explain, UnknownWordsGetTheNearestKnownOnes) {
  EXPECT_THAT(unknown("tcpserver").help, HasSubstr("`tcp_server`"));
  EXPECT_THAT(unknown("tcp_server/greting").help, HasSubstr("`greeting`"));
  EXPECT_THAT(unknown("tcp_server/zzz").help, HasSubstr("viva explain tcp_server"));
}

TEST(Explain, AnAsciiTerminalGetsAscii) {
  for (const char* what : {"", "tcp_server", "tcp_server/greeting"}) {
    for (const char letter : explained(what, {60, true, false})) EXPECT_GE(letter, 0) << what;
  }
}

}  // namespace
