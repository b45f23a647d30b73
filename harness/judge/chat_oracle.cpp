#include "harness/judge/chat_oracle.hpp"

#include <algorithm>
#include <map>

namespace viva::judge::chat {
namespace {

constexpr std::size_t prefix_characters_max = 80;
constexpr std::size_t recognisable = 8;  // bytes; shorter lines may stand within others by chance

// --- reading the transcript ------------------------------------------------------------

Client& client_of(Conversation& conversation, const Event& event, std::size_t index) {
  for (auto& client : conversation.clients) {
    if (client.who == event.who) return client;
  }
  Client client;
  client.who = event.who;
  client.connected = index;
  conversation.clients.push_back(std::move(client));
  return conversation.clients.back();
}

Role role_named(std::string_view name) {
  if (name == "probe") return Role::probe;
  if (name == "hello") return Role::hello;
  if (name == "aside") return Role::aside;
  return Role::test;
}

std::optional<std::size_t> line_of(const Conversation& conversation, std::string_view text) {
  for (std::size_t index = 0; index < conversation.lines.size(); ++index) {
    if (conversation.lines[index].text == text) return index;
  }
  return std::nullopt;
}

void read_line_note(Conversation& conversation, const Event& event, std::size_t index) {
  Line line;
  line.text = event.bytes;
  line.from = event.who;
  line.role = role_named(event.more.value_or<std::string>("role", "test"));
  line.t = event.t;
  line.event = index;
  if (line.role == Role::test && !conversation.exchanges.empty()) {
    line.exchange = conversation.exchanges.size() - 1;
  }
  conversation.lines.push_back(std::move(line));
}

void read_note(Conversation& conversation, const Event& event, std::size_t index) {
  const auto name = event.more.value_or<std::string>("name", {});
  if (name == "exchange") {
    conversation.exchanges.push_back({event.more.value_or<std::string>("exchange", {}),
                                      event.more.value_or<Strings>("members", {}), index});
    return;
  }
  if (event.who == "harness") return;
  auto& client = client_of(conversation, event, index);
  if (name == "line") read_line_note(conversation, event, index);
  if (name == "joined") client.joined = index;
  if (name == "mute") client.mute = true;
  if (name == "leaving") client.leaves = true;
  if (name == "flood") client.flooded = index;
  if (name == "not_joined") {
    client.not_joined = index;
    client.why_not = event.more.value_or<std::string>("why", {});
  }
  const auto line = line_of(conversation, event.bytes);
  if (name == "unsent" && line) conversation.lines[*line].sent = false;
  if (name == "got" && line) client.arrivals.push_back({*line, {}, event.t, index});
}

void read_event(Conversation& conversation, const Event& event, std::size_t index) {
  switch (event.what) {
    case What::note:
      read_note(conversation, event, index);
      break;
    case What::connect:
      client_of(conversation, event, index);
      break;
    case What::recv: {
      auto& client = client_of(conversation, event, index);
      if (event.bytes.empty()) break;
      client.marks.push_back({client.stream.size(), index});
      client.stream += event.bytes;
      break;
    }
    case What::close:
    case What::reset:
      if (event.more.value_or<std::string>("by", {}) == "program") {
        auto& client = client_of(conversation, event, index);
        if (!client.cut_off) client.cut_off = index;
      }
      break;
    default:
      break;
  }
}

// --- what stands in a stream -----------------------------------------------------------

std::string_view without_end(std::string_view line) {
  const auto last = line.find_last_not_of(" \t\r");
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

bool is_control(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  // Tabs are blanks, and '\r' begins the lines of those who end theirs with "\n\r".
  return (value < 0x20 && byte != '\t' && byte != '\r') || value == 0x7f;
}

std::size_t characters(std::string_view text) {  // UTF-8: all but continuation bytes
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

/// Another line of this chat that stands within `text`.
std::optional<std::size_t> line_within(const Conversation& conversation, std::string_view text) {
  for (std::size_t index = 0; index < conversation.lines.size(); ++index) {
    const auto& line = conversation.lines[index];
    if (line.role == Role::hello || line.text.size() < recognisable) continue;
    if (text.find(line.text) != std::string_view::npos) return index;
  }
  return std::nullopt;
}

Fate fate_of_prefix(const Conversation& conversation, std::string_view prefix) {
  if (prefix.empty()) return Fate::arrived;
  if (prefix.find('\0') != std::string_view::npos) return Fate::nul;
  if (std::any_of(prefix.begin(), prefix.end(), is_control)) return Fate::unprintable;
  if (line_within(conversation, prefix)) return Fate::run_together;
  if (characters(prefix) > prefix_characters_max) return Fate::long_prefix;
  return Fate::arrived;
}

/// The line with which this received line ends; of several the longest.
std::optional<std::size_t> line_at_end(const Conversation& conversation,
                                       std::string_view received) {
  std::optional<std::size_t> best;
  for (std::size_t index = 0; index < conversation.lines.size(); ++index) {
    const auto& line = conversation.lines[index];
    if (line.role == Role::hello || !received.ends_with(line.text)) continue;
    if (!best || line.text.size() > conversation.lines[*best].text.size()) best = index;
  }
  return best;
}

void read_stream(const Conversation& conversation, const Transcript& transcript, Client& client) {
  const std::string_view stream = client.stream;
  std::size_t begin = 0;
  for (auto end = stream.find('\n'); end != std::string_view::npos;
       end = stream.find('\n', begin)) {
    const auto received = without_end(stream.substr(begin, end - begin));
    begin = end + 1;
    if (received.empty()) continue;
    const auto line = line_at_end(conversation, received);
    if (!line) continue;
    const auto prefix = received.substr(0, received.size() - conversation.lines[*line].text.size());
    if (fate_of_prefix(conversation, prefix) != Fate::arrived) continue;
    const auto event = client.event_at(end);
    client.arrivals.push_back({*line, std::string(prefix), transcript.events[event].t, event});
  }
}

/// The received line, as far as there is one, around a place in the stream.
std::string_view line_around(std::string_view stream, std::size_t offset) {
  const auto before = offset == 0 ? std::string_view::npos : stream.rfind('\n', offset - 1);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  const auto end = stream.find('\n', offset);
  return stream.substr(begin, end == std::string_view::npos ? end : end - begin);
}

/// At most so much of it that a reader sees the place.
std::string_view window(std::string_view stream, std::size_t offset) {
  constexpr std::size_t before_max = 50;
  constexpr std::size_t length_max = 200;
  const auto whole = line_around(stream, offset);
  const auto begin = static_cast<std::size_t>(whole.data() - stream.data());
  const auto skip = offset - begin > before_max ? offset - begin - before_max : 0;
  return whole.substr(skip, length_max);
}

/// Pieces count as a trace when they are long enough not to stand there by chance.
std::optional<std::size_t> find_piece(std::string_view stream, std::string_view text) {
  const auto length = std::min<std::size_t>(12, text.size() / 3);
  if (length < recognisable) return std::nullopt;
  for (const auto piece : {text.substr(0, length), text.substr(text.size() - length)}) {
    const auto place = stream.find(piece);
    if (place != std::string_view::npos) return place;
  }
  return std::nullopt;
}

/// Why a line whose bytes are all there has not arrived.
Fate fate_in_line(const Conversation& conversation, std::string_view stream, std::size_t offset,
                  std::string_view text) {
  const auto whole = line_around(stream, offset);
  const auto begin = static_cast<std::size_t>(whole.data() - stream.data());
  const auto prefix = whole.substr(0, offset - begin);
  const auto behind = without_end(whole.substr(prefix.size() + text.size()));
  const bool ended = begin + whole.size() < stream.size();
  if (prefix.find('\0') != std::string_view::npos || behind.find('\0') != std::string_view::npos) {
    return Fate::nul;
  }
  if (line_within(conversation, behind) || line_within(conversation, prefix))
    return Fate::run_together;
  if (!ended) return Fate::unended;
  if (!behind.empty()) return Fate::altered;
  return fate_of_prefix(conversation, prefix);
}

bool has(const Strings& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::size_t Client::event_at(std::size_t offset) const {
  std::size_t event = connected;
  for (const auto& mark : marks) {
    if (mark.offset > offset) break;
    event = mark.event;
  }
  return event;
}

const Client* Conversation::client(std::string_view who) const {
  const auto place = std::find_if(clients.begin(), clients.end(),
                                  [who](const Client& client) { return client.who == who; });
  return place == clients.end() ? nullptr : &*place;
}

std::size_t Conversation::joined() const {
  return static_cast<std::size_t>(
      std::count_if(clients.begin(), clients.end(),
                    [](const Client& client) { return client.joined.has_value(); }));
}

Conversation read_conversation(const Transcript& transcript) {
  Conversation conversation;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    // What the program does once it is told to end says nothing: it closes everybody.
    if (transcript.events[index].what == What::signal) break;
    read_event(conversation, transcript.events[index], index);
  }
  for (auto& client : conversation.clients) read_stream(conversation, transcript, client);
  return conversation;
}

Delivery follow(const Conversation& conversation, std::size_t index, const Client& receiver) {
  const auto& line = conversation.lines[index];
  Delivery delivery{index, receiver.who, Fate::lost, line.event, Duration{0}, {}};
  for (const auto& arrival : receiver.arrivals) {
    if (arrival.line != index) continue;
    const bool first = delivery.fate == Fate::lost;
    if (first) delivery.took = arrival.t - line.t;
    delivery.fate = first ? Fate::arrived : Fate::doubled;
    delivery.event = arrival.event;
  }
  if (delivery.fate != Fate::lost) return delivery;
  const std::string_view stream = receiver.stream;
  auto place = stream.find(line.text);
  if (place != std::string_view::npos && line.text.size() >= recognisable) {
    delivery.fate = fate_in_line(conversation, stream, place, line.text);
  } else if (const auto piece = find_piece(stream, line.text)) {
    place = *piece;
    delivery.fate = Fate::cut;
  } else {
    return delivery;
  }
  delivery.received = window(stream, place);
  delivery.event = receiver.event_at(place);
  return delivery;
}

std::vector<Delivery> deliveries(const Conversation& conversation, std::string_view exchange) {
  std::vector<Delivery> all;
  for (std::size_t index = 0; index < conversation.lines.size(); ++index) {
    const auto& line = conversation.lines[index];
    if (!line.exchange) continue;
    const auto& during = conversation.exchanges[*line.exchange];
    if (!exchange.empty() && during.name != exchange) continue;
    for (const auto& who : during.members) {
      const auto* receiver = conversation.client(who);
      if (who == line.from || receiver == nullptr) continue;
      all.push_back(follow(conversation, index, *receiver));
    }
  }
  return all;
}

std::vector<Echo> echoes(const Conversation& conversation) {
  std::vector<Echo> all;
  std::map<std::string, std::size_t> last;
  for (std::size_t index = 0; index < conversation.lines.size(); ++index) {
    const auto& line = conversation.lines[index];
    if (!line.exchange || !has(conversation.exchanges[*line.exchange].members, line.from)) continue;
    Echo echo{index, 0, line.event, true};
    const auto* sender = conversation.client(line.from);
    for (const auto& arrival : sender != nullptr ? sender->arrivals : std::vector<Arrival>{}) {
      if (arrival.line != index) continue;
      ++echo.times;
      echo.event = arrival.event;
    }
    const auto before = last.find(line.from);
    if (before != last.end()) all[before->second].last = false;
    last[line.from] = all.size();
    all.push_back(echo);
  }
  return all;
}

namespace {

/// Sender and receiver, and what arrived for them.
using Seen = std::map<std::pair<std::string, std::string>, std::vector<const Arrival*>>;

Seen pairs_of(const Conversation& conversation) {
  Seen seen;
  for (const auto& exchange : conversation.exchanges) {
    for (const auto& from : exchange.members) {
      for (const auto& to : exchange.members) {
        if (from != to) seen[{from, to}];
      }
    }
  }
  return seen;
}

/// First arrivals alone: a doubled line is not also out of order.
void add_arrivals(Seen& seen, const Conversation& conversation, const Client& client) {
  std::vector<bool> known(conversation.lines.size(), false);
  for (const auto& arrival : client.arrivals) {
    const auto& line = conversation.lines[arrival.line];
    const auto pair = seen.find({line.from, client.who});
    if (!line.exchange.has_value() || known[arrival.line] || pair == seen.end()) continue;
    known[arrival.line] = true;
    pair->second.push_back(&arrival);
  }
}

}  // namespace

Order order_of(const Conversation& conversation) {
  Order order;
  Seen seen = pairs_of(conversation);
  for (const auto& client : conversation.clients) add_arrivals(seen, conversation, client);
  for (const auto& [pair, arrivals] : seen) {
    ++order.pairs;
    if (arrivals.size() >= 2) ++order.pairs_seen;
    for (std::size_t index = 1; index < arrivals.size(); ++index) {
      if (arrivals[index]->line > arrivals[index - 1]->line) continue;
      order.inversions.push_back(
          {pair.second, arrivals[index]->line, arrivals[index - 1]->line, arrivals[index]->event});
    }
  }
  return order;
}

}  // namespace viva::judge::chat
