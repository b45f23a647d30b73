// What happened in the trial of a lossy server, read from its transcript: for each start of the
// program the datagrams sent, and for each answer the datagram that it is about. Says what an
// answer is, not what follows from it.
#pragma once

#include "harness/judge/judge.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace viva::judge::lossy {

/// Many known texts, found in longer bytes by their first eight bytes; shorter texts are not found.
class Texts {
 public:
  static constexpr std::size_t length_min = 8;

  explicit Texts(std::vector<std::string_view> texts);

  struct Hit {
    std::size_t text = 0;    ///< its number
    std::size_t offset = 0;  ///< of its first byte
  };
  /// From left to right, without overlap; of several at one place the longest.
  [[nodiscard]] std::vector<Hit> find_in(std::string_view bytes) const;

  /// A text that goes on after all of `bytes`.
  [[nodiscard]] std::optional<std::size_t> begun_by(std::string_view bytes) const;

  [[nodiscard]] std::string_view operator[](std::size_t number) const { return texts_[number]; }

 private:
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_key_;
};

/// What an answer is, beside what it should be.
enum class Fit {
  exact,
  twice,           ///< exact, but that datagram had its answer
  other_client,    ///< exact, but sent to a client that did not ask
  trailing_nul,    ///< exact up to a NUL
  too_long,        ///< exact, then more bytes
  cut,             ///< only the beginning of the text
  prefix_missing,  ///< the text alone
  text_missing,    ///< the prefix alone
  other_case,      ///< the prefix in other letters
  other_form,      ///< the text within something else
  foreign,         ///< nothing of what was sent
};

struct Reply {
  std::size_t event = 0;
  std::string who;
  Fit fit = Fit::foreign;
  std::optional<std::size_t> about;  ///< number in ServerRun::sent
};

struct Sent {
  std::size_t event = 0;
  std::string who;
  std::string_view text;
  bool sentinel = false;  ///< sent after the messages, only to show their end
  std::size_t answers = 0;
};

/// One start of the program. Its texts are those of the transcript, which must outlive it.
struct ServerRun {
  const Transcript* events = nullptr;
  std::size_t transcript = 0;  ///< index in Evidence::transcripts
  std::size_t begin = 0;       ///< event of its phase
  std::size_t number = 1;      ///< of the run in its trial
  std::size_t of = 1;          ///< so many
  std::string program;         ///< "program", "program:2"
  std::optional<std::size_t> not_listening;
  std::size_t planned = 0;   ///< messages that were to be sent
  std::size_t messages = 0;  ///< that were sent, sentinels not counted; they come first in `sent`
  std::vector<Sent> sent;
  std::vector<Reply> replies;
  std::string why = "complete";    ///< how it ended: complete, ended, hangs, slow
  std::optional<std::size_t> end;  ///< event that says so
  std::size_t dropped = 0;         ///< datagrams that a full buffer dropped, on either side
};

/// Every run of every transcript, in order.
std::vector<ServerRun> runs_of(const Evidence& evidence, std::string_view prefix);

/// Answers that belong to no datagram, as far as can be told.
std::size_t nameless_answers(const ServerRun& run);

/// "2,000".
std::string grouped(std::size_t number);

/// The first finding that does not hold, of one for each run; else the last.
using JudgeRun = Finding (*)(const ServerRun& run, const Params& params);
Finding judge_each_run(const Evidence& evidence, JudgeRun judge);

Finding fails(const ServerRun& run, std::string symptom, std::string message,
              std::vector<std::size_t> events);
Finding holds(const ServerRun& run, std::vector<std::size_t> events);

/// Why nothing could be asked at all: it never had its port. None when it had.
std::optional<Finding> never_listened(const ServerRun& run);

}  // namespace viva::judge::lossy
