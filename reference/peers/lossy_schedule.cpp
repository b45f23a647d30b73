// See lossy_schedule.hpp.
#include "reference/peers/lossy_schedule.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace viva::peers {
namespace {

constexpr std::size_t number_digits_max = 6;

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view trim_end(std::string_view text) {
  const auto last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  if (text.empty() || text.size() > number_digits_max) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Drops read_drops(std::string_view text) {
  Drops drops;
  while (!trim(text).empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const std::string_view part = trim(text.substr(0, comma));
    const auto colon = std::min(part.find(':'), part.size());
    const auto message = whole_number(trim(part.substr(0, colon)));
    const auto copies = whole_number(trim(part.substr(std::min(colon + 1, part.size()))));
    if (!message || !copies)
      throw std::invalid_argument("`" + std::string{part} +
                                  "` is not MESSAGE:COPIES, as in \"1:3, 4:1\"");
    drops[*message] = *copies;
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return drops;
}

std::string_view name_of(ScheduleEnd end) {
  switch (end) {
    case ScheduleEnd::exited:
      return "exited";
    case ScheduleEnd::stayed:
      return "stayed";
    case ScheduleEnd::silent:
      return "silent";
    case ScheduleEnd::stuck:
      return "stuck";
    case ScheduleEnd::flooded:
      return "flooded";
  }
  return "";
}

Schedule::Schedule(SchedulePlan plan, Duration now)
    : plan_{std::move(plan)}, heard_{now}, progress_{now} {}

/// By its number; texts of another form follow one another: a new text, or the same one again after
/// it was answered, is the next message.
std::size_t Schedule::number_of(std::string_view text) const {
  if (text.starts_with(plan_.prefix)) {
    const auto number = whole_number(text.substr(plan_.prefix.size()));
    if (number) return *number;
  }
  const auto current = messages_.find(current_);
  if (current == messages_.end()) return current_;
  const bool again = current->second.text == text && !current->second.answered;
  return again ? current_ : current_ + 1;
}

Schedule::Reply Schedule::answer(std::size_t message, std::uint16_t to, Duration now) {
  Message& that = messages_[message];
  that.answered = true;
  if (!done_ && all_answered()) done_ = now;
  return Reply{to, plan_.answer + that.text};
}

/// The answer to the message before twice, as if it had been doubled on its way, and the oldest
/// one, as if it had been late.
Schedule::Actions Schedule::volley(std::size_t message, std::uint16_t to) const {
  std::vector<std::string> old;
  for (const auto& [number, earlier] : messages_)
    if (number < message && earlier.answered) old.push_back(plan_.answer + earlier.text);
  Actions actions;
  if (old.empty()) return actions;
  actions.push_back(Reply{to, old.back()});
  actions.push_back(Reply{to, old.back()});
  actions.push_back(Reply{to, old.front()});
  return actions;
}

Schedule::Actions Schedule::received(std::uint16_t from, std::string_view bytes, Duration now) {
  ++datagrams_;
  const std::string_view text = trim_end(bytes);
  const std::size_t number = number_of(text);
  if (dropped_last_) lost_time_ += now - heard_;
  dropped_last_ = false;
  heard_ = now;
  current_ = number;
  Message& message = messages_[number];
  if (message.copies == 0) message.text = text;
  if (!message.answered) progress_ = now;
  ++message.copies;
  Actions actions;
  const bool stale = std::find(plan_.stale.begin(), plan_.stale.end(), number) != plan_.stale.end();
  if (stale && message.copies == 1) actions = volley(number, from);
  const auto drops = plan_.drops.find(number);
  if (drops != plan_.drops.end() && message.copies <= drops->second &&
      lost_time_ < plan_.loss_budget) {
    dropped_last_ = true;
    actions.push_back(Drop{number, message.copies});
  } else {
    actions.push_back(answer(number, from, now));
  }
  return actions;
}

bool Schedule::all_answered() const {
  const auto answered = std::count_if(messages_.begin(), messages_.end(),
                                      [](const auto& entry) { return entry.second.answered; });
  return static_cast<std::size_t>(answered) >= plan_.count;
}

std::optional<ScheduleEnd> Schedule::over(Duration now, bool program_runs) const {
  if (!program_runs) return ScheduleEnd::exited;
  if (datagrams_ >= plan_.datagrams_max) return ScheduleEnd::flooded;
  if (done_ && now - *done_ > plan_.after) return ScheduleEnd::stayed;
  if (!done_ && now - progress_ > plan_.patience)
    return heard_ > progress_ ? ScheduleEnd::stuck : ScheduleEnd::silent;
  return std::nullopt;
}

}  // namespace viva::peers
