// The table of the group `lossy`; what each check means stands in lossy_server.cpp,
// lossy_reports.cpp and lossy_client.cpp.
#include "harness/judge/lossy.hpp"

#include "harness/judge/kinds.hpp"

namespace viva::judge {

std::vector<CheckKind> lossy_kinds() {
  return {lossy::answers_datagrams(), lossy::loss_rate(),    lossy::random_loss(),
          lossy::reports_losses(),    lossy::delivers_all(), lossy::resends(),
          lossy::resends_on_time(),   lossy::resent_once(),  lossy::ignores_stale(),
          lossy::stops_after_last()};
}

}  // namespace viva::judge
