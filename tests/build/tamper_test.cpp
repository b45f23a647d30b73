// Real programs, built here with the thread sanitizer, and bytes that are none.
#include "harness/build/tamper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace viva::build {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Optional;

std::string built(const std::string& source) {
  std::string name = (fs::temp_directory_path() / "viva-tamper-XXXXXX").string();
  EXPECT_NE(mkdtemp(name.data()), nullptr);
  const fs::path folder = name;
  std::ofstream{folder / "it.c"} << source;
  const std::string command = "cd " + name + " && gcc -fsanitize=thread it.c -o it -ldl 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c)
  std::ifstream stream{folder / "it", std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  fs::remove_all(folder);
  return bytes;
}

constexpr const char* honest =
    "#include <pthread.h>\n#include <stdatomic.h>\nstatic int n; static atomic_int a;\n"
    "static void* f(void* p) { ++n; ++a; return p; }\n"
    "int main(void) { pthread_t t; pthread_create(&t, 0, f, 0); return pthread_join(t, 0); }\n";

std::string built_with(const char* more) {
  std::string source = honest;
  source.append(more);
  return built(source);
}

TEST(Tampering, IsNotSeenInAnHonestProgram) {
  EXPECT_EQ(sanitizer_tampering(built(honest)), std::nullopt);
}

TEST(Tampering, IsSeenWhenOptionsAreGivenFromWithin) {
  const auto found = sanitizer_tampering(
      built_with("const char* __tsan_default_options(void) { return \"report_bugs=0\"; }\n"));
  EXPECT_THAT(found, Optional(HasSubstr("defines __tsan_default_options")));
}

TEST(Tampering, IsSeenWhenInstrumentationIsReplacedUnderAnotherName) {
  const auto found =
      sanitizer_tampering(built_with("void mine(void* p) __asm__(\"__tsan_\" \"write4\");\n"
                                     "void mine(void* p) { (void)p; }\n"));
  EXPECT_THAT(found, Optional(HasSubstr("defines __tsan_write4")));
}

TEST(Tampering, IsSeenWhenTheSanitizerIsToldToIgnore) {
  const auto found = sanitizer_tampering(
      built("void AnnotateIgnoreWritesBegin(const char*, int);\n"
            "int main(void) { AnnotateIgnoreWritesBegin(__FILE__, 1); return 0; }\n"));
  EXPECT_THAT(found, Optional(HasSubstr("calls AnnotateIgnoreWritesBegin")));
}

TEST(Tampering, IsSeenWhenItsFunctionsAreLookedUpByName) {
  const auto found =
      sanitizer_tampering(built("#define _GNU_SOURCE\n#include <dlfcn.h>\n"
                                "int main(void) { return dlsym(RTLD_DEFAULT, \"any\") != 0; }\n"));
  EXPECT_THAT(found, Optional(HasSubstr("calls dlsym")));
}

TEST(RenamesLines, SeesEachFormOfTheDirective) {
  for (const char* source :
       {"#line 1 \"/usr/x.h\"\n", "int a;\n # 7 \"/usr/x.h\"\n", "%:line 3\n", "#\\\nline 3\n",
        "#li\\\r\nne 3\n", "/* a */ # /* b */ line 3\n", "int a; // \\\n c\n#line 3"}) {
    EXPECT_TRUE(renames_lines(source)) << source;
  }
}

TEST(RenamesLines, IsNotFooledByWhatOnlyLooksLikeIt) {
  for (const char* source :
       {"", "#", "#include <a>\n", "// #line 3\n", "/*\n#line 3\n*/\n",
        "const char* a = \"\\\n#line 3\";\n", "char c = '\\'';\nint line;\n", "#define line 3\n"}) {
    EXPECT_FALSE(renames_lines(source)) << source;
  }
}

TEST(Tampering, IsAssumedWhereNothingCanBeSeen) {
  for (const std::string bytes : {"", "\x7f", "#!/bin/sh\n",
                                  "\x7f"
                                  "ELF"})
    EXPECT_TRUE(sanitizer_tampering(bytes)) << bytes;
}

TEST(Tampering, ReadsNothingBeyondACutFile) {
  const std::string whole = built(honest);
  for (std::size_t length = 0; length < whole.size(); length += 97)
    (void)sanitizer_tampering(std::string_view(whole).substr(0, length));
}

}  // namespace
}  // namespace viva::build
