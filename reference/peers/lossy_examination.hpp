// The decisions of lossy_examiner, without sockets or clocks: which datagram to send when, when to
// look how much the program has read, and when all is over. The peer feeds it answers and times and
// does what it asks.
//
// A lossy server leaves three datagrams in ten unanswered, so silence says nothing. What must not
// happen is that the harness overruns the program's receive buffer: a datagram lost there is
// nobody's draw. A socket's buffer is a queue, hence two things prove that a datagram was read: an
// answer to it or to a later one (which holds for threaded servers too), and an empty buffer. At
// most `window` datagrams stand after the last one that was certainly read. The end is shown by
// sentinels: marked datagrams after all others, sent until some have been answered.
#pragma once

#include "harness/model/value.hpp"
#include "harness/trial/random.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace viva::peers {

struct ExaminationPlan {
  std::size_t messages = 2000;
  std::size_t parts = 1;  ///< the messages are sent in so many equal parts
  Duration gap{0};        ///< between the starts of two parts
  std::size_t window = 40;
  Duration quiet =
      std::chrono::milliseconds{5};  ///< look into the buffer after so long without an answer
  Duration patience = std::chrono::seconds{5};  ///< nothing read for so long: the program hangs
  Duration budget = std::chrono::seconds{30};   ///< for everything
  Duration blind =
      std::chrono::seconds{1};  ///< stands for an empty buffer where none can be looked into
  Duration settle = std::chrono::milliseconds{100};          ///< silence after the last sentinel
  Duration sentinel_pause = std::chrono::milliseconds{200};  ///< after a batch without an answer
  std::size_t sentinels = 3;                                 ///< answered ones that end it
  std::size_t sentinels_max = 60;  ///< sent at most; all of 60 stay unanswered once in 10^31
};

enum class ExaminationEnd {
  complete,
  ended,  ///< the program ended
  hangs,  ///< it stopped reading
  slow,   ///< the budget is spent
};
std::string_view name_of(ExaminationEnd end);

class Examination {
 public:
  /// Send the message with this number; from ExaminationPlan::messages on it is a sentinel.
  struct Send {
    std::size_t message = 0;
  };
  /// Find out how many bytes wait unread at the program, and tell by looked().
  struct Look {};
  /// Nothing to do until then, unless an answer comes.
  struct Wait {
    Duration until{0};
  };
  struct Over {
    ExaminationEnd end = ExaminationEnd::complete;
  };
  using Action = std::variant<Send, Look, Wait, Over>;

  Examination(const ExaminationPlan& plan, Duration now);

  /// What to do now; a Send counts as sent.
  Action next(Duration now);

  void answered(std::size_t message, Duration now);
  /// An answer that belongs to no message.
  void noise(Duration now);
  /// `unread`: bytes; nothing where this system does not tell.
  void looked(std::optional<std::uint64_t> unread, Duration now);
  void program_ended() { ended_ = true; }

  [[nodiscard]] std::size_t sent() const { return sent_; }

 private:
  [[nodiscard]] std::optional<Duration> ready_to_send(Duration now) const;
  [[nodiscard]] std::optional<Duration> ready_for_sentinel(Duration now) const;
  [[nodiscard]] bool all_sent() const;
  Action settle(Duration now);
  void read_up_to(std::size_t count, Duration now);

  ExaminationPlan plan_;
  Duration begin_;
  std::size_t sent_ = 0;
  std::size_t read_ = 0;  // so many have certainly been read
  std::vector<bool> sentinel_answered_;
  Duration heard_;     // when the last answer came
  Duration progress_;  // when the program last showed that it reads
  Duration looked_;
  Duration sent_at_;
  std::optional<std::uint64_t> unread_;
  std::size_t blind_steps_ = 0;  // windows opened without evidence, in a row
  std::optional<Duration> settling_;
  bool ended_ = false;
};

/// Texts for `count` datagrams: printable, all different, `shortest` to `longest` bytes, most of
/// them short, the first two of these very lengths among the first ten. None says lost, received,
/// timeout or ack.
std::vector<std::string> examination_texts(trial::Random& random, std::size_t count,
                                           std::size_t shortest, std::size_t longest);

/// The message that this answer is about, among the first `sent`: it ends with its text. Texts too
/// short to be told from others count only behind `prefix`.
std::optional<std::size_t> message_of(const std::vector<std::string>& texts, std::size_t sent,
                                      std::string_view prefix, std::string_view answer);

}  // namespace viva::peers
