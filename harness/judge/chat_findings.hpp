// From the facts of a chat to a cause with a name and a sentence that a student understands.
#pragma once

#include "harness/judge/chat_oracle.hpp"
#include "harness/judge/judge.hpp"
#include "harness/judge/look.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge::chat {

/// One transcript and what is said in it.
struct Case {
  const Transcript& transcript;
  Conversation talk;
  std::size_t index = 0;  ///< which of Evidence::transcripts
};

Case case_of(const Evidence& evidence, std::size_t index = 0);

/// "client 2", "client 2, client 4 and client 5".
std::string person(std::string_view who);
std::string people(const std::vector<std::string>& names);

Finding failure(const Case& at, std::string symptom, std::string message, std::size_t event);

/// Turned into `unclear` when the machine stood still for a while: what then came late or not at
/// all is tried again.
Finding weighed(const Case& at, Finding finding);

/// The program ended before it was told to.
std::optional<Finding> death(const Case& at);

/// Why no chat came about: never listened, died, somebody could not join, somebody was flooded.
std::optional<Finding> no_chat(const Case& at);

/// What went wrong with these deliveries; nothing when each line arrived, once, within the time
/// allowed (0: any). Names the most telling cause, who missed which line, and of how many.
std::optional<Finding> wrong_delivery(const Case& at, const std::vector<Delivery>& deliveries,
                                      Duration within = Duration{0});

/// The exchange did not come about, or not with as many members as the check asks for.
std::optional<Finding> too_few(const Case& at, std::string_view exchange, std::size_t clients);

/// These symptoms, and those that no_chat(), wrong_delivery() and too_few() may name.
std::vector<SymptomInfo> with_common(std::vector<SymptomInfo> symptoms);

/// A whole number of the check's parameters.
std::size_t count_of(const Evidence& evidence, std::string_view name);

/// For findings about what never happened.
std::size_t last_event(const Case& at);

}  // namespace viva::judge::chat
