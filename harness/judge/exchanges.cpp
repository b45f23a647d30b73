// Reading exchanges from a transcript: see exchanges.hpp.
#include "harness/judge/exchanges.hpp"

namespace viva::judge {

std::vector<Exchange> exchanges_of(const Transcript& transcript) {
  std::vector<Exchange> exchanges;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    const Event& event = transcript.events[index];
    if (!event.who.starts_with("client")) continue;
    if (event.what == What::send) {
      Exchange exchange;
      exchange.who = event.who;
      exchange.text = event.bytes;
      exchange.send = index;
      exchange.to = event.more.value_or<std::int64_t>("to", 0);
      exchanges.push_back(std::move(exchange));
    }
    if (exchanges.empty()) continue;
    Exchange& last = exchanges.back();
    if (event.what == What::recv) {
      auto& place = event.who == last.who ? last.answer : last.astray;
      if (!place) place = index;
    }
    if (event.what == What::timeout && event.who == last.who) last.in_vain = index;
  }
  return exchanges;
}

Messages messages_of(const Transcript& transcript) {
  Messages messages;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    const Event& event = transcript.events[index];
    if (event.who == "bystander" && event.what == What::recv && !messages.elsewhere) {
      messages.elsewhere = index;
    }
    if (event.who != "server") continue;
    if (event.what == What::recv && !event.bytes.empty()) messages.arrived.push_back(index);
    if (event.what == What::send) messages.replies.push_back(index);
    if (event.what == What::note) {
      messages.asked = event.more.value_or<std::int64_t>("asked", messages.asked);
    }
  }
  return messages;
}

}  // namespace viva::judge
