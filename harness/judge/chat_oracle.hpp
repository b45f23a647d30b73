// What a transcript says of a chat: who was there, which lines were sent, what became of each at
// each client. Judged from what the peer noted and from the bytes received; no opinion about
// points.
#pragma once

#include "harness/model/event.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace viva::judge::chat {

enum class Role {
  test,   ///< must reach every other member of its exchange
  probe,  ///< sent until a newcomer has received one; not judged
  hello,  ///< a newcomer's first line, which a server may take for a name
  aside,  ///< of a client that is about to leave; not judged
};

struct Line {
  std::string text;  ///< without its end
  std::string from;
  Role role = Role::test;
  Duration t{0};
  std::size_t event = 0;
  std::optional<std::size_t> exchange;  ///< test lines: which of Conversation::exchanges
  bool sent = true;                     ///< false: the program did not take it
};

/// A time in which each test line of a member must reach all other members.
struct Exchange {
  std::string name;
  Strings members;
  std::size_t event = 0;
};

/// A test line (or probe, or aside) that was received as it should be: ended, behind a tame prefix.
struct Arrival {
  std::size_t line = 0;  ///< which of Conversation::lines
  std::string prefix;
  Duration t{0};
  std::size_t event = 0;  ///< that brought its end
};

/// Where in a client's stream one receive began.
struct Mark {
  std::size_t offset = 0;
  std::size_t event = 0;
};

struct Client {
  std::string who;
  std::size_t connected = 0;  ///< event
  bool mute = false;
  std::optional<std::size_t> joined;  ///< event
  std::optional<std::size_t> not_joined;
  std::string why_not;  ///< connect, probe, ended
  bool leaves = false;
  std::optional<std::size_t> cut_off;  ///< event: the program closed or reset it, unprovoked
  std::optional<std::size_t> flooded;  ///< event: more came than anybody sent
  std::string stream;
  std::vector<Mark> marks;
  std::vector<Arrival> arrivals;

  [[nodiscard]] std::size_t event_at(std::size_t offset) const;
};

struct Conversation {
  std::vector<Line> lines;
  std::vector<Exchange> exchanges;
  std::vector<Client> clients;  ///< in the order of their connecting

  [[nodiscard]] const Client* client(std::string_view who) const;
  [[nodiscard]] std::size_t joined() const;
};

Conversation read_conversation(const Transcript& transcript);

/// What can happen to a line on its way to one client.
enum class Fate {
  arrived,
  doubled,       ///< arrived more than once
  lost,          ///< no trace of it
  cut,           ///< pieces of it arrived, with something else between or around them
  run_together,  ///< it stands in one line with another test line: a line end is missing
  unended,       ///< it arrived without a line end
  nul,           ///< a NUL byte came with it
  unprintable,   ///< what stands before it holds other control bytes
  long_prefix,   ///< more than 80 characters stand before it
  altered,       ///< something was added behind it
};

struct Delivery {
  std::size_t line = 0;
  std::string receiver;
  Fate fate = Fate::arrived;
  std::size_t event = 0;  ///< that shows it: a receive, or else the sending
  Duration took{0};       ///< from the sending to the arrival
  std::string received;   ///< the received line that shows what went wrong, or empty
};

/// What became of this line at this client.
Delivery follow(const Conversation& conversation, std::size_t line, const Client& receiver);

/// All deliveries owed in exchanges of this name (empty: in all), in the order of sending.
std::vector<Delivery> deliveries(const Conversation& conversation, std::string_view exchange = {});

/// How often a sender got its own line back.
struct Echo {
  std::size_t line = 0;
  std::size_t times = 0;
  std::size_t event = 0;  ///< the last such receive, or the sending
  bool last = false;      ///< no later line shows that no more of them would have come
};

std::vector<Echo> echoes(const Conversation& conversation);

/// Two lines of one sender that one client received in the wrong order.
struct Inversion {
  std::string receiver;
  std::size_t earlier = 0;  ///< line sent first
  std::size_t later = 0;    ///< line sent after it, received before it
  std::size_t event = 0;    ///< that brought the earlier one
};

struct Order {
  std::vector<Inversion> inversions;
  std::size_t pairs = 0;       ///< (sender, receiver) in all
  std::size_t pairs_seen = 0;  ///< of which at least two lines arrived
};

Order order_of(const Conversation& conversation);

}  // namespace viva::judge::chat
