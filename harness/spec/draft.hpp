// What was read of an exercise before its references are looked up. Private to this room.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/spec/page.hpp"
#include "harness/spec/table_reader.hpp"

#include <map>
#include <string>
#include <vector>

namespace viva::spec {

struct CheckDraft {
  Check check;
  Place place;  ///< of its id, or of its table
  std::vector<Word> scenarios;
  std::vector<Word> requires_;
  bool read = true;  ///< false: what it says of its scenarios could not be read
};

struct ExerciseDraft {
  Exercise exercise;  ///< complete but for its checks
  Page* page = nullptr;
  bool readable = false;           ///< false: its file does not exist or has a mistake of form
  std::vector<CheckDraft> checks;  ///< conditions first
  std::map<std::string, Place> scenarios;  ///< where each stands
  std::vector<Word> arguments;             ///< of its program

  [[nodiscard]] bool document() const { return std::holds_alternative<Document>(exercise.subject); }
};

/// A document's checks look at this scenario; nothing is played for it.
inline constexpr std::string_view document_scenario = "document";

}  // namespace viva::spec
