// A network of one's own: a fresh user and network namespace with nothing in it but lo.
#pragma once

namespace viva::trial {

/// Whether programs may have the ports below 1024, as they have for root.
enum class LowPorts { needed, where_possible };

/// Leaves root behind if need be and enters the namespaces. The process must have one thread.
/// Afterwards it may do as it likes with this network and with processes below it. Throws Trouble.
void enter_own_network(LowPorts low_ports);

}  // namespace viva::trial
