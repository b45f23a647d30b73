// The checks of a chat server, on written transcripts.
#include "harness/judge/judge.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Lines as a trial sends them: long enough not to stand anywhere by chance.
const std::string kiwi = "kiwi and melon in the evening";
const std::string pear = "a pear for the teacher of number 7";
const std::string plum = "plums are blue when nobody looks";
const std::string fig = "figs grow on trees without a plan";

/// Writes a transcript the way the peer does.
class Chat {
 public:
  Chat() {
    add("program", What::listening, {}, {{"protocol", "tcp"}, {"port", std::int64_t{9000}}});
  }

  Chat& add(std::string who, What what, std::string bytes = {}, Params more = {}) {
    transcript_.events.push_back({now_, std::move(who), what, std::move(bytes), std::move(more)});
    return *this;
  }
  Chat& after(Duration pause) {
    now_ += pause;
    return *this;
  }
  Chat& phase(std::string name) { return add("harness", What::phase, {}, {{"name", name}}); }
  Chat& note(int client, std::string name, std::string bytes = {}, Params more = {}) {
    more.set("name", std::move(name));
    return add(who(client), What::note, std::move(bytes), std::move(more));
  }
  Chat& connect(int client) {
    return add(who(client), What::connect, {}, {{"port", std::int64_t{9000}}});
  }
  Chat& join(int client) { return connect(client).note(client, "joined", {}, {{"heard", true}}); }
  Chat& join(std::initializer_list<int> clients) {
    for (const int client : clients) join(client);
    return *this;
  }
  Chat& accepted(std::int64_t count) {
    return add("harness", What::note, {}, {{"name", "accepted"}, {"clients", count}});
  }
  Chat& exchange(std::initializer_list<int> members, std::string name = "turns") {
    Strings names;
    for (const int member : members) names.push_back(who(member));
    return add("harness", What::note, {},
               {{"name", "exchange"}, {"exchange", name}, {"members", names}});
  }
  Chat& say(int client, const std::string& line, std::string role = "test") {
    note(client, "line", line, {{"role", role}});
    return add(who(client), What::send, line + "\n").after(1ms);
  }
  Chat& get(int client, std::string bytes) {
    return add(who(client), What::recv, std::move(bytes)).after(1ms);
  }
  /// Said by one, received by others as it was sent.
  Chat& pass(int from, const std::string& line, std::initializer_list<int> to) {
    say(from, line);
    for (const int client : to) get(client, line + "\n");
    return *this;
  }
  Chat& closed(int client, What what = What::close, std::string by = "peer") {
    return add(who(client), what, {}, {{"by", by}});
  }
  Chat& leave(int client, What what = What::close) {
    return note(client, "leaving").closed(client, what);
  }
  Chat& late(Duration by) { return add("harness", What::late, {}, {{"by", by}}); }
  Chat& threads(std::int64_t pid, Integers tids) {
    return add("program", What::threads, {}, {{"pid", pid}, {"tids", std::move(tids)}});
  }
  Chat& died(Params how) {
    how.set("by", "itself");
    return add("program", What::exit, {}, std::move(how));
  }

  [[nodiscard]] Transcript end() const {
    Transcript whole = transcript_;
    if (whole.events.back().what == What::exit) return whole;
    whole.events.push_back({now_, "harness", What::signal, {}, {{"name", "SIGTERM"}}});
    for (int client = 1; client < 30; ++client) {
      whole.events.push_back({now_, who(client), What::close, {}, {{"by", "program"}}});
    }
    whole.events.push_back(
        {now_, "program", What::exit, {}, {{"signal", "SIGTERM"}, {"by", "SIGTERM"}}});
    return whole;
  }
  [[nodiscard]] std::size_t next() const { return transcript_.events.size(); }

 private:
  static std::string who(int client) { return "client:" + std::to_string(client); }

  Transcript transcript_{"chat_server", "turns", {}};
  Duration now_ = 1s;
};

const CheckKind& kind_of(const std::string& name) {
  const auto& kinds = check_kinds();
  return *std::find_if(kinds.begin(), kinds.end(),
                       [&](const CheckKind& row) { return row.info.name == name; });
}

Finding judged(const std::string& kind, const std::vector<Transcript>& transcripts,
               Params given = {}) {
  const auto& row = kind_of(kind);
  Params params;
  for (const auto& parameter : row.info.parameters)
    params.set(parameter.name, *parameter.otherwise);
  for (const auto& [name, value] : given.all()) params.set(name, value);
  Evidence evidence{params, {}};
  for (const auto& transcript : transcripts) evidence.transcripts.push_back(&transcript);
  auto finding = row.judge(evidence);
  // Whatever a check says when it fails must be one of the symptoms that a spec can give a hint
  // for.
  if (finding.outcome == Outcome::fails && !finding.symptom.empty()) {
    const auto known =
        std::any_of(row.info.symptoms.begin(), row.info.symptoms.end(),
                    [&](const SymptomInfo& info) { return info.name == finding.symptom; });
    EXPECT_TRUE(known) << finding.symptom;
    EXPECT_FALSE(finding.proof.empty());
  }
  return finding;
}

Finding broadcasts(const Chat& chat, Params given = {}) {
  return judged("broadcasts", {chat.end()}, given);
}

Chat three() {
  return Chat{}.join({1, 2, 3}).exchange({1, 2, 3});
}

Params strict_echo() {
  return {{"same_echo", true}};
}

// --- what is right ---------------------------------------------------------------------

TEST(Broadcasts, LinesThatReachAllOthersHold) {
  const auto chat = three().pass(1, kiwi, {2, 3}).pass(2, pear, {1, 3}).pass(3, plum, {1, 2});
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
}

TEST(Broadcasts, APrefixACarriageReturnAndBlanksAtTheEndAreRight) {
  const auto chat = three()
                        .say(1, kiwi)
                        .get(2, "[127.0.0.1:4711] " + kiwi + "\r\n")
                        .get(3, "bob: " + kiwi + " \n");
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
}

TEST(Broadcasts, BannersPromptsAndNoticesAreNobodysLines) {
  const auto chat = three()
                        .get(2, "Welcome!\n> ")
                        .say(1, kiwi)
                        .get(2, "ana: " + kiwi + "\n> ")
                        .get(3, "*** ana says something ***\n" + kiwi + "\nana typed " +
                                    std::to_string(kiwi.size()) + " letters\n");
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
}

TEST(Broadcasts, ALineInManyPiecesAndManyLinesInOneAreTheSame) {
  auto chat = three().say(1, kiwi).say(1, pear);
  for (const char letter : kiwi + "\n" + pear + "\n") chat.get(2, std::string(1, letter));
  chat.get(3, kiwi + "\n" + pear + "\n");
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
}

TEST(Broadcasts, APrefixMayHave80CharactersOfAnyScript) {
  std::string prefix;
  for (int i = 0; i < 80; ++i) prefix += "é";
  EXPECT_EQ(
      broadcasts(three().say(1, kiwi).get(2, prefix + kiwi + "\n").get(3, kiwi + "\n")).outcome,
      Outcome::holds);
  const auto finding =
      broadcasts(three().say(1, kiwi).get(2, prefix + "x" + kiwi + "\n").get(3, kiwi + "\n"));
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "long_prefix");
}

TEST(Broadcasts, TheHelloMayBeANameThatStandsInPrefixes) {
  const auto chat = three()
                        .say(1, "bakilo", "hello")
                        .say(1, kiwi)
                        .get(2, "bakilo: " + kiwi + "\n")
                        .get(3, "bakilo: " + kiwi + "\n");
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
}

TEST(Broadcasts, ProbesAndAsidesMayBeLost) {
  const auto chat = Chat{}
                        .join({1, 2})
                        .say(1, fig, "probe")
                        .exchange({1, 2})
                        .say(2, plum, "aside")
                        .pass(1, kiwi, {2});
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
}

TEST(Broadcasts, TheShortestLineCountsToo) {
  EXPECT_EQ(broadcasts(three().say(1, "&").get(2, "ana: &\n").get(3, "&\r\n")).outcome,
            Outcome::holds);
  const auto finding = broadcasts(three().say(1, "&").get(2, "&\n"));
  EXPECT_EQ(finding.symptom, "lost");
  EXPECT_THAT(finding.message, HasSubstr("\"&\""));
}

// --- what is wrong ---------------------------------------------------------------------

TEST(Broadcasts, AServerThatDoesNothingEarnsNothing) {
  EXPECT_EQ(broadcasts(Chat{}).outcome, Outcome::fails);
  EXPECT_EQ(broadcasts(Chat{}.join({1, 2, 3})).outcome, Outcome::fails);
  EXPECT_EQ(broadcasts(three()).outcome, Outcome::fails);
  EXPECT_EQ(broadcasts(three().say(1, kiwi)).outcome, Outcome::fails);
}

TEST(Broadcasts, NamesWhoMissedWhichLineOfHowMany) {
  auto chat = three().pass(1, kiwi, {2, 3}).say(1, pear);
  const auto note = chat.next() - 2;
  chat.get(2, pear + "\n").pass(2, plum, {1, 3});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "lost");
  EXPECT_EQ(finding.message,
            "Client 3 missed 1 of 3 lines, first \"" + pear + "\" (line 2 of client 1).");
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, note}}));
}

TEST(Broadcasts, FarTooFewClientsFail) {
  const auto finding = broadcasts(three().pass(1, kiwi, {2, 3}), {{"clients", std::int64_t{20}}});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_THAT(finding.message, HasSubstr("3 of 20 clients"));
}

TEST(Broadcasts, ALineTwiceIsDoubled) {
  const auto finding = broadcasts(three().pass(1, kiwi, {2, 3}).get(2, kiwi + "\n"));
  EXPECT_EQ(finding.symptom, "doubled");
  EXPECT_EQ(finding.message,
            "Client 2 received \"" + kiwi + "\" (line 1 of client 1) more than once.");
}

TEST(Broadcasts, AMissingLineEndRunsTwoLinesTogether) {
  const auto finding = broadcasts(three()
                                      .say(1, kiwi)
                                      .get(2, kiwi)
                                      .get(3, kiwi + "\n")
                                      .say(1, pear)
                                      .get(2, pear + "\n")
                                      .get(3, pear + "\n"));
  EXPECT_EQ(finding.symptom, "run_together");
  EXPECT_THAT(finding.actual, HasSubstr(kiwi + pear));
}

TEST(Broadcasts, OnlyEndedLinesCount) {
  const auto finding = broadcasts(three().say(1, kiwi).get(2, kiwi).get(3, kiwi + "\n"));
  EXPECT_EQ(finding.symptom, "unended");
  EXPECT_THAT(finding.message, HasSubstr("client 2 without its line end"));
}

TEST(Broadcasts, ATrailingNulHasItsOwnName) {
  const std::string nul(1, '\0');
  for (const auto& sent : {kiwi + "\n" + nul + pear + "\n", kiwi + nul + "\n" + pear + "\n"}) {
    const auto finding = broadcasts(
        three().say(1, kiwi).say(1, pear).get(2, sent).get(3, kiwi + "\n" + pear + "\n"));
    EXPECT_EQ(finding.symptom, "nul");
    EXPECT_THAT(finding.message, HasSubstr("NUL"));
  }
}

TEST(Broadcasts, ControlBytesBeforeALineAreNoPrefix) {
  EXPECT_EQ(
      broadcasts(three().say(1, kiwi).get(2, "\x1b[32m" + kiwi + "\n").get(3, kiwi + "\n")).symptom,
      "unprintable");
}

TEST(Broadcasts, SomethingBehindTheLineIsNoPartOfIt) {
  EXPECT_EQ(
      broadcasts(three().say(1, kiwi).get(2, kiwi + " (from ana)\n").get(3, kiwi + "\n")).symptom,
      "altered");
}

TEST(Broadcasts, APrefixInTheMiddleCutsTheLine) {
  const auto head = kiwi.substr(0, 12);
  const auto tail = kiwi.substr(12);
  const auto finding = broadcasts(
      three().say(1, kiwi).get(2, "ana: " + head + "ana: " + tail + "\n").get(3, kiwi + "\n"));
  EXPECT_EQ(finding.symptom, "cut");
  EXPECT_THAT(finding.message, HasSubstr("in pieces"));
  EXPECT_THAT(finding.actual, HasSubstr(head));
}

TEST(Broadcasts, AnotherLineInTheMiddleCutsTheLine) {
  auto chat = three().say(1, kiwi).say(2, pear);
  for (const int client : {1, 2, 3})
    chat.get(client, kiwi.substr(0, 15) + pear + "\n" + kiwi.substr(15) + "\n");
  EXPECT_EQ(broadcasts(chat).symptom, "cut");
}

TEST(Broadcasts, ATestLineInThePrefixIsNoPrefix) {
  const auto finding = broadcasts(three()
                                      .say(1, kiwi)
                                      .say(1, pear)
                                      .get(2, kiwi + " " + pear + "\n")
                                      .get(3, kiwi + "\n" + pear + "\n"));
  EXPECT_EQ(finding.symptom, "run_together");
}

TEST(Broadcasts, OneWhoseLinesReachNobodyIsNamed) {
  const auto finding = broadcasts(three().pass(1, kiwi, {2, 3}).say(2, pear).pass(3, plum, {1, 2}));
  EXPECT_EQ(finding.symptom, "unheard");
  EXPECT_THAT(finding.message, HasSubstr("client 2"));
}

TEST(Broadcasts, AClosedConnectionExplainsWhatWasMissed) {
  const auto finding = broadcasts(
      three().pass(1, kiwi, {2, 3}).closed(3, What::close, "program").pass(1, pear, {2}));
  EXPECT_EQ(finding.symptom, "cut_off");
  EXPECT_THAT(finding.message, HasSubstr("ended the connection of client 3"));
}

TEST(Broadcasts, ALineThatWasNotTakenIsTold) {
  const auto finding = broadcasts(three().say(1, kiwi).note(1, "unsent", kiwi));
  EXPECT_EQ(finding.symptom, "not_taken");
}

// --- the echo --------------------------------------------------------------------------

TEST(Broadcasts, SendersMayGetTheirLinesOrNot) {
  const auto with = three()
                        .pass(1, kiwi, {1, 2, 3})
                        .pass(2, pear, {1, 2, 3})
                        .pass(1, plum, {1, 2, 3})
                        .pass(2, fig, {1, 2, 3});
  EXPECT_EQ(broadcasts(with, strict_echo()).outcome, Outcome::holds);
  const auto without = three()
                           .pass(1, kiwi, {2, 3})
                           .pass(2, pear, {1, 3})
                           .pass(1, plum, {2, 3})
                           .pass(2, fig, {1, 3});
  EXPECT_EQ(broadcasts(without, strict_echo()).outcome, Outcome::holds);
}

TEST(Broadcasts, AnEchoComesOnce) {
  const auto finding = broadcasts(three().pass(1, kiwi, {1, 1, 2, 3}));
  EXPECT_EQ(finding.symptom, "echo_doubled");
  EXPECT_THAT(finding.message, HasSubstr("2 times"));
}

TEST(Broadcasts, AnEchoComesToAllOrToNobody) {
  const auto mixed = three()
                         .pass(1, kiwi, {1, 2, 3})
                         .pass(2, pear, {1, 3})
                         .pass(1, plum, {1, 2, 3})
                         .pass(2, fig, {1, 3});
  const auto finding = broadcasts(mixed, strict_echo());
  EXPECT_EQ(finding.symptom, "echo_mixed");
  EXPECT_THAT(finding.message, HasSubstr("client 2 did not get"));
  EXPECT_EQ(broadcasts(mixed).outcome, Outcome::holds);  // not asked for everywhere
}

TEST(Broadcasts, TheLastEchoMayStillBeOnItsWay) {
  const auto chat = three().pass(1, kiwi, {1, 2, 3}).pass(1, plum, {2, 3});
  EXPECT_EQ(broadcasts(chat, strict_echo()).outcome, Outcome::holds);
}

// --- nobody came in --------------------------------------------------------------------

TEST(Broadcasts, AnEchoServerIsRecognised) {
  auto chat = Chat{}.join(1).connect(2).say(1, kiwi, "probe").get(1, kiwi + "\n").after(5s);
  chat.note(2, "not_joined", {}, {{"why", "probe"}});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.symptom, "echo_only");
  EXPECT_THAT(finding.message, HasSubstr("back to its sender alone"));
}

TEST(Broadcasts, ASilentServerIsRecognised) {
  auto chat = Chat{}.join(1).connect(2).say(1, kiwi, "probe").say(1, pear, "probe").after(5s);
  chat.note(2, "not_joined", {}, {{"why", "probe"}});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.symptom, "silent");
  EXPECT_THAT(finding.message, HasSubstr("none of the 2 lines"));
}

TEST(Broadcasts, AServerThatDropsTheLineEndIsRecognisedInTheProbes) {
  auto chat = Chat{}.join(1).connect(2).say(1, kiwi, "probe").get(2, kiwi).after(5s);
  chat.note(2, "not_joined", {}, {{"why", "probe"}});
  EXPECT_EQ(broadcasts(chat).symptom, "unended");
}

TEST(Broadcasts, ALimitOfClientsIsCounted) {
  auto chat =
      Chat{}.join({1, 2, 3, 4}).connect(5).say(1, kiwi, "probe").get(2, kiwi + "\n").after(5s);
  chat.note(5, "not_joined", {}, {{"why", "probe"}});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.symptom, "client_limit");
  EXPECT_THAT(finding.message, HasSubstr("serves 4 clients and no more: client 5"));
}

TEST(Broadcasts, AMuteClientThatBlocksAllIsNamed) {
  auto chat = Chat{}.connect(1).note(1, "mute").join(2).connect(3).say(2, kiwi, "probe").after(5s);
  chat.note(3, "not_joined", {}, {{"why", "probe"}});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.symptom, "mute_blocks");
  EXPECT_THAT(finding.message, HasSubstr("Client 1 is connected and says nothing"));
}

TEST(Broadcasts, ARefusedConnectionIsToldWithItsReason) {
  auto chat = Chat{}.join(1).add("client:2", What::connect, {}, {{"error", "Connection refused"}});
  chat.note(2, "not_joined", {}, {{"why", "connect"}});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.symptom, "no_connection");
  EXPECT_THAT(finding.message, HasSubstr("Connection refused"));
}

TEST(Broadcasts, ANewcomerThatIsThrownOutIsTold) {
  auto chat = Chat{}.join(1).connect(2).closed(2, What::close, "program");
  chat.note(2, "not_joined", {}, {{"why", "ended"}});
  EXPECT_EQ(broadcasts(chat).symptom, "cut_off");
}

TEST(Broadcasts, ADeathIsToldWithItsSignal) {
  const auto finding = broadcasts(three().pass(1, kiwi, {2, 3}).died({{"signal", "SIGSEGV"}}));
  EXPECT_EQ(finding.symptom, "died");
  EXPECT_THAT(finding.message, HasSubstr("SIGSEGV"));
}

TEST(Broadcasts, AFloodIsToldWithItsSize) {
  auto chat = three().get(1, "again\nagain\n");
  chat.note(1, "flood", {}, {{"received", std::int64_t{1'048'576}}});
  const auto finding = broadcasts(chat);
  EXPECT_EQ(finding.symptom, "flood");
  EXPECT_THAT(finding.message, HasSubstr("1048576 bytes"));
  EXPECT_THAT(finding.actual, HasSubstr("again"));
}

TEST(Broadcasts, AServerOnAnotherPortIsTold) {
  Transcript transcript{"chat_server", "turns", {}};
  transcript.events.push_back({1s,
                               "program",
                               What::not_listening,
                               {},
                               {{"protocol", "tcp"},
                                {"port", std::int64_t{9000}},
                                {"why", "other_port"},
                                {"others", Integers{9001}}}});
  EXPECT_EQ(judged("broadcasts", {transcript}).symptom, "other_port");
}

// --- time ------------------------------------------------------------------------------

TEST(Broadcasts, ALineAfterTheBoundIsLate) {
  const auto chat = three().say(1, kiwi).get(2, kiwi + "\n").after(3s).get(3, kiwi + "\n");
  EXPECT_EQ(broadcasts(chat).outcome, Outcome::holds);
  const auto finding = broadcasts(chat, {{"within", Duration{2s}}});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "late");
  EXPECT_THAT(finding.message, HasSubstr("client 3 after 3 s"));
}

TEST(Broadcasts, ALineThatALateMachineHeldUpIsTriedAgain) {
  const auto chat =
      three().say(1, kiwi).get(2, kiwi + "\n").after(3s).late(700ms).get(3, kiwi + "\n");
  EXPECT_EQ(broadcasts(chat, {{"within", Duration{2s}}}).outcome, Outcome::unclear);
}

TEST(Broadcasts, ALossOnAMachineThatStoodStillIsTriedAgain) {
  EXPECT_EQ(broadcasts(three().say(1, kiwi).get(2, kiwi + "\n").late(800ms)).outcome,
            Outcome::unclear);
  EXPECT_EQ(broadcasts(three().say(1, kiwi).get(2, kiwi + "\n").late(100ms)).outcome,
            Outcome::fails);
}

TEST(Broadcasts, ADoubledLineIsNobodysLateness) {
  EXPECT_EQ(broadcasts(three().pass(1, kiwi, {2, 2, 3}).late(2s)).outcome, Outcome::fails);
}

// --- holds_clients ---------------------------------------------------------------------

TEST(HoldsClients, ThreeAcceptedHold) {
  const auto finding =
      judged("holds_clients", {Chat{}.connect(1).accepted(1).accepted(2).accepted(3).end()});
  EXPECT_EQ(finding.outcome, Outcome::holds);
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, 4}}));
}

TEST(HoldsClients, TheBacklogIsNotAccepted) {
  const auto finding =
      judged("holds_clients", {Chat{}.connect(1).accepted(1).connect(2).accepted(1).end()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "one_at_a_time");
  EXPECT_THAT(finding.message, HasSubstr("had accepted 1"));
  EXPECT_EQ(finding.proof.back().event, 4U) << "the look after the second client had connected";
}

TEST(HoldsClients, TwoAreTooFew) {
  EXPECT_EQ(judged("holds_clients", {Chat{}.accepted(2).end()}).symptom, "not_accepted");
}

TEST(HoldsClients, OneThatNeverAcceptsIsAskedWhetherItDoes) {
  const auto finding = judged("holds_clients", {Chat{}.connect(1).accepted(0).end()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_THAT(finding.message, HasSubstr("accept()"));
}

TEST(HoldsClients, OneThatClosesAtOnceIsToldSo) {
  const auto finding = judged(
      "holds_clients", {Chat{}.connect(1).closed(1, What::close, "program").accepted(0).end()});
  EXPECT_EQ(finding.symptom, "cut_off");
  EXPECT_THAT(finding.message, HasSubstr("ended the connection of client 1"));
}

TEST(HoldsClients, OneThatEndsBeforeItListensIsToldSo) {
  Transcript transcript{"chat_server", "turns", {}};
  transcript.events = {
      {1s, "program", What::exit, {}, {{"code", std::int64_t{2}}, {"by", "itself"}}},
      {1s, "program", What::not_listening, {}, {{"port", std::int64_t{9000}}, {"why", "exited"}}}};
  const auto finding = judged("holds_clients", {transcript});
  EXPECT_EQ(finding.symptom, "ended");
  EXPECT_THAT(finding.message, HasSubstr("exit code 2 before it listened"));
}

TEST(HoldsClients, NothingSeenIsNothingHeld) {
  EXPECT_EQ(judged("holds_clients", {Chat{}.end()}).outcome, Outcome::fails);
}

// --- keeps_order -----------------------------------------------------------------------

TEST(KeepsOrder, EachSendersOwnOrderCounts) {
  // Between two senders any order is right.
  auto chat = three().say(1, kiwi).say(2, pear).say(1, plum).say(2, fig);
  chat.get(3, pear + "\n" + fig + "\n" + kiwi + "\n" + plum + "\n");
  chat.get(2, kiwi + "\n" + plum + "\n").get(1, pear + "\n" + fig + "\n");
  EXPECT_EQ(judged("keeps_order", {chat.end()}).outcome, Outcome::holds);
}

TEST(KeepsOrder, AnInversionIsShown) {
  auto chat = Chat{}.join({1, 2}).exchange({1, 2}).say(1, kiwi).say(1, pear).say(1, plum);
  chat.get(2, kiwi + "\n" + plum + "\n" + pear + "\n").say(2, fig).get(1, fig + "\n");
  const auto finding = judged("keeps_order", {chat.end()});
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "inverted");
  EXPECT_THAT(finding.message,
              HasSubstr("Client 2 received \"" + plum + "\" before \"" + pear + "\""));
  EXPECT_EQ(finding.proof.size(), 3U);
}

TEST(KeepsOrder, LostAndDoubledLinesAreNotOutOfOrder) {
  auto chat =
      Chat{}.join({1, 2}).exchange({1, 2}).say(1, kiwi).say(1, pear).say(1, plum).say(1, fig);
  chat.get(2, kiwi + "\n" + plum + "\n" + kiwi + "\n" + fig + "\n");
  chat.say(2, "one more line of mine").say(2, "and the last line of all");
  chat.get(1, "one more line of mine\nand the last line of all\n");
  EXPECT_EQ(judged("keeps_order", {chat.end()}).outcome, Outcome::holds);
}

TEST(KeepsOrder, WithoutLinesThereIsNoOrder) {
  const auto good = Chat{}
                        .join({1, 2})
                        .exchange({1, 2})
                        .pass(1, kiwi, {2})
                        .pass(1, pear, {2})
                        .pass(2, plum, {1})
                        .pass(2, fig, {1});
  EXPECT_EQ(judged("keeps_order", {good.end()}).outcome, Outcome::holds);
  EXPECT_EQ(judged("keeps_order", {good.end(), three().say(1, kiwi).end()}).outcome,
            Outcome::fails);
  EXPECT_EQ(judged("keeps_order", {Chat{}.end()}).outcome, Outcome::fails);
}

// --- survives_leaving ------------------------------------------------------------------

Chat crossfire() {
  return Chat{}
      .join({1, 2, 3, 4, 5})
      .exchange({1, 3, 5}, "crossfire")
      .pass(1, kiwi, {3, 5})
      .leave(2)
      .leave(4, What::reset);
}

TEST(SurvivesLeaving, StayersAndNewcomersHearOneAnother) {
  const auto chat = crossfire()
                        .join({6, 7})
                        .exchange({1, 3, 5, 6, 7}, "after")
                        .pass(1, pear, {3, 5, 6, 7})
                        .pass(6, plum, {1, 3, 5, 7});
  EXPECT_EQ(judged("survives_leaving", {chat.end()}).outcome, Outcome::holds);
}

TEST(SurvivesLeaving, ANewcomerThatHearsTwiceGotAnOldNumber) {
  const auto chat =
      crossfire().join({6, 7}).exchange({1, 3, 5, 6, 7}, "after").pass(1, pear, {3, 5, 6, 7, 7});
  const auto finding = judged("survives_leaving", {chat.end()});
  EXPECT_EQ(finding.symptom, "doubled_newcomer");
  EXPECT_THAT(finding.message,
              HasSubstr("client 2 had closed its connection and client 4 had reset"));
}

TEST(SurvivesLeaving, SilenceAfterALeaveIsADeadlock) {
  auto chat = crossfire().connect(6).say(1, pear, "probe").after(5s);
  chat.note(6, "not_joined", {}, {{"why", "probe"}}).exchange({1, 3, 5}, "after").say(3, plum);
  const auto finding = judged("survives_leaving", {chat.end()});
  EXPECT_EQ(finding.symptom, "stuck");
  EXPECT_THAT(finding.message, HasSubstr("nobody received anything more"));
}

TEST(SurvivesLeaving, ClosedDoorsAfterALeaveAreTold) {
  auto chat = crossfire().connect(6).say(1, pear, "probe").get(3, pear + "\n").after(5s);
  chat.note(6, "not_joined", {}, {{"why", "probe"}});
  EXPECT_EQ(judged("survives_leaving", {chat.end()}).symptom, "no_newcomers");
}

TEST(SurvivesLeaving, SigpipeIsNamed) {
  const auto finding =
      judged("survives_leaving", {crossfire().died({{"signal", "SIGPIPE"}}).end()});
  EXPECT_EQ(finding.symptom, "sigpipe");
  EXPECT_THAT(finding.message, HasSubstr("After client 4 had reset its connection"));
}

TEST(SurvivesLeaving, AnExitIsNamed) {
  const auto finding =
      judged("survives_leaving", {crossfire().died({{"code", std::int64_t{0}}}).end()});
  EXPECT_EQ(finding.symptom, "died_at_leave");
}

TEST(SurvivesLeaving, EmptyLinesWithoutEndAreNamed) {
  auto chat = crossfire().get(1, "\n\n\n\n");
  chat.note(1, "flood", {}, {{"received", std::int64_t{1'048'576}}});
  EXPECT_EQ(judged("survives_leaving", {chat.end()}).symptom, "flood_after_leave");
}

TEST(SurvivesLeaving, ALineLostInTheCrossfireIsLost) {
  const auto chat = crossfire()
                        .say(3, fig)
                        .get(5, fig + "\n")
                        .join({6, 7})
                        .exchange({1, 3, 5, 6, 7}, "after")
                        .pass(1, pear, {3, 5, 6, 7});
  const auto finding = judged("survives_leaving", {chat.end()});
  EXPECT_EQ(finding.symptom, "lost");
  EXPECT_THAT(finding.message, HasSubstr("lient 1 missed"));
}

TEST(SurvivesLeaving, WithoutALeaveNothingWasSurvived) {
  EXPECT_EQ(judged("survives_leaving", {three().pass(1, kiwi, {2, 3}).end()}).outcome,
            Outcome::fails);
  EXPECT_EQ(judged("survives_leaving", {crossfire().end()}).outcome, Outcome::fails);
  EXPECT_EQ(
      judged("survives_leaving",
             {crossfire().join(6).exchange({1, 3, 5, 6}, "after").pass(1, pear, {3, 5, 6}).end()})
          .outcome,
      Outcome::fails);
}

// --- ignores_slow_reader ---------------------------------------------------------------

Chat flooding() {
  return Chat{}.join({1, 2, 3, 4}).note(2, "stops_reading").exchange({1, 3, 4}, "flood");
}

Params flooded(std::int64_t sent, Duration longest) {
  return {{"sent", sent}, {"wanted", std::int64_t{8} << 20}, {"longest", longest}};
}

constexpr std::int64_t all_of_it = std::int64_t{8} << 20;

TEST(IgnoresSlowReader, LinesThatKeepComingHold) {
  auto chat = flooding().say(1, kiwi).note(3, "got", kiwi).note(4, "got", kiwi);
  chat.note(4, "flooded", {}, flooded(all_of_it, 40ms));
  EXPECT_EQ(judged("ignores_slow_reader", {chat.end()}).outcome, Outcome::holds);
}

TEST(IgnoresSlowReader, AFloodThatHaltsFails) {
  auto chat = flooding().say(1, kiwi).note(3, "got", kiwi).note(4, "got", kiwi);
  chat.note(4, "flooded", {}, flooded(2 << 20, 5s));
  const auto finding = judged("ignores_slow_reader", {chat.end()});
  EXPECT_EQ(finding.symptom, "held_up");
  EXPECT_THAT(finding.message,
              HasSubstr("While client 2 did not read, client 4 sent 8 MB to all: after 2048 kB"));
}

TEST(IgnoresSlowReader, ALineOfAnotherThatIsHeldUpFails) {
  auto chat = flooding().say(1, kiwi).note(3, "got", kiwi).after(4s).note(4, "got", kiwi);
  chat.note(4, "flooded", {}, flooded(all_of_it, 40ms));
  const auto finding = judged("ignores_slow_reader", {chat.end()});
  EXPECT_EQ(finding.symptom, "held_up");
  EXPECT_THAT(finding.message, HasSubstr("While client 2 did not read"));
}

TEST(IgnoresSlowReader, AHaltOfALateMachineIsTriedAgain) {
  auto chat = flooding().say(1, kiwi).note(3, "got", kiwi).note(4, "got", kiwi).late(900ms);
  chat.note(4, "flooded", {}, flooded(all_of_it, 3s));
  EXPECT_EQ(judged("ignores_slow_reader", {chat.end()}).outcome, Outcome::unclear);
}

TEST(IgnoresSlowReader, TheSlowOneMayBeDisconnected) {
  auto chat = flooding()
                  .say(1, kiwi)
                  .closed(2, What::reset, "program")
                  .note(3, "got", kiwi)
                  .note(4, "got", kiwi);
  chat.note(4, "flooded", {}, flooded(all_of_it, 40ms));
  EXPECT_EQ(judged("ignores_slow_reader", {chat.end()}).outcome, Outcome::holds);
}

TEST(IgnoresSlowReader, NobodyWhoStoppedMeansNothingShown) {
  EXPECT_EQ(judged("ignores_slow_reader", {Chat{}.join({1, 2, 3, 4}).end()}).outcome,
            Outcome::fails);
  EXPECT_EQ(judged("ignores_slow_reader", {flooding().end()}).outcome, Outcome::fails);
  auto chat = flooding();
  chat.note(4, "flooded", {}, flooded(all_of_it, 40ms));
  EXPECT_EQ(judged("ignores_slow_reader", {chat.end()}).outcome, Outcome::fails);
}

// --- runs_threads ----------------------------------------------------------------------

TEST(RunsThreads, AThreadBesideTheFirstHolds) {
  EXPECT_EQ(judged("runs_threads",
                   {Chat{}.threads(10, {10}).join({1, 2}).threads(10, {10, 11, 12}).end()})
                .outcome,
            Outcome::holds);
  EXPECT_EQ(judged("runs_threads", {Chat{}.threads(10, {10, 11}).join({1, 2}).phase("turns").end()})
                .outcome,
            Outcome::holds);
}

TEST(RunsThreads, ASingleThreadFails) {
  const auto finding =
      judged("runs_threads", {Chat{}.threads(10, {10}).join({1, 2}).phase("turns").end()});
  EXPECT_EQ(finding.symptom, "one_thread");
}

TEST(RunsThreads, ThreadsBeforeAndAfterTheChatDoNotCount) {
  const auto chat = Chat{}
                        .threads(10, {10, 11})
                        .threads(10, {10})
                        .join({1, 2})
                        .phase("turns")
                        .closed(1)
                        .threads(10, {10, 11});
  EXPECT_EQ(judged("runs_threads", {chat.end()}).symptom, "one_thread");
}

TEST(RunsThreads, ProcessesAreNoThreads) {
  const auto chat =
      Chat{}.threads(10, {10}).threads(11, {11}).threads(12, {12}).join({1, 2}).phase("turns");
  const auto finding = judged("runs_threads", {chat.end()});
  EXPECT_EQ(finding.symptom, "processes");
  EXPECT_THAT(finding.message, HasSubstr("3 processes"));
}

TEST(RunsThreads, AcceptedClientsAreConnectedThoughNobodyHearsThem) {
  const auto chat = Chat{}.connect(1).connect(2).accepted(2).threads(10, {10, 11, 12}).after(5s);
  EXPECT_EQ(judged("runs_threads", {chat.end()}).outcome, Outcome::holds);
}

TEST(RunsThreads, WhatWasNotSampledIsNotTheStudentsFault) {
  EXPECT_EQ(judged("runs_threads", {three().phase("turns").end()}).outcome, Outcome::unclear);
}

TEST(RunsThreads, NobodyConnectedMeansNothingShown) {
  EXPECT_EQ(judged("runs_threads", {Chat{}.threads(10, {10, 11}).end()}).outcome, Outcome::fails);
}

}  // namespace
}  // namespace viva::judge
