// Joining of what was read: which scenario, which check a name means. Private to this room.
#pragma once

#include "harness/spec/draft.hpp"
#include "harness/spec/spec.hpp"

#include <vector>

namespace viva::spec {

/// Looks up every name in every draft, complains on the pages about those that mean nothing, about
/// circles, doubles and about scenarios that nobody looks at. The drafts' exercises are then
/// complete.
void join(std::vector<ExerciseDraft>& drafts, const Vocabulary& vocabulary);

}  // namespace viva::spec
