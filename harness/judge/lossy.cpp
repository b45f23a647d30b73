// The table of the group `lossy`; what each check means stands in lossy_server.cpp,
// lossy_reports.cpp and lossy_client.cpp.
#include "harness/judge/lossy.hpp"

#include "harness/judge/kinds.hpp"

#include <utility>

namespace viva::judge {

std::vector<CheckKind> lossy_kinds() {
  std::vector<CheckKind> kinds =
      judging({"lossy_examiner"}, {lossy::answers_datagrams(), lossy::loss_rate(),
                                   lossy::random_loss(), lossy::reports_losses()});
  for (CheckKind& kind :
       judging({"lossy_responder"},
               {lossy::delivers_all(), lossy::resends(), lossy::resends_on_time(),
                lossy::resent_once(), lossy::ignores_stale(), lossy::stops_after_last()})) {
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

}  // namespace viva::judge
