// The tables of peers and checks as a spec sees them: each name can be written, each default is
// right.
#include "harness/judge/judge.hpp"
#include "reference/peers/peers.hpp"

#include <gtest/gtest.h>

#include <set>

namespace viva::spec {
namespace {

// Keys that the loader takes for itself; a parameter of that name could never be given.
const std::set<std::string> check_keys = {"id",         "title",    "points",    "bonus",
                                          "visibility", "scenario", "scenarios", "requires",
                                          "kind",       "hint",     "hints"};
const std::set<std::string> peer_keys = {"kind"};

void expect_sound(const std::vector<KindInfo>& kinds, const std::set<std::string>& reserved) {
  std::set<std::string> names;
  for (const KindInfo& kind : kinds) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name << " stands twice";
    std::set<std::string> parameters;
    for (const ParameterInfo& parameter : kind.parameters) {
      const std::string name = kind.name + "." + parameter.name;
      EXPECT_TRUE(parameters.insert(parameter.name).second) << name << " stands twice";
      EXPECT_FALSE(reserved.contains(parameter.name)) << name << " is a key of the loader's own";
      EXPECT_FALSE(parameter.sentence.empty()) << name << " says nothing";
      if (parameter.otherwise) {
        EXPECT_EQ(parameter.otherwise->index(), static_cast<std::size_t>(parameter.type))
            << name << " has a default of another type";
      }
    }
    std::set<std::string> symptoms;
    for (const SymptomInfo& symptom : kind.symptoms) {
      EXPECT_TRUE(symptoms.insert(symptom.name).second)
          << kind.name << "." << symptom.name << " stands twice";
    }
  }
}

TEST(TheTableOfPeers, CanBeWrittenInASpec) {
  std::vector<KindInfo> kinds;
  for (const trial::PeerKind& kind : peers::all()) kinds.push_back(kind.info);
  EXPECT_FALSE(kinds.empty());
  expect_sound(kinds, peer_keys);
}

TEST(TheTableOfPeers, BoundsEveryWholeNumber) {
  for (const trial::PeerKind& kind : peers::all()) {
    for (const ParameterInfo& parameter : kind.info.parameters) {
      if (parameter.type != ValueType::integer) continue;
      const std::string name = kind.info.name + "." + parameter.name;
      ASSERT_TRUE(parameter.bounds) << name;
      if (!parameter.otherwise) continue;
      const auto value = std::get<std::int64_t>(*parameter.otherwise);
      EXPECT_TRUE(value >= parameter.bounds->least && value <= parameter.bounds->most) << name;
    }
  }
}

TEST(TheTableOfChecks, NamesPeersThatThereAre) {
  std::set<std::string> known;
  for (const trial::PeerKind& kind : peers::all()) known.insert(kind.info.name);
  for (const judge::CheckKind& kind : judge::check_kinds()) {
    for (const std::string& peer : kind.info.peers) EXPECT_TRUE(known.contains(peer)) << peer;
  }
}

TEST(TheTableOfChecks, CanBeWrittenInASpec) {
  std::vector<KindInfo> kinds;
  for (const judge::CheckKind& kind : judge::check_kinds()) kinds.push_back(kind.info);
  EXPECT_FALSE(kinds.empty());
  expect_sound(kinds, check_keys);
}

}  // namespace
}  // namespace viva::spec
