// Hearing: what a client of a server that speaks first does next. It decides when the greeting has
// ended, and when it is worth while to speak first; it has no socket and no clock.
#pragma once

#include "harness/model/value.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace viva::peers {

struct Patience {
  Duration first{std::chrono::seconds{3}};    ///< for the first byte
  Duration end{std::chrono::seconds{2}};      ///< after the last byte, for the end of the stream
  Duration answer{std::chrono::seconds{1}};   ///< for a byte after the client itself has spoken
  Duration in_all{std::chrono::seconds{12}};  ///< for one client, whatever the server does
  std::size_t bytes_max = 65'536;             ///< a greeting is shorter; more is not read

  bool operator==(const Patience&) const = default;
};

/// What the first client has learned, so that the later ones need not wait for it again. A server
/// with one bad habit is then seen to be right in all else.
struct Habits {
  bool waits_to_be_spoken_to = false;
  std::optional<std::size_t> length;  ///< it leaves connections open after so many bytes

  bool operator==(const Habits&) const = default;
};

enum class Next { wait, speak, done };

struct Step {
  Next next = Next::done;
  Duration wait{0};          ///< for `wait`: at most so long
  std::string_view in_vain;  ///< for `done`: what never came ("the greeting"), or empty

  bool operator==(const Step&) const = default;
};

enum class Role { first_client, later_client };

class Hearing {
 public:
  Hearing(Role role, Patience patience, Habits habits, Duration now);

  void heard(std::size_t bytes, Duration now);
  void spoke(Duration now);
  void ended();

  [[nodiscard]] Step next(Duration now) const;

  /// To be asked when `next` is done.
  [[nodiscard]] Habits habits() const;
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] bool too_much() const { return bytes_ >= patience_.bytes_max; }

 private:
  [[nodiscard]] Step before_first_byte(Duration now) const;

  Role role_;
  Patience patience_;
  Habits habits_;
  Duration begin_;
  std::size_t bytes_ = 0;
  Duration last_byte_{0};
  std::optional<Duration> spoke_;
  bool ended_ = false;
};

}  // namespace viva::peers
