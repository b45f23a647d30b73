// Files of the workshop: what is written where, whatever stands there already.
#include "harness/build/files.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace viva::build {
namespace {

namespace fs = std::filesystem;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "viva-files-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
  }
  void TearDown() override { fs::remove_all(top_); }
  fs::path top_;
};

TEST_F(Files, TextTakesTheOldTextsPlace) {
  write_text(top_ / "it", "old");
  write_text(top_ / "it", "new");
  EXPECT_EQ(read_text(top_ / "it"), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator{top_}, {}), 1);
}

TEST_F(Files, APipeOrADeviceStaysWhatItIs) {
  const fs::path pipe = top_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const box::Descriptor reader{open(pipe.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)};
  write_text(pipe, "text");
  EXPECT_TRUE(fs::is_fifo(pipe));
  std::string bytes(10, '.');
  ASSERT_EQ(read(reader.get(), bytes.data(), bytes.size()), 4);
  EXPECT_EQ(bytes.substr(0, 4), "text");
}

}  // namespace
}  // namespace viva::build
