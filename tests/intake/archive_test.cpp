// Intake against archives, made here with libarchive's writer: what is taken is what a folder would
// give, and nothing hostile gets in.
#include "harness/intake/archive.hpp"

#include "harness/intake/intake.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace viva;
using intake::ArchiveLimits;
using intake::IntakeLimits;
using testing::HasSubstr;

using Setting = int (*)(::archive*);

/// An archive in memory.
class Packer {
 public:
  explicit Packer(Setting format, Setting filter = ::archive_write_add_filter_none)
      : writer_{::archive_write_new()} {
    format(writer_);
    filter(writer_);
    ::archive_write_set_bytes_in_last_block(writer_, 1);
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;
  ~Packer() { ::archive_write_free(writer_); }

  Packer& locked(const char* password) {
    ::archive_write_set_options(writer_, "zip:encryption=traditional");
    ::archive_write_set_passphrase(writer_, password);
    return *this;
  }
  Packer& file(const std::string& path, const std::string& bytes = "x", unsigned mode = 0644) {
    return entry(path, AE_IFREG, bytes, mode);
  }
  Packer& entry(const std::string& path, unsigned type, const std::string& bytes = {},
                unsigned mode = 0755) {
    open();
    ::archive_entry* one = ::archive_entry_new();
    ::archive_entry_set_pathname(one, path.c_str());
    ::archive_entry_set_filetype(one, type);
    ::archive_entry_set_perm(one, static_cast<__LA_MODE_T>(mode));
    ::archive_entry_set_size(one, static_cast<la_int64_t>(bytes.size()));
    if (type == AE_IFLNK) ::archive_entry_set_symlink(one, "/etc/passwd");
    EXPECT_GE(::archive_write_header(writer_, one), ARCHIVE_WARN)
        << ::archive_error_string(writer_);
    if (!bytes.empty()) ::archive_write_data(writer_, bytes.data(), bytes.size());
    ::archive_entry_free(one);
    return *this;
  }
  Packer& hard_link(const std::string& path, const std::string& to) {
    open();
    ::archive_entry* one = ::archive_entry_new();
    ::archive_entry_set_pathname(one, path.c_str());
    ::archive_entry_set_filetype(one, AE_IFREG);
    ::archive_entry_set_perm(one, 0644);
    ::archive_entry_set_hardlink(one, to.c_str());
    ::archive_write_header(writer_, one);
    ::archive_entry_free(one);
    return *this;
  }
  std::string done() {
    open();
    ::archive_write_close(writer_);
    return bytes_;
  }

 private:
  static la_ssize_t keep(::archive* /*writer*/, void* packer, const void* piece, std::size_t size) {
    static_cast<Packer*>(packer)->bytes_.append(static_cast<const char*>(piece), size);
    return static_cast<la_ssize_t>(size);
  }
  void open() {
    if (opened_) return;
    opened_ = true;
    ::archive_write_open(writer_, this, nullptr, keep, nullptr);
  }

  ::archive* writer_;
  std::string bytes_;
  bool opened_ = false;
};

constexpr Setting zip = ::archive_write_set_format_zip;
constexpr Setting tar = ::archive_write_set_format_pax_restricted;
constexpr Setting gzip = ::archive_write_add_filter_gzip;

Submission taken(const std::string& bytes, const IntakeLimits& limits = {},
                 const ArchiveLimits& more = {}) {
  auto result = intake::take_archive(bytes, "/tmp/alice.zip", limits, more);
  if (auto* refusal = std::get_if<Diagnostic>(&result)) {
    ADD_FAILURE() << refusal->what;
    return {};
  }
  return std::get<Submission>(result);
}

Diagnostic refused(const std::string& bytes, const ArchiveLimits& more = {},
                   const std::string& name = "alice.zip") {
  auto result = intake::take_archive(bytes, name, {}, more);
  if (!std::holds_alternative<Diagnostic>(result)) {
    ADD_FAILURE() << "was taken";
    return {};
  }
  return std::get<Diagnostic>(result);
}

std::vector<std::string> paths(const Submission& submission) {
  std::vector<std::string> all;
  for (const auto& file : submission.files) all.push_back(file.path);
  return all;
}

std::string why(const Submission& submission, const std::string& path) {
  for (const auto& left : submission.left_out) {
    if (left.path == path) return left.why;
  }
  return {};
}

using Paths = std::vector<std::string>;

// The writer turns names from the locale's characters into UTF-8 and UTF-16.
class Utf8Locale {
 public:
  Utf8Locale()
      : utf8_{::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)}, before_{::uselocale(utf8_)} {}
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    ::uselocale(before_);
    ::freelocale(utf8_);
  }

 private:
  locale_t utf8_;
  locale_t before_;
};

TEST(Archive, EveryFormatGivesTheSameSubmission) {
  const Utf8Locale locale;
  const auto pack = [](Packer&& packer) {
    return packer.entry("chat_server/", AE_IFDIR)
        .file("threads.cpp", "int main() {}\n")
        .file("chat_server/room.hpp", std::string{"a\0b", 3})
        .file("empty.hpp", "")
        .file("größe.md", "# groß")
        .done();
  };
  const Submission first = taken(pack(Packer{zip}));
  EXPECT_EQ(paths(first), (Paths{"chat_server/room.hpp", "empty.hpp", "größe.md", "threads.cpp"}));
  EXPECT_EQ(first.files[0].bytes, (std::string{"a\0b", 3}));
  EXPECT_EQ(first.files[3].bytes, "int main() {}\n");
  EXPECT_EQ(first.id, "alice");
  EXPECT_TRUE(first.left_out.empty());
  for (const Setting format : {::archive_write_set_format_7zip, ::archive_write_set_format_ustar,
                               ::archive_write_set_format_gnutar, tar}) {
    EXPECT_EQ(taken(pack(Packer{format})), first);
  }
  for (const Setting filter : {gzip, ::archive_write_add_filter_bzip2,
                               ::archive_write_add_filter_xz, ::archive_write_add_filter_zstd}) {
    EXPECT_EQ(taken(pack(Packer{tar, filter})), first);
  }
}

TEST(Archive, ItGivesWhatTheFolderGives) {
  std::string pattern = (fs::temp_directory_path() / "viva-archive-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const fs::path root = fs::path(pattern) / "alice";
  Packer packer{tar, gzip};
  for (const char* path : {"z.cpp", "a/b.cpp", "a/-o.cpp", "build/x.cpp", ".git/config", "a.o",
                           "photo.png", "a-b.cpp", "old.zip", "1/2/3/4/5/6/7/8/deep.cpp"}) {
    fs::create_directories((root / path).parent_path());
    std::ofstream{root / path} << "x";
    packer.file(std::string{"./alice/"} + path);
  }
  const auto folder = intake::take(root);
  Submission archive = taken(packer.done());
  ASSERT_TRUE(std::holds_alternative<Submission>(folder));
  ASSERT_FALSE(archive.left_out.empty());
  EXPECT_EQ(archive.left_out.front().path, "alice/");
  archive.left_out.erase(archive.left_out.begin());
  EXPECT_EQ(archive, std::get<Submission>(folder));
  fs::remove_all(pattern);
}

TEST(Archive, TheNameLosesAllItsEndings) {
  const auto id = [](const fs::path& path) {
    const auto result = intake::take_archive(Packer{tar, gzip}.file("a.cpp").done(), path);
    return std::get<Submission>(result).id;
  };
  EXPECT_EQ(id("dir/bob.tar.gz"), "bob");
  EXPECT_EQ(id("Bob Ross.TGZ"), "Bob Ross");
  EXPECT_EQ(id("v1.2"), "v1.2");
  EXPECT_EQ(id("\xff.zip"), "submission");
}

TEST(Archive, OneFolderAroundEverythingIsSteppedInto) {
  const Submission submission = taken(Packer{zip}
                                          .file("handin/threads.cpp")
                                          .file("handin/chat_server/room.hpp")
                                          .file("__MACOSX/handin/._threads.cpp")
                                          .file(".DS_Store")
                                          .done());
  EXPECT_EQ(paths(submission), (Paths{"chat_server/room.hpp", "threads.cpp"}));
  EXPECT_THAT(why(submission, "handin/"), HasSubstr("stepped into"));
  EXPECT_EQ(
      paths(taken(Packer{zip}.file("chat_server/a.cpp").done(), {.own_folders = {"chat_server"}})),
      Paths{"chat_server/a.cpp"});
  EXPECT_EQ(paths(taken(Packer{zip}.file("a/a.cpp").file("b.cpp").done())),
            (Paths{"a/a.cpp", "b.cpp"}));
}

TEST(Archive, WindowsSeparatorsSeparate) {
  const Submission submission = taken(Packer{tar}
                                          .file(R"(handin\threads.cpp)")
                                          .file(R"(handin\chat\)", "")
                                          .file(R"(handin\chat\..\..\evil.cpp)")
                                          .done());
  EXPECT_EQ(paths(submission), Paths{"threads.cpp"});
  EXPECT_THAT(why(submission, R"("handin\\chat\\..\\..\\evil.cpp")"), HasSubstr("leads out"));
}

TEST(Archive, APathThatLeadsElsewhereIsLeftOut) {
  const Submission submission = taken(Packer{tar}
                                          .file("./a.cpp")
                                          .file("../b.cpp")
                                          .file("x/../../c.cpp")
                                          .file("/etc/d.cpp")
                                          .file(R"(C:\e.cpp)")
                                          .file("c:f.cpp")
                                          .file("//g.cpp")
                                          .file("x//h.cpp")
                                          .done());
  EXPECT_EQ(paths(submission), (Paths{"a.cpp", "x/h.cpp"}));
  EXPECT_EQ(submission.left_out.size(), 6U);
  EXPECT_THAT(why(submission, R"("../b.cpp")"), HasSubstr("leads out"));
  EXPECT_THAT(why(submission, R"("/etc/d.cpp")"), HasSubstr("root"));
  EXPECT_THAT(why(submission, R"("c:f.cpp")"), HasSubstr("drive"));
}

TEST(Archive, LinksAndDevicesAreLeftOut) {
  const Submission submission = taken(Packer{tar}
                                          .file("a.cpp", "int a;")
                                          .entry("link.cpp", AE_IFLNK)
                                          .hard_link("hard.cpp", "a.cpp")
                                          .entry("fifo.cpp", AE_IFIFO)
                                          .entry("device.cpp", AE_IFCHR)
                                          .done());
  EXPECT_EQ(paths(submission), Paths{"a.cpp"});
  EXPECT_THAT(why(submission, "link.cpp"), HasSubstr("a link"));
  EXPECT_THAT(why(submission, "hard.cpp"), HasSubstr("hard link"));
  EXPECT_THAT(why(submission, "fifo.cpp"), HasSubstr("FIFO"));
  EXPECT_THAT(why(submission, "device.cpp"), HasSubstr("device"));
  EXPECT_EQ(paths(taken(Packer{zip}.file("a.cpp").entry("b.cpp", AE_IFLNK).done())),
            Paths{"a.cpp"});
}

TEST(Archive, NothingIsTakenThroughALinkInTheArchive) {
  const Submission submission =
      taken(Packer{tar}.file("a.cpp").entry("lib", AE_IFLNK).file("lib/b.cpp").done());
  EXPECT_EQ(paths(submission), Paths{"a.cpp"});
  EXPECT_THAT(why(submission, R"("lib/b.cpp")"), HasSubstr("same name"));
}

TEST(Archive, TheSamePathTwiceCountsOnce) {
  const Submission submission = taken(
      Packer{tar}.file("a.cpp", "first").file("./a.cpp", "second").file("a.cpp/b.cpp").done());
  ASSERT_EQ(paths(submission), Paths{"a.cpp"});
  EXPECT_EQ(submission.files[0].bytes, "first");
  EXPECT_THAT(why(submission, R"("./a.cpp")"), HasSubstr("second time"));
  EXPECT_THAT(why(submission, R"("a.cpp/b.cpp")"), HasSubstr("same name"));
}

TEST(Archive, AFileThatIsAFolderAlreadyIsLeftOut) {
  const Submission submission = taken(Packer{tar}.file("a/b.cpp").file("a").file("c.cpp").done());
  EXPECT_EQ(paths(submission), (Paths{"a/b.cpp", "c.cpp"}));
  EXPECT_THAT(why(submission, R"("a")"), HasSubstr("same name"));
}

TEST(Archive, NamesThatAreNoUtf8AreLeftOutAndNotGuessed) {
  for (const Setting format : {zip, ::archive_write_set_format_ustar}) {
    const Submission submission = taken(Packer{format}
                                            .file("a.cpp")
                                            .file("gr\xf6\xdf"
                                                  "e.cpp")
                                            .file("-o.cpp")
                                            .done());
    EXPECT_EQ(paths(submission), Paths{"a.cpp"});
    EXPECT_THAT(why(submission, R"("gr\xf6\xdfe.cpp")"), HasSubstr("UTF-8"));
    EXPECT_THAT(why(submission, R"("-o.cpp")"), HasSubstr("option"));
  }
}

TEST(Archive, TheLimitsOfFoldersHold) {
  Packer packer{zip};
  for (char name = 'a'; name <= 'e'; ++name) {
    packer.file(std::string{name} + ".cpp", std::string(60, name));
  }
  const std::string bytes = packer.file("large.cpp", std::string(101, 'x')).done();
  const IntakeLimits small{.file_bytes = 100, .total_bytes = 200};
  EXPECT_EQ(paths(taken(bytes, small)), (Paths{"a.cpp", "b.cpp", "c.cpp"}));
  EXPECT_THAT(why(taken(bytes, small), "d.cpp"), HasSubstr("200B in all"));
  EXPECT_THAT(why(taken(bytes, small), "large.cpp"), HasSubstr("larger than 100B"));
  EXPECT_THAT(why(taken(bytes, {.files = 3}), "d.cpp"), HasSubstr("more than 3 files"));
  EXPECT_THAT(why(taken(bytes, {.entries = 3}), "."), HasSubstr("more than 3 files and folders"));
  EXPECT_THAT(why(taken(bytes, {}, {.entries = 2}), "."), HasSubstr("more than 2 entries"));
  EXPECT_THAT(why(taken(bytes, {}, {.kept_bytes = 100}), "b.cpp"), HasSubstr("in all"));
}

TEST(Archive, WhatStandsInABuildFolderUsesNothingUp) {
  const std::string bytes = Packer{zip}
                                .file("./w/build/_deps/a.cpp", std::string(90, 'x'))
                                .file("./w/b.cpp", std::string(90, 'y'))
                                .done();
  EXPECT_EQ(paths(taken(bytes, {}, {.kept_bytes = 100})), Paths{"b.cpp"});
}

TEST(Archive, ADeepOrLongPathCostsNothing) {
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "d/";
  const Submission submission =
      taken(Packer{tar}.file("a.cpp").file(deep + "b.cpp").file(std::string(5000, 'n')).done());
  EXPECT_EQ(paths(submission), Paths{"a.cpp"});
  EXPECT_EQ(submission.left_out.size(), 2U);
}

TEST(Archive, ABombInAZipIsOneFileTooLarge) {
  const std::string zeros(64U << 20U, '\0');
  const std::string bytes = Packer{zip}.file("a.cpp").file("bomb.cpp", zeros).done();
  ASSERT_LT(bytes.size(), 100'000U);
  const Submission submission = taken(bytes);
  EXPECT_EQ(paths(submission), Paths{"a.cpp"});
  EXPECT_THAT(why(submission, "bomb.cpp"), HasSubstr("larger than 1MB"));
}

TEST(Archive, ManyBombsInAZipAreTooMuchTogether) {
  Packer packer{zip};
  const std::string zeros(1U << 20U, '\0');
  for (int i = 0; i < 300; ++i) packer.file("f" + std::to_string(i) + ".cpp", zeros);
  EXPECT_THAT(refused(packer.done()).what, HasSubstr("200 times its own size"));
}

TEST(Archive, ABombInATarIsRefusedWhereverItStands) {
  const std::string zeros(64U << 20U, '\0');
  for (const char* name : {"bomb.cpp", "bomb.bin"}) {
    const Diagnostic refusal = refused(Packer{tar, gzip}.file("a.cpp").file(name, zeros).done());
    EXPECT_THAT(refusal.what, HasSubstr("200 times its own size"));
    EXPECT_THAT(refusal.what, HasSubstr(name));
    EXPECT_THAT(refusal.help, HasSubstr("leave out"));
  }
  const std::string sevenfold =
      Packer{::archive_write_set_format_7zip}.file("a.bin", zeros).file("b.cpp").done();
  EXPECT_THAT(refused(sevenfold).what, HasSubstr("200 times its own size"));
}

TEST(Archive, WhatIsUnpackedIsCountedAsItComes) {
  const std::string bytes = Packer{tar}.file("a.cpp").file("b.bin", std::string(4000, 'x')).done();
  EXPECT_THAT(refused(bytes, {.unpacked_bytes = 2048}).what, HasSubstr("more than 2KB"));
  EXPECT_EQ(paths(taken(bytes, {}, {.unpacked_bytes = 20480})), Paths{"a.cpp"});
}

TEST(Archive, ArchivesInsideAreNotUnpacked) {
  std::string inner = Packer{zip}.file("deep.cpp").done();
  for (int i = 0; i < 5; ++i) inner = Packer{zip}.file("a.zip", inner).file("b.zip", inner).done();
  const std::string bytes = Packer{zip}.file("lib.zip", inner).file("a.cpp").done();
  const Submission submission = taken(bytes);
  EXPECT_EQ(paths(submission), Paths{"a.cpp"});
  EXPECT_THAT(why(submission, "lib.zip"), HasSubstr("an archive"));
  EXPECT_THAT(refused(inner).what, HasSubstr("an archive"));
}

TEST(Archive, APasswordIsSaidSo) {
  const std::string bytes = Packer{zip}.locked("secret").file("a.cpp", "int main() {}").done();
  const Diagnostic refusal = refused(bytes);
  EXPECT_THAT(refusal.what, HasSubstr("password"));
  EXPECT_THAT(refusal.what, HasSubstr("a.cpp"));
  EXPECT_EQ(refusal.help, "make the archive anew without a password");
}

std::string varied(std::size_t size) {
  std::string bytes;
  for (std::uint32_t state = 1; bytes.size() < size;) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>('a' + (state >> 24U) % 26U);
  }
  return bytes;
}

TEST(Archive, ACutArchiveNeverGivesHalfASubmission) {
  const auto pack = [](Packer&& packer) {
    return packer.file("a.cpp", varied(600)).file("b.cpp", varied(1500)).file("c.cpp", "x").done();
  };
  const std::vector<std::string> whole = {
      pack(Packer{zip}),
      pack(Packer{tar}),
      pack(Packer{tar, gzip}),
      pack(Packer{tar, ::archive_write_add_filter_bzip2}),
      pack(Packer{tar, ::archive_write_add_filter_xz}),
      pack(Packer{tar, ::archive_write_add_filter_zstd}),
      pack(Packer{::archive_write_set_format_7zip}),
  };
  for (const std::string& bytes : whole) {
    const Submission submission = taken(bytes);
    ASSERT_EQ(submission.files.size(), 3U);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto result = intake::take_archive(std::string_view{bytes}.substr(0, size), "a.zip");
      if (const auto* some = std::get_if<Submission>(&result)) {
        EXPECT_EQ(some->files, submission.files) << size << " of " << bytes.size();
        // Only the padding after the end may be missing.
        EXPECT_GE(size + 1024, bytes.size());
      }
    }
  }
}

TEST(Archive, AFlippedBitInATarGzIsNoticed) {
  std::string bytes = Packer{tar, gzip}.file("a.cpp", varied(3000)).done();
  const Submission whole = taken(bytes);
  for (std::size_t at = 10; at < bytes.size(); ++at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    const auto result = intake::take_archive(bytes, "a.tgz");
    // Between the last code and the sum are bits that mean nothing.
    if (const auto* same = std::get_if<Submission>(&result)) {
      EXPECT_EQ(same->files, whole.files);
    }
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
  }
}

TEST(Archive, AFlippedBitInASourceInAZipIsNoticed) {
  std::string bytes = Packer{zip}.file("a.cpp", varied(3000)).done();
  bytes[1000] = static_cast<char>(bytes[1000] ^ 4);
  EXPECT_THAT(refused(bytes).what, HasSubstr("damaged"));
  EXPECT_THAT(refused(bytes).help, HasSubstr("anew"));
}

TEST(Archive, WhatIsNoArchiveIsSaidSo) {
  EXPECT_THAT(refused("int main() {}\n").what, HasSubstr("no archive"));
  EXPECT_THAT(refused("").what, HasSubstr("empty"));
  EXPECT_THAT(refused("int main() {}\n", {}, "dir/threads.cpp").help, HasSubstr("viva check dir"));
  EXPECT_THAT(refused("Rar!\x1a\x07\x01").what, HasSubstr("RAR"));
  EXPECT_THAT(refused(std::string(1000, 'x'), {}, "a.tar").what, HasSubstr("no archive"));
}

TEST(Archive, OneCompressedFileIsNoArchive) {
  Packer packer{::archive_write_set_format_raw, gzip};
  const Diagnostic refusal = refused(packer.file("threads.cpp", "int main() {}\n").done());
  EXPECT_THAT(refusal.what, HasSubstr("no archive"));
}

TEST(Archive, AnArchiveThatIsTooLargeIsNotTried) {
  const std::string bytes = Packer{zip}.file("a.cpp").done();
  EXPECT_THAT(refused(bytes, {.archive_bytes = 100}).what, HasSubstr("larger than 100B"));
}

TEST(Archive, WithoutSourcesTheReasonsAreNamed) {
  const Diagnostic refusal = refused(Packer{zip}.file("build/a.cpp").file("a.exe").done());
  EXPECT_THAT(refusal.what, HasSubstr("build folder"));
  EXPECT_THAT(refusal.what, HasSubstr("compiled"));
  EXPECT_THAT(refused(Packer{zip}.done()).what, HasSubstr("no source file"));
}

// What a worker that was taken over could say.
TEST(Archive, AStreamIsNotBelieved) {
  const auto text = [](const std::string& bytes) {
    std::string length(4, '\0');
    for (unsigned i = 0; i < 4; ++i) length[i] = static_cast<char>(bytes.size() >> (8 * i) & 0xff);
    return length + bytes;
  };
  const auto read = [](const std::string& records, const IntakeLimits& limits = {}) {
    return intake::read_unpacked(std::string{intake::unpacked_greeting} + records, "a.zip", limits);
  };
  const std::string file = "f" + text("a.cpp") + "k" + text("int main() {}");
  const std::string end = "ec" + text("");
  ASSERT_TRUE(std::holds_alternative<Submission>(read(file + end)));
  for (std::size_t size = 0; size < (file + end).size(); ++size) {
    const auto result = read((file + end).substr(0, size));
    ASSERT_TRUE(std::holds_alternative<Diagnostic>(result)) << size;
    EXPECT_THAT(std::get<Diagnostic>(result).what, HasSubstr("could not be unpacked"));
  }
  for (const std::string& records :
       {"f" + text("../a.cpp") + "k" + text("x"), "f" + text("/a.cpp") + "k" + text("x"),
        "f" + text("a\n.cpp") + "k" + text("x"),
        "f" + text(std::string{"a\0.cpp", 6}) + "k" + text("x"), "f" + text("a.cpp") + "u",
        "f" + text("a.cpp") + "?" + text("x"), "?" + text("a.cpp"),
        std::string{"f\xff\xff\xff\xff"} + "a.cpp"}) {
    EXPECT_TRUE(std::holds_alternative<Diagnostic>(read(records + end))) << records;
  }
  EXPECT_TRUE(std::holds_alternative<Diagnostic>(read(file + end, {.file_bytes = 5})));
  EXPECT_TRUE(std::holds_alternative<Diagnostic>(read("e?" + text(""))));
  EXPECT_TRUE(std::holds_alternative<Diagnostic>(intake::read_unpacked("", "a.zip")));
}

}  // namespace
