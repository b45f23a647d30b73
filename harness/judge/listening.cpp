// Servers that are not where they should be: see listening.hpp.
#include "harness/judge/listening.hpp"

#include "harness/judge/finding.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <string>

namespace viva::judge {
namespace {

struct Missing {
  std::size_t event = 0;
  std::int64_t port = 0;
  Integers others;  ///< ports that it has instead
  bool udp = false;

  /// "listens on port", "is bound to UDP port"
  [[nodiscard]] std::string place() const {
    return udp ? "is bound to UDP port " : "listens on port ";
  }
};

Missing read(const Transcript& transcript, std::size_t index) {
  const Params& more = transcript.events[index].more;
  Missing missing;
  missing.event = index;
  missing.port = more.value_or<std::int64_t>("port", 0);
  missing.others = more.value_or<Integers>("others", {});
  missing.udp = more.value_or<std::string>("protocol", "tcp") == "udp";
  return missing;
}

std::int64_t with_bytes_swapped(std::int64_t port) {
  return ((port & 0xff) << 8) | ((port >> 8) & 0xff);
}

std::string listed(const Integers& ports) {
  std::string text;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (i > 0) text += i + 1 == ports.size() ? " and " : ", ";
    text += std::to_string(ports[i]);
  }
  return text;
}

Finding elsewhere(const Missing& missing) {
  const std::string asked = std::to_string(missing.port);
  const std::int64_t swapped = with_bytes_swapped(missing.port);
  if (std::find(missing.others.begin(), missing.others.end(), swapped) != missing.others.end()) {
    return failing("swapped_port",
                   "Your server " + missing.place() + std::to_string(swapped) + ", which is " +
                       asked + " with its bytes swapped: htons() is missing.",
                   {missing.event});
  }
  return failing("other_port",
                 "Your server " + missing.place() + listed(missing.others) + ", but it was told " +
                     asked + " as its argument.",
                 {missing.event});
}

}  // namespace

std::vector<SymptomInfo> listening_symptoms() {
  return {{"ended", "the program ended before it had its port"},
          {"crashed", "the program died of a signal before it had its port"},
          {"swapped_port", "its port is the given one with the bytes swapped: htons() is missing"},
          {"other_port", "its port is another one than it was given"},
          {"never_listens", "it runs, but has no such socket"}};
}

std::optional<Finding> failure_to_listen(const Transcript& transcript) {
  if (first_event(transcript, What::listening)) return std::nullopt;
  const auto index = first_event(transcript, What::not_listening);
  if (!index) return failing("never_listens", "Your server was never seen on its port.", {});
  const Missing missing = read(transcript, *index);
  const Event& event = transcript.events[*index];
  const std::string socket = missing.udp ? "bound UDP port " + std::to_string(missing.port)
                                         : "listened on port " + std::to_string(missing.port);
  if (event.more.value_or<std::string>("why", "") == "exited") {
    const auto exit = exit_of(transcript);
    Finding finding = failing(exit && exit->crashed() ? "crashed" : "ended",
                              "Your server " + state_of(transcript) + " before it " + socket + ".",
                              {missing.event});
    if (exit) finding.proof.push_back({0, exit->event});
    finding.actual = last_words(transcript);
    return finding;
  }
  if (!missing.others.empty()) return elsewhere(missing);
  const auto start = first_event(transcript, What::start);
  const Duration begin = start ? transcript.events[*start].t : Duration{0};
  Finding finding = failing("never_listens",
                            "Your server runs, but it had not " + socket + " after " +
                                text::seconds((event.t - begin).count()) + ".",
                            {missing.event});
  finding.actual = last_words(transcript);
  return unless_late(std::move(finding), transcript, begin, event.t);
}

}  // namespace viva::judge
