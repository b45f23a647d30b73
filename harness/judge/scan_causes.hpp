// Why a scanner missed what is there: the mistakes that its transcript gives away. Private to this
// room; the checks are in scan.cpp.
#pragma once

#include "harness/judge/scan_view.hpp"

#include <optional>
#include <string>
#include <vector>

namespace viva::judge {

struct Cause {
  std::string symptom;
  std::string message;
  std::vector<Pointer> proof;
};

/// All symptoms that the functions below may give.
std::vector<SymptomInfo> scan_causes();

/// It ended badly, or not by itself.
std::optional<Cause> bad_end(const Scan& scan);

/// It never came near the range.
std::optional<Cause> strayed(const Scan& scan);

/// Why these open ports were not found.
Cause why_missed(const Scan& scan, const Integers& missing);

/// Why it took so long: still scanning, or done with it and waiting for something else?
Cause why_slow(const Scan& scan, Duration bound);

}  // namespace viva::judge
