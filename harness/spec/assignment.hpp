// Reading of grading.toml. Private to this room.
#pragma once

#include "harness/model/assignment.hpp"
#include "harness/spec/page.hpp"
#include "harness/spec/table_reader.hpp"

#include <vector>

namespace viva::spec {

struct AssignmentDraft {
  Assignment assignment;        ///< without its exercises, folders and digest
  std::vector<Word> exercises;  ///< ids, each once and well formed
  std::optional<Word> template_folder;
  std::vector<Word> protected_files;
};

AssignmentDraft read_assignment(Page& page, const Table& table);

}  // namespace viva::spec
