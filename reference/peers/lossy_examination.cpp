// See lossy_examination.hpp.
#include "reference/peers/lossy_examination.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace viva::peers {
namespace {

constexpr std::size_t sentinels_at_once = 6;
constexpr std::size_t blind_steps_max = 3;
constexpr std::size_t telling_length = 8;  // bytes: shorter texts may stand in others by chance
constexpr std::size_t look_back = 400;     // messages in which an answer's own is looked for

bool says_a_keyword(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  for (const std::string_view word : {"lost", "received", "timeout", "ack"})
    if (text.find(word) != std::string::npos) return true;
  return false;
}

/// Mostly lengths that people type; some tiny, some up to the longest.
std::size_t draw_length(trial::Random& random, std::size_t shortest, std::size_t longest) {
  const auto within = [&](std::int64_t low, std::int64_t high) {
    const auto length = static_cast<std::size_t>(random.between(low, high));
    return std::clamp(length, shortest, longest);
  };
  const auto lot = random.between(1, 100);
  if (lot <= 2) return within(1, 7);
  if (lot <= 90) return within(8, 80);
  return within(81, 500);
}

std::string draw_text(trial::Random& random, std::size_t length) {
  constexpr std::size_t head = 10;  // a word of its own, so that texts are told apart early
  if (length <= head + 2) return random.word(length);
  std::string text = random.word(head) + " " + random.sentence(length - head - 1);
  constexpr std::string_view marks = "%&;<>,+";
  if (random.between(1, 8) == 1) {
    const auto mark =
        static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(marks.size()) - 1));
    text[head] = marks[mark];
  }
  return text;
}

}  // namespace

std::string_view name_of(ExaminationEnd end) {
  switch (end) {
    case ExaminationEnd::complete:
      return "complete";
    case ExaminationEnd::ended:
      return "ended";
    case ExaminationEnd::hangs:
      return "hangs";
    case ExaminationEnd::slow:
      return "slow";
  }
  return "";
}

Examination::Examination(const ExaminationPlan& plan, Duration now)
    : plan_{plan},
      begin_{now},
      sentinel_answered_(plan.sentinels_max, false),
      heard_{now},
      progress_{now},
      looked_{now},
      sent_at_{now} {}

bool Examination::all_sent() const {
  const auto answered = std::count(sentinel_answered_.begin(), sentinel_answered_.end(), true);
  if (static_cast<std::size_t>(answered) >= plan_.sentinels) return true;
  return sent_ == plan_.messages + plan_.sentinels_max && read_ == sent_;
}

/// Nothing: not before the program has read more. A moment: not before it.
std::optional<Duration> Examination::ready_to_send(Duration now) const {
  if (sent_ >= read_ + plan_.window) return std::nullopt;
  if (sent_ >= plan_.messages) return ready_for_sentinel(now);
  const std::size_t part = sent_ * std::max<std::size_t>(plan_.parts, 1) / plan_.messages;
  return std::max(now, begin_ + static_cast<int>(part) * plan_.gap);
}

/// Sentinels go in small batches; where the last batch stayed silent there is time for late
/// answers, so that a server whose threads sleep a second before they answer is still heard.
std::optional<Duration> Examination::ready_for_sentinel(Duration now) const {
  const std::size_t number = sent_ - plan_.messages;
  if (number == plan_.sentinels_max) return std::nullopt;
  if (number == 0 || number % sentinels_at_once != 0) return now;
  const auto batch =
      sentinel_answered_.begin() + static_cast<std::ptrdiff_t>(number - sentinels_at_once);
  const bool prompt =
      std::find(batch, batch + sentinels_at_once, true) != batch + sentinels_at_once;
  return prompt ? now : std::max(now, sent_at_ + plan_.sentinel_pause);
}

Examination::Action Examination::next(Duration now) {
  if (ended_) return Over{ExaminationEnd::ended};
  if (all_sent()) return settle(now);
  if (now - begin_ > plan_.budget) return Over{ExaminationEnd::slow};
  const auto ready = ready_to_send(now);
  if (ready && *ready <= now) {
    sent_at_ = now;
    if (sent_ == read_) progress_ = now;  // from here on the program has something to read
    return Send{sent_++};
  }
  if (sent_ == read_) return Wait{*ready};  // between two parts, all read
  const Duration look = std::max(heard_, looked_) + plan_.quiet;
  if (now < look) return Wait{look};
  if (now - progress_ > plan_.patience) return Over{ExaminationEnd::hangs};
  return Look{};
}

Examination::Action Examination::settle(Duration now) {
  if (!settling_) settling_ = now;
  const Duration end = std::max(heard_, *settling_) + plan_.settle;
  if (now >= end || now - *settling_ > plan_.patience) return Over{ExaminationEnd::complete};
  return Wait{end};
}

void Examination::read_up_to(std::size_t count, Duration now) {
  read_ = std::max(read_, count);
  progress_ = now;
  blind_steps_ = 0;
}

void Examination::answered(std::size_t message, Duration now) {
  heard_ = now;
  if (message >= plan_.messages) sentinel_answered_[message - plan_.messages] = true;
  read_up_to(message + 1, now);
}

void Examination::noise(Duration now) {
  heard_ = now;
  progress_ = now;
}

void Examination::looked(std::optional<std::uint64_t> unread, Duration now) {
  looked_ = now;
  if (!unread) {
    // Three windows of small datagrams fit into any system's default buffer.
    if (now - progress_ < plan_.blind || blind_steps_ == blind_steps_max) return;
    read_ = sent_;
    progress_ = now;
    ++blind_steps_;
    return;
  }
  if (*unread == 0) {
    read_up_to(sent_, now);
  } else if (unread_ && *unread < *unread_) {
    progress_ = now;
  }
  unread_ = unread;
}

std::vector<std::string> examination_texts(trial::Random& random, std::size_t count,
                                           std::size_t shortest, std::size_t longest) {
  std::vector<std::string> texts;
  std::set<std::string> taken;
  std::size_t refused = 0;  // in a row: few texts are left of that length, so it grows
  while (texts.size() < count) {
    std::size_t length = draw_length(random, shortest, longest) + refused / 50;
    if (texts.size() == 3) length = longest;
    if (texts.size() == 7) length = shortest + refused / 50;
    std::string text = draw_text(random, length);
    if (says_a_keyword(text) || !taken.insert(text).second) {
      ++refused;
      continue;
    }
    refused = 0;
    texts.push_back(std::move(text));
  }
  return texts;
}

std::optional<std::size_t> message_of(const std::vector<std::string>& texts, std::size_t sent,
                                      std::string_view prefix, std::string_view answer) {
  const auto end = answer.find_last_not_of(std::string_view{" \t\r\n\0", 5});
  answer = answer.substr(0, end == std::string_view::npos ? 0 : end + 1);
  const std::size_t oldest = sent > look_back ? sent - look_back : 0;
  for (std::size_t message = sent; message-- > oldest;) {
    const std::string& text = texts[message];
    if (!answer.ends_with(text)) continue;
    const std::string_view before = answer.substr(0, answer.size() - text.size());
    if (text.size() >= telling_length || before == prefix) return message;
  }
  return std::nullopt;
}

}  // namespace viva::peers
