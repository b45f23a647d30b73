// What happened in the trial of a client that sends numbered messages over a lossy way, read from
// its transcript: what arrived, what the peer dropped or acknowledged, how it ended. A message is
// known by its text.
#pragma once

#include "harness/judge/judge.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge::lossy {

/// One datagram that reached the peer.
struct Arrival {
  std::size_t event = 0;
  Duration t{0};
  std::string_view text;  ///< line end and blanks at the end cut
  bool dropped = false;
  bool met_by_stale = false;          ///< acknowledgements of earlier messages were sent for it
  std::optional<std::size_t> answer;  ///< event of its acknowledgement
};

/// Its texts are those of the transcript, which must outlive it.
struct Conversation {
  const Transcript* events = nullptr;
  std::size_t transcript = 0;  ///< index in Evidence::transcripts
  std::size_t count = 0;       ///< messages asked for
  std::vector<Arrival> arrivals;
  std::string why;                 ///< how the peer's part ended: exited, stayed, silent, stuck …
  std::optional<std::size_t> end;  ///< event that says so

  [[nodiscard]] const Arrival* after(const Arrival& arrival) const;
  [[nodiscard]] const Arrival* first_answered(std::string_view text) const;
  [[nodiscard]] const Arrival* last_sent(std::string_view text) const;

  /// The bytes as they came, for people.
  [[nodiscard]] std::string quoted(const Arrival& arrival) const;

  /// Completes "after that …": what became of the client instead of another datagram.
  [[nodiscard]] std::string what_it_did() const;
  /// The event that shows it: the exit, or the end of waiting.
  [[nodiscard]] std::size_t last_event() const;
};

/// `answer`: what stands before the message in its acknowledgement.
Conversation read_conversation(const Evidence& evidence, std::size_t transcript,
                               std::string_view answer);

/// How messages are numbered.
struct Numbering {
  std::string prefix;

  [[nodiscard]] std::string text_of(std::size_t number) const;
  [[nodiscard]] bool numbers(std::string_view text) const;
};

/// The first finding that does not hold, of one for each transcript; else the last.
using JudgeConversation = Finding (*)(const Conversation& conversation, const Params& params);
Finding judge_each(const Evidence& evidence, JudgeConversation judge);

Finding fails(const Conversation& conversation, std::string symptom, std::string message,
              std::vector<std::size_t> events);
Finding holds(const Conversation& conversation, std::vector<std::size_t> events);

/// No datagram came at all.
Finding nothing_sent(const Conversation& conversation);

ParameterInfo prefix_of_messages();
ParameterInfo prefix_of_answers();

}  // namespace viva::judge::lossy
