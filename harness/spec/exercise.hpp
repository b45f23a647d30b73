// Reading of one specs/EXERCISE.toml. Private to this room.
#pragma once

#include "harness/model/limits.hpp"
#include "harness/spec/draft.hpp"
#include "harness/spec/spec.hpp"

namespace viva::spec {

/// Everything that the file says by itself; complaints stand on the page. `id` is what grading.toml
/// calls it, `run_limits` are the defaults of every scenario.
ExerciseDraft read_exercise(Page& page, const Table& table, const std::string& id,
                            const Limits& run_limits, const Vocabulary& vocabulary);

}  // namespace viva::spec
