// The thread sanitizer's reports, as g++ 12 prints them, and what is made of them.
#include "harness/judge/judge.hpp"
#include "harness/judge/race_report.hpp"

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// A list that one thread changes under a mutex while another goes through it under another one.
const std::string different_locks = R"(==================
WARNING: ThreadSanitizer: data race (pid=21807)
  Write of size 8 at 0x56009a6e71d8 by thread T2 (mutexes: write M10):
    #0 std::vector<int, std::allocator<int> >::_M_erase_at_end(int*) /usr/include/c++/12/bits/stl_vector.h:1934 (chat_server+0x2d51)
    #1 std::vector<int, std::allocator<int> >::_M_erase(__gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >) /usr/include/c++/12/bits/vector.tcc:196 (chat_server+0x2d51)
    #2 std::vector<int, std::allocator<int> >::erase(__gnu_cxx::__normal_iterator<int const*, std::vector<int, std::allocator<int> > >, __gnu_cxx::__normal_iterator<int const*, std::vector<int, std::allocator<int> > >) /usr/include/c++/12/bits/stl_vector.h:1561 (chat_server+0x2d51)
    #3 List::remove(int) /submission/chat_server/list.hpp:7 (chat_server+0x2d51)
    #4 serve(int) /submission/chat_server.cpp:28 (chat_server+0x25db)
    #5 void std::__invoke_impl<void, void (*)(int), int>(std::__invoke_other, void (*&&)(int), int&&) /usr/include/c++/12/bits/invoke.h:61 (chat_server+0x2ac6)
    #6 std::thread::_State_impl<std::thread::_Invoker<std::tuple<void (*)(int), int> > >::_M_run() /usr/include/c++/12/bits/std_thread.h:210 (chat_server+0x2ac6)
    #7 <null> <null> (libstdc++.so.6+0xd44a2)

  Previous read of size 8 at 0x56009a6e71d8 by thread T3 (mutexes: write M11):
    #0 __gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >::__normal_iterator(int* const&) /usr/include/c++/12/bits/stl_iterator.h:1073 (chat_server+0x23a7)
    #1 std::vector<int, std::allocator<int> >::end() /usr/include/c++/12/bits/stl_vector.h:889 (chat_server+0x23a7)
    #2 broadcast(int, std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&) /submission/chat_server.cpp:17 (chat_server+0x23a7)
    #3 serve(int) /submission/chat_server.cpp:25 (chat_server+0x256c)
    #4 <null> <null> (libstdc++.so.6+0xd44a2)

  Location is global 'clients' of size 24 at 0x56009a6e71d0 (chat_server+0x51d8)

  Mutex M10 (0x56009a6e71a0) created at:
    #0 pthread_mutex_lock ../../../../src/libsanitizer/sanitizer_common/sanitizer_common_interceptors.inc:4324 (libtsan.so.2+0x558e1)
    #1 main /submission/chat_server.cpp:40 (chat_server+0x2760)

  Thread T2 (tid=21856, running) created by main thread at:
    #0 pthread_create ../../../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp:1001 (libtsan.so.2+0x5e686)
    #1 std::thread::_M_start_thread(std::unique_ptr<std::thread::_State, std::default_delete<std::thread::_State> >, void (*)()) <null> (libstdc++.so.6+0xd4578)
    #2 __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58 (libc.so.6+0x27249)

SUMMARY: ThreadSanitizer: data race /usr/include/c++/12/bits/stl_vector.h:1934 in std::vector<int, std::allocator<int> >::_M_erase_at_end(int*)
==================
)";

const std::string no_lock = R"(==================
WARNING: ThreadSanitizer: data race (pid=6986)
  Read of size 8 at 0x559e8192f0b8 by main thread:
    #0 std::vector<int, std::allocator<int> >::push_back(int const&) /usr/include/c++/12/bits/stl_vector.h:1278 (a+0x177c)
    #1 main /submission/chat_server.cpp:61 (a+0x177c)

  Previous write of size 8 at 0x559e8192f0b8 by thread T1:
    #0 std::vector<int, std::allocator<int> >::_M_erase(__gnu_cxx::__normal_iterator<int*, std::vector<int, std::allocator<int> > >) /usr/include/c++/12/bits/vector.tcc:180 (a+0x1326)
    #1 std::vector<int, std::allocator<int> >::erase(__gnu_cxx::__normal_iterator<int const*, std::vector<int, std::allocator<int> > >) /usr/include/c++/12/bits/stl_vector.h:1530 (a+0x1326)
    #2 erase_one() /submission/chat_server.cpp:5 (a+0x1326)
    #3 operator() /submission/chat_server.cpp:6 (a+0x1353)
    #4 <null> <null> (libstdc++.so.6+0xd44a2)

  Location is global 'clients' of size 24 at 0x559e8192f0b0 (a+0x40b8)

SUMMARY: ThreadSanitizer: data race /usr/include/c++/12/bits/stl_vector.h:1278 in std::vector<int, std::allocator<int> >::push_back(int const&)
==================
)";

// A counter, without the library; the second stack is lost.
const std::string forgotten = R"(WARNING: ThreadSanitizer: data race (pid=7)
  Write of size 4 at 0x0000004040a0 by thread T4:
    #0 count /submission/chat_server.c:12 (chat_server+0x12)
    #1 <null> <null> (libtsan.so.2+0x2d4af)

  Previous write of size 4 at 0x0000004040a0 by thread T2:
    [failed to restore the stack]

  Location is global 'messages' of size 4 at 0x0000004040a0 (chat_server+0x40a0)

SUMMARY: ThreadSanitizer: data race /submission/chat_server.c:12 in count
)";

const std::string descriptor = R"(WARNING: ThreadSanitizer: data race (pid=21870)
  Write of size 8 at 0x7ba000000050 by thread T2:
    #0 close ../../../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp:1761 (libtsan.so.2+0x4e2a5)
    #1 serve(int) /submission/chat_server.cpp:32 (tsan2+0x2637)

  Previous read of size 8 at 0x7ba000000050 by thread T3 (mutexes: write M10):
    #0 send ../../../../src/libsanitizer/sanitizer_common/sanitizer_common_interceptors.inc:6614 (libtsan.so.2+0x6aca9)
    #1 broadcast(int, std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&) /submission/chat_server.cpp:18 (tsan2+0x23d4)
    #2 serve(int) /submission/chat_server.cpp:25 (tsan2+0x2571)

  Location is file descriptor 5 created by main thread at:
    #0 accept ../../../../src/libsanitizer/sanitizer_common/sanitizer_common_interceptors.inc:3160 (libtsan.so.2+0x64b5b)
    #1 main /submission/chat_server.cpp:38 (tsan2+0x27f4)

SUMMARY: ThreadSanitizer: data race /submission/chat_server.cpp:32 in serve(int)
)";

// In the C library and the C++ library alone.
const std::string not_theirs = R"(WARNING: ThreadSanitizer: data race (pid=9)
  Write of size 8 at 0x7f0000000000 by thread T1:
    #0 memcpy ../../../../src/libsanitizer/sanitizer_common/sanitizer_common_interceptors.inc:827 (libtsan.so.2+0x5e6a3)
    #1 std::locale::operator=(std::locale const&) <null> (libstdc++.so.6+0xbd0f2)

  Previous read of size 8 at 0x7f0000000000 by main thread:
    #0 std::ios_base::Init::Init() <null> (libstdc++.so.6+0xbd0f2)
    #1 __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58 (libc.so.6+0x27249)

SUMMARY: ThreadSanitizer: data race (/lib/x86_64-linux-gnu/libstdc++.so.6+0xbd0f2) in std::locale::operator=(std::locale const&)
)";

const std::string leak = R"(WARNING: ThreadSanitizer: thread leak (pid=9509)
  Thread T1 (tid=9511, finished) created by main thread at:
    #0 pthread_create ../../../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp:1001 (libtsan.so.2+0x5e686)
    #1 main /submission/chat_server.cpp:4 (a+0x124d)

SUMMARY: ThreadSanitizer: thread leak /submission/chat_server.cpp:4 in main
)";

// Written while another thread printed: the student's own output stands between the lines.
std::string among_other_output(std::string report) {
  const std::string chatter = "client 5 says hello\n";
  for (std::size_t at = report.find('\n'); at != std::string::npos;
       at = report.find('\n', at + chatter.size() + 1)) {
    report.insert(at + 1, chatter);
  }
  return "Listening on 9000\n" + report;
}

TEST(RaceReports, AStackIsReadFrameByFrame) {
  const auto reports = race::read_reports(different_locks);
  ASSERT_EQ(reports.size(), 1U);
  const auto& report = reports.front();
  EXPECT_EQ(report.kind, "data race");
  ASSERT_EQ(report.accesses.size(), 2U);
  EXPECT_TRUE(report.accesses[0].write);
  EXPECT_EQ(report.accesses[0].thread, "thread T2");
  EXPECT_EQ(report.accesses[0].locks, Strings{"M10"});
  EXPECT_FALSE(report.accesses[1].write);
  EXPECT_EQ(report.accesses[1].locks, Strings{"M11"});
  ASSERT_EQ(report.accesses[0].frames.size(), 8U);
  EXPECT_EQ(report.accesses[0].frames[3],
            (race::Frame{"List::remove(int)", "/submission/chat_server/list.hpp", 7}));
  EXPECT_EQ(report.accesses[0].own(), 3U);
  EXPECT_EQ(report.accesses[1].own(), 2U);
  EXPECT_EQ(race::variable_of(report), "clients");
  EXPECT_TRUE(report.students_race());
}

TEST(RaceReports, ClangsColumnsAndLocksAreReadToo) {
  const auto reports = race::read_reports(
      "WARNING: ThreadSanitizer: data race (pid=1)\n"
      "  Atomic write of size 4 at 0x1 by main thread (mutexes: write M1, read M22):\n"
      "    #0 main chat_server.cpp:12:5 (chat_server+0x1) (BuildId: 0123)\n");
  ASSERT_EQ(reports.size(), 1U);
  const auto& access = reports[0].accesses.at(0);
  EXPECT_TRUE(access.write);
  EXPECT_EQ(access.thread, "main thread");
  EXPECT_EQ(access.locks, (Strings{"M1", "M22"}));
}

TEST(RaceReports, OtherOutputBetweenTheLinesDoesNoHarm) {
  const auto reports = race::read_reports(among_other_output(different_locks));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_TRUE(reports.front().students_race());
  EXPECT_EQ(reports.front().accesses.size(), 2U);
}

TEST(RaceReports, LibrariesAndLeaksAreNotTheStudents) {
  EXPECT_FALSE(race::read_reports(not_theirs).at(0).students_race());
  EXPECT_FALSE(race::read_reports(leak).at(0).students_race());
}

TEST(RaceReports, StandardStreamsMayBeShared) {
  auto shared = no_lock;
  shared.replace(shared.find("'clients'"), 9, "'std::cout'");
  EXPECT_FALSE(race::read_reports(shared).at(0).students_race());
}

TEST(RaceReports, CutTextGivesWhatIsThere) {
  for (std::size_t length = 0; length < different_locks.size(); ++length) {
    for (const auto& report : race::read_reports(different_locks.substr(0, length))) {
      EXPECT_LE(report.accesses.size(), 2U);
    }
  }
}

// --- race_free -------------------------------------------------------------------------

using Events = std::vector<Event>;

Event note(std::string who, Params more, std::string bytes = {}) {
  return {1s, std::move(who), What::note, std::move(bytes), std::move(more)};
}

/// Three join, one leaves, lines arrive.
Events chat() {
  const std::string line = "kiwi and melon in the evening";
  Events events{{0s, "program", What::listening, {}, {{"port", std::int64_t{9000}}}}};
  for (const std::string who : {"client:1", "client:2", "client:3"}) {
    events.push_back({1s, who, What::connect, {}, {}});
    events.push_back(note(who, {{"name", "joined"}}));
  }
  events.push_back(note("client:3", {{"name", "leaving"}}));
  events.push_back({1s, "client:3", What::close, {}, {{"by", "peer"}}});
  events.push_back(note(
      "harness",
      {{"name", "exchange"}, {"exchange", "burst"}, {"members", Strings{"client:1", "client:2"}}}));
  events.push_back(note("client:1", {{"name", "line"}, {"role", "test"}}, line));
  events.push_back({2s, "client:2", What::recv, line + "\n", {}});
  return events;
}

Finding race_free(Events events, const std::string& err = {}) {
  if (!err.empty()) events.push_back({3s, "program", What::err, err, {}});
  const Transcript transcript{"chat_server", "sanitized", std::move(events)};
  const auto& kinds = check_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [](const CheckKind& row) { return row.info.name == "race_free"; });
  const Params params{{"clients", std::int64_t{3}}};
  return kind->judge({params, {&transcript}});
}

TEST(RaceFree, AChatWithoutReportsHolds) {
  EXPECT_EQ(race_free(chat()).outcome, Outcome::holds);
  EXPECT_EQ(race_free(chat(), "Listening on port 9000\n" + not_theirs + leak).outcome,
            Outcome::holds);
}

TEST(RaceFree, NamesBothLinesAndWhatTheyDo) {
  const auto finding = race_free(chat(), different_locks);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, "different_locks");
  EXPECT_EQ(finding.message,
            "Line 7 of list.hpp removes from `clients` while line 17 of chat_server.cpp goes "
            "through it in another "
            "thread; each holds a lock, but not the same one.");
  EXPECT_EQ(finding.proof, (std::vector<Pointer>{{0, chat().size()}}));
}

TEST(RaceFree, SaysWhetherALockWasHeld) {
  EXPECT_THAT(race_free(chat(), no_lock).message,
              HasSubstr("Line 61 of chat_server.cpp adds to `clients` while line 5 removes from it "
                        "in another thread; "
                        "neither holds a lock."));
  EXPECT_EQ(race_free(chat(), no_lock).symptom, "no_lock");
  auto one = no_lock;
  one.replace(one.find("by main thread:"), 15, "by main thread (mutexes: write M9):");
  EXPECT_EQ(race_free(chat(), one).symptom, "one_lock");
}

TEST(RaceFree, ASocketThatIsClosedWhileInUseHasItsOwnName) {
  const auto finding = race_free(chat(), descriptor);
  EXPECT_EQ(finding.symptom, "socket");
  EXPECT_THAT(finding.message,
              HasSubstr("Line 32 of chat_server.cpp closes a socket while line 18 sends on it"));
}

TEST(RaceFree, AForgottenStackLeavesTheOther) {
  const auto finding = race_free(chat(), forgotten);
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_THAT(finding.message,
              HasSubstr("Line 12 of chat_server.c writes `messages` while another thread uses it"));
}

TEST(RaceFree, TheSameLineInTwoThreadsIsSaidSo) {
  auto same = no_lock;
  same.replace(same.find("chat_server.cpp:5 "), 18, "chat_server.cpp:61 ");
  EXPECT_THAT(race_free(chat(), same).message,
              HasSubstr("while the same line removes from it in another thread"));
}

TEST(RaceFree, CountsWhatDiffersAndNamesAVariableFirst) {
  const auto finding = race_free(chat(), descriptor + no_lock + no_lock + different_locks);
  EXPECT_THAT(finding.message, HasSubstr("`clients`"));
  EXPECT_THAT(finding.message, HasSubstr("3 data races were found"));
}

TEST(RaceFree, ARaceCountsEvenWhenTheChatBrokeDown) {
  EXPECT_EQ(race_free({}, no_lock).symptom, "no_lock");
}

TEST(RaceFree, WithoutAChatNothingIsShown) {
  EXPECT_EQ(race_free({}).outcome, Outcome::fails);
  auto nobody_left = chat();
  std::erase_if(nobody_left, [](const Event& event) {
    return event.more.value_or<std::string>("name", {}) == "leaving";
  });
  EXPECT_EQ(race_free(nobody_left).symptom, "unproven");
  auto nothing_arrived = chat();
  nothing_arrived.pop_back();
  EXPECT_EQ(race_free(nothing_arrived).symptom, "unproven");
}

TEST(RaceFree, AMachineWithoutASanitizerIsNobodysFault) {
  const auto finding =
      race_free({note("harness", {{"sanitizer", "unavailable: Python has no thread sanitizer"}})});
  EXPECT_EQ(finding.outcome, Outcome::unavailable);
  EXPECT_THAT(finding.message, HasSubstr("Python has no thread sanitizer"));
}

TEST(RaceFree, ASanitizerThatDoesNotStartIsNobodysFault) {
  const auto finding = race_free(
      {{0s, "program", What::start, {}, {}}},
      "FATAL: ThreadSanitizer: unexpected memory mapping 0x5640a6c21000-0x5640a6c22000\n");
  EXPECT_EQ(finding.outcome, Outcome::unavailable);
  EXPECT_THAT(finding.message, HasSubstr("unexpected memory mapping"));
}

}  // namespace
}  // namespace viva::judge
