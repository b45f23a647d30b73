#include "harness/cli/kinds.hpp"

#include "harness/cli/commands.hpp"

namespace {

using namespace viva;
using namespace viva::cli;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(ExplainKinds, ThePeersAreListedWithWhatASpecMaySay) {
  const auto text = std::get<0>(
      explain_kinds(vocabulary().peers, KindOf::peer, "tcp_client", {120, false, true}));
  EXPECT_THAT(text,
              AllOf(HasSubstr("gives {port}"), HasSubstr("whole number from 1 to 1000, else 1"),
                    HasSubstr("time, else \"3s\""), Not(HasSubstr("udp_client"))));
}

TEST(ExplainKinds, AllChecksAreListedWithTheirSymptoms) {
  const auto text = "\n" + std::get<0>(explain_kinds(vocabulary().checks, KindOf::check, "", {}));
  for (const KindInfo& kind : vocabulary().checks)
    EXPECT_THAT(text, HasSubstr("\n" + kind.name + "\n"));
  EXPECT_THAT(text,
              AllOf(HasSubstr("judges what was played by tcp_client"), HasSubstr("trailing_nul")));
}

TEST(ExplainKinds, AnUnknownOneGetsTheNearest) {
  EXPECT_THAT(std::get<1>(explain_kinds(vocabulary().checks, KindOf::check, "accept", {})).help,
              HasSubstr("`accepts`"));
  EXPECT_THAT(std::get<1>(explain_kinds(vocabulary().peers, KindOf::peer, "zzz", {})).help,
              HasSubstr("viva explain --peers"));
}

}  // namespace
