// Causes that all exercises share: how the program ended when it should not have, or why it never
// would. The judge names them after each check, so that no kind of check has to know them all.
#pragma once

#include "harness/judge/judge.hpp"

#include <optional>
#include <string>
#include <vector>

namespace viva::judge {

struct Ending {
  std::string symptom;
  std::string sentence;  ///< completes "your program …"
  std::string hint;      ///< when the spec has none for the symptom
  std::size_t event = 0;
};

/// The bad end of the program, if it had one: a signal, a limit, or a loop without end in which it
/// was when its time was over.
std::optional<Ending> ending_of(const Transcript& transcript, std::string_view who = "program");

/// Past this much output nothing was read any more.
std::optional<Ending> flood_of(const Transcript& transcript);

/// Symptoms that every kind of check has.
std::vector<SymptomInfo> ending_symptoms();

/// Names the end of the program as the cause of a failure that has it in its proof, or that is
/// wanting: a bad one, or that of a server that did not stay.
Finding with_ending(Finding finding, const Evidence& evidence);

}  // namespace viva::judge
