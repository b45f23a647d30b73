// Texts kept as files beside the tests. VIVA_UPDATE_GOLDEN=1 writes them anew; read the diff then.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace viva::report {

inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(VIVA_SOURCE_DIR) + "/tests/report/golden/" + name;
  if (std::getenv("VIVA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream{path, std::ios::binary} << text;
  }
  std::ifstream file{path, std::ios::binary};
  std::stringstream kept;
  kept << file.rdbuf();
  EXPECT_EQ(text, kept.str()) << "VIVA_UPDATE_GOLDEN=1 writes " << path << " anew";
}

}  // namespace viva::report
