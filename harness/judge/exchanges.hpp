// The exchanges of datagrams in a transcript: each message and what came back before the next one.
#pragma once

#include "harness/model/event.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace viva::judge {

/// One message of our clients to a server under test.
struct Exchange {
  std::string who;  ///< "client:1"
  std::string text;
  std::size_t send = 0;  ///< the event
  std::int64_t to = 0;   ///< the server's port
  std::optional<std::size_t>
      answer;  ///< the first that the same client got before anybody's next message
  std::optional<std::size_t> astray;   ///< one that another client got meanwhile
  std::optional<std::size_t> in_vain;  ///< the client had waited
};

/// In the order in which they were sent.
std::vector<Exchange> exchanges_of(const Transcript& transcript);

/// One talk of a client under test with our server.
struct Messages {
  std::int64_t asked = 0;                ///< how many it was told to send
  std::vector<std::size_t> arrived;      ///< the events of those that are not empty
  std::vector<std::size_t> replies;      ///< the events of our answers
  std::optional<std::size_t> elsewhere;  ///< one that went to the port that it was not told
};

Messages messages_of(const Transcript& transcript);

}  // namespace viva::judge
