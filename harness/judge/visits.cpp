// Reading visits from a transcript: see visits.hpp.
#include "harness/judge/visits.hpp"

#include <algorithm>
#include <initializer_list>

namespace viva::judge {
namespace {

bool by_program(const Event& event) {
  return event.more.value_or<std::string>("by", "") == "program";
}

Visit begun(const Event& event, std::size_t index) {
  Visit visit;
  visit.who = event.who;
  visit.connect = index;
  visit.error = event.more.value_or<std::string>("error", "");
  visit.connected = visit.error.empty();
  return visit;
}

void add(Visit& visit, const Event& event, std::size_t index) {
  switch (event.what) {
    case What::recv:
      visit.bytes += event.bytes;
      if (!visit.spoke) visit.unasked += event.bytes;
      visit.heard.push_back(index);
      break;
    case What::send:
      visit.spoke = index;
      break;
    case What::close:
      if (by_program(event)) visit.closed = index;
      break;
    case What::reset:
      if (by_program(event)) visit.reset = index;
      visit.left_at_once = !by_program(event);
      break;
    case What::timeout:
      visit.in_vain = index;
      break;
    case What::note:
      if (event.more.value_or<bool>("accepted", false)) visit.accepted = index;
      break;
    default:
      break;
  }
}

}  // namespace

std::size_t Visit::last() const {
  std::size_t index = heard.empty() ? connect : heard.back();
  for (const auto& event : {spoke, closed, reset, in_vain})
    index = std::max(index, event.value_or(0));
  return index;
}

std::vector<Visit> visits_of(const Transcript& transcript) {
  std::vector<Visit> visits;
  for (std::size_t index = 0; index < transcript.events.size(); ++index) {
    const Event& event = transcript.events[index];
    if (event.what == What::connect) {
      visits.push_back(begun(event, index));
      continue;
    }
    const auto visit = std::find_if(visits.begin(), visits.end(),
                                    [&](const Visit& one) { return one.who == event.who; });
    if (visit != visits.end()) add(*visit, event, index);
  }
  return visits;
}

}  // namespace viva::judge
