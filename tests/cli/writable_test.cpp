#include "harness/cli/writable.hpp"

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using namespace viva;
using namespace viva::cli;
using testing::HasSubstr;

class Writable : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "viva-write-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top = pattern;
    std::ofstream{top / "file"} << "x";
  }
  void TearDown() override { fs::remove_all(top); }
  std::string trouble(const fs::path& place, Target target) {
    const auto mistake = cannot_write("--json", place, target);
    return mistake ? mistake->what : "";
  }
  fs::path top;
};

TEST_F(Writable, AFileNeedsItsFolder) {
  EXPECT_EQ(trouble(top / "x.json", Target::file), "");
  EXPECT_EQ(trouble(top / "file", Target::file), "") << "it is written anew";
  EXPECT_THAT(trouble(top / "no/x.json", Target::file), HasSubstr("there is no folder"));
  EXPECT_THAT(trouble(top, Target::file), HasSubstr("it is a folder"));
  EXPECT_THAT(trouble(top / "file/x.json", Target::file), HasSubstr("is no folder"));
}

TEST_F(Writable, ADeviceIsWrittenInto) {
  EXPECT_EQ(trouble("/dev/null", Target::file), "") << "whoever may write to /dev";
}

TEST_F(Writable, AFolderIsMadeWithThoseAboveIt) {
  EXPECT_EQ(trouble(top / "a/b/c/", Target::folder), "");
  EXPECT_EQ(trouble(top, Target::folder), "");
  EXPECT_THAT(trouble(top / "file", Target::folder), HasSubstr("it is a file"));
  EXPECT_THAT(trouble(top / "file/a", Target::folder), HasSubstr("is no folder"));
}

}  // namespace
