// The table of the kinds of event.
#include "harness/model/event.hpp"

#include <gtest/gtest.h>

#include <set>

namespace viva {
namespace {

TEST(EventKinds, StandInTheOrderOfTheEnumerationUnderDistinctNames) {
  std::set<std::string_view> names;
  for (std::size_t place = 0; place < event_kinds().size(); ++place) {
    const EventInfo& info = event_kinds()[place];
    EXPECT_EQ(static_cast<std::size_t>(info.what), place);
    EXPECT_FALSE(info.sentence.empty());
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(what_named(info.name), info.what);
    EXPECT_EQ(name_of(info.what), info.name);
  }
  EXPECT_EQ(static_cast<std::size_t>(What::done) + 1, event_kinds().size());
}

TEST(EventKinds, NameTheStreamsAsPeopleDo) {
  EXPECT_EQ(name_of(What::out), "stdout");
  EXPECT_EQ(name_of(What::err), "stderr");
  EXPECT_EQ(name_of(What::not_listening), "not_listening");
  EXPECT_EQ(what_named("out"), std::nullopt);
}

Event of(What what) {
  return {.t = Duration{1}, .who = "harness", .what = what, .bytes = "", .more = {}};
}

TEST(ATranscript, IsCompleteWhenItEndsWithDoneAndHoldsNoFault) {
  EXPECT_TRUE((Transcript{"e", "s", {of(What::trial), of(What::done)}}.complete()));
  EXPECT_FALSE((Transcript{"e", "s", {}}.complete()));
  EXPECT_FALSE((Transcript{"e", "s", {of(What::trial)}}.complete()));
  EXPECT_FALSE(
      (Transcript{"e", "s", {of(What::trial), of(What::fault), of(What::done)}}.complete()));
}

}  // namespace
}  // namespace viva
