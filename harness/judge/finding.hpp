// Small helps for making findings: what holds, what fails, and the words that messages share.
#pragma once

#include "harness/judge/judge.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge {

/// A finding that fails. `symptom` may be empty; `events` are of the transcript with this index.
Finding failing(std::string symptom, std::string message, std::vector<std::size_t> events,
                std::size_t transcript = 0);

/// A finding that holds, with the events that show it.
Finding holding(std::vector<std::size_t> events, std::size_t transcript = 0);

/// Turns a failure for want of an event in time into `unclear` when the machine was so late between
/// the two that having waited in vain says nothing. Marks it as wanting, too.
Finding unless_late(Finding finding, const Transcript& transcript, Duration from, Duration to);

/// "1st", "2nd", "11th".
std::string ordinal(std::size_t number);

/// `client:3` is 3; a name without a number 0.
std::size_t number_of(std::string_view who);

/// "was still running" or how it ended, to complete "the program …".
std::string state_of(const Transcript& transcript, std::string_view who = "program");

/// "Standard error ends with "…"." or nothing when there is nothing on it.
std::string last_words(const Transcript& transcript, std::string_view who = "program");

/// Symptoms of several groups in one list.
std::vector<SymptomInfo> joined(std::vector<std::vector<SymptomInfo>> lists);

}  // namespace viva::judge
