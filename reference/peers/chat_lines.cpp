#include "reference/peers/chat_lines.hpp"

#include <algorithm>
#include <array>

namespace viva::peers::chat {
namespace {

constexpr std::size_t kept_bytes = 4096;

void keep_last(std::string& text, std::size_t length_max) {
  if (text.size() > length_max) text.erase(0, text.size() - length_max);
}

std::string_view without_end(std::string_view line) {
  const auto last = line.find_last_not_of(" \t\r");
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

}  // namespace

std::string LineMaker::line(std::size_t length) {
  std::string text;
  do {
    text = random_->sentence(length);
  } while (text.front() == '/' || resembles_another(text));
  made_.push_back(text);
  return text;
}

std::string LineMaker::line_between(std::size_t low, std::size_t high) {
  const auto length =
      random_->between(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high));
  return line(static_cast<std::size_t>(length));
}

std::string LineMaker::shortest() {
  // Characters with which no notice, prompt or drawn border of a server ends, and no command
  // begins.
  constexpr std::array<const char*, 3> bytes = {"&", "^", "="};
  return bytes.at(shortest_made_++ % bytes.size());
}

std::string LineMaker::nickname() {
  constexpr std::string_view consonants = "bdfgklmnprstv";
  constexpr std::string_view vowels = "aeiou";
  const auto pick = [this](std::string_view letters) {
    return letters[static_cast<std::size_t>(
        random_->between(0, static_cast<std::int64_t>(letters.size()) - 1))];
  };
  std::string name;
  do {
    name.clear();
    for (int syllable = 0; syllable < 3; ++syllable) {
      name += pick(consonants);
      name += pick(vowels);
    }
  } while (resembles_another(name));
  made_.push_back(name);
  return name;
}

bool LineMaker::resembles_another(std::string_view line) const {
  return std::any_of(made_.begin(), made_.end(), [line](const std::string& other) {
    return line.find(other) != std::string_view::npos || other.find(line) != std::string::npos;
  });
}

std::vector<std::string> LineCutter::feed(std::string_view bytes) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', begin)) {
    tail_ += bytes.substr(begin, end - begin);
    lines.emplace_back(without_end(tail_));
    tail_.clear();
    begin = end + 1;
  }
  tail_ += bytes.substr(begin);
  keep_last(tail_, kept_bytes);
  return lines;
}

void Inbox::expect(std::string line) {
  expected_.push_back(std::move(line));
}

void Inbox::forget() {
  expected_.clear();
}

std::vector<std::string> Inbox::feed(std::string_view bytes) {
  bytes_ += bytes.size();
  recent_ += bytes;
  keep_last(recent_, kept_bytes);
  std::vector<std::string> came;
  for (const auto& line : cutter_.feed(bytes)) {
    ++lines_;
    const auto place = std::find_if(expected_.begin(), expected_.end(),
                                    [&](const auto& expected) { return line.ends_with(expected); });
    if (place == expected_.end()) continue;
    came.push_back(std::move(*place));
    expected_.erase(place);
  }
  arrived_ += came.size();
  return came;
}

bool Inbox::mentions(std::string_view text) const {
  return recent_.find(text) != std::string::npos;
}

Duration Patience::at(Duration now) const {
  const auto wanted = disappointed_ ? terms_.after_failure : terms_.full;
  return std::clamp(terms_.end_of_all - now, Duration{0}, wanted);
}

std::vector<std::string> pieces_of(std::string_view ended_line, std::size_t count) {
  std::vector<std::string> pieces;
  const auto text = ended_line.substr(0, ended_line.size() - 1);
  const auto parts = std::max<std::size_t>(count, 2) - 1;
  const auto length = (text.size() + parts - 1) / parts;
  for (std::size_t begin = 0; begin < text.size(); begin += length) {
    pieces.emplace_back(text.substr(begin, length));
  }
  pieces.emplace_back(ended_line.substr(ended_line.size() - 1));
  return pieces;
}

}  // namespace viva::peers::chat
