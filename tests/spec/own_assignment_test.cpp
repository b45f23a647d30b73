// The assignment that viva comes with: no mistake, and the points that it promises.
#include "harness/judge/judge.hpp"
#include "harness/spec/spec.hpp"
#include "reference/peers/peers.hpp"
#include "tests/spec/shown.hpp"

#include <gtest/gtest.h>

namespace viva::spec {
namespace {

Vocabulary whole_vocabulary() {
  Vocabulary vocabulary;
  for (const trial::PeerKind& kind : peers::all()) vocabulary.peers.push_back(kind.info);
  for (const judge::CheckKind& kind : judge::check_kinds()) vocabulary.checks.push_back(kind.info);
  return vocabulary;
}

TEST(TheAssignment, HasNoMistakeAndIsWorth100PointsAndABonus) {
  const Loaded loaded = load(VIVA_SOURCE_DIR "/grading.toml", whole_vocabulary());
  EXPECT_EQ(shown(loaded), "");
  ASSERT_TRUE(loaded.assignment);
  double points = 0;
  double bonus = 0;
  for (const Exercise& exercise : loaded.assignment->exercises) {
    for (const Check& check : exercise.checks) (check.bonus ? bonus : points) += check.points;
  }
  EXPECT_EQ(points, 100);
  EXPECT_EQ(bonus, 8);
}

}  // namespace
}  // namespace viva::spec
