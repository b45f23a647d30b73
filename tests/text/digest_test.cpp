// Fingerprints, against the values of FIPS 180-4's examples.
#include "harness/text/digest.hpp"

#include <gtest/gtest.h>

namespace viva::text {
namespace {

TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, TellsPartsApart) {
  EXPECT_NE(Digest().add("ab").add("c").hex(), Digest().add("a").add("bc").hex());
  EXPECT_NE(Digest().add("").hex(), Digest().hex());
  EXPECT_EQ(Digest().add("ab").add("c").hex(), Digest().add("ab").add("c").hex());
}

TEST(Digest, GoesOnAfterItWasRead) {
  Digest digest;
  digest.add("a");
  const std::string first = digest.hex();
  EXPECT_EQ(digest.hex(), first);
  EXPECT_EQ(digest.add("b").hex(), Digest().add("a").add("b").hex());
  EXPECT_EQ(first.size(), 64U);
}

}  // namespace
}  // namespace viva::text
