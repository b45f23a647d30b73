#include "harness/cli/live.hpp"

#include "harness/cli/screen.hpp"
#include "harness/text/quote.hpp"
#include "harness/text/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <pthread.h>
#include <unistd.h>
#include <utility>

namespace viva::cli {
namespace {

using report::Ink;
using report::Style;

constexpr std::chrono::milliseconds frame{85};  // about 12 a second
constexpr std::size_t bar_columns = 20;
constexpr std::size_t lines_max = 6;

struct Piece {
  std::string text;
  Ink ink;
};

/// Pieces side by side, two blanks between them, as many to a line as fit.
Strings arranged(const std::vector<Piece>& pieces, const Style& style) {
  Strings lines;
  std::string line;
  std::size_t column = 0;
  for (const Piece& piece : pieces) {
    const std::string text = report::cut(piece.text, style.width - 2);
    const std::size_t columns = text::length_in_characters(text);
    if (column > 0 && column + 2 + columns > style.width) {
      lines.push_back(std::exchange(line, {}));
      column = 0;
    }
    line += "  " + report::paint(style, piece.ink, text);
    column += 2 + columns;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace

Board::Exercise& Board::exercise_named(const std::string& id) {
  const auto known = std::find_if(exercises_.begin(), exercises_.end(),
                                  [&](const Exercise& one) { return one.id == id; });
  if (known != exercises_.end()) return *known;
  exercises_.push_back({id, State::planned, {}, false});
  return exercises_.back();
}

void Board::take(const batch::Progress& progress) {
  using Step = batch::Progress::Step;
  Exercise& exercise = exercise_named(progress.exercise);
  const State state = progress.step == Step::planned ? State::planned
                      : progress.step == Step::done  ? State::done
                                                     : State::active;
  if (progress.scenario.empty()) {
    exercise.build = state;
    return;
  }
  exercise.scenarios[progress.scenario] = state;
  // Evidence that was remembered needs no build.
  if (state != State::planned) exercise.build = State::done;
}

std::size_t Board::done_of(const Exercise& exercise) {
  return static_cast<std::size_t>(
      std::count_if(exercise.scenarios.begin(), exercise.scenarios.end(),
                    [](const auto& one) { return one.second == State::done; }));
}

bool Board::complete(const Exercise& exercise) {
  return exercise.build == State::done && done_of(exercise) == exercise.scenarios.size();
}

Strings Board::lines(const Style& style, Duration elapsed) const {
  std::size_t done = 0;
  std::size_t all = 0;
  std::vector<Piece> pieces;
  for (const Exercise& exercise : exercises_) {
    const std::size_t here = done_of(exercise);
    done += here;
    all += exercise.scenarios.size();
    const std::string id = report::one_line(exercise.id);
    const bool active = exercise.build != State::planned;
    if (complete(exercise)) {
      // Examined is not passed: no sign that the report uses for a verdict.
      pieces.push_back({"● " + id, Ink::plain});
    } else if (exercise.build == State::active) {
      pieces.push_back({"· " + id + " compiling", Ink::plain});
    } else if (active) {
      pieces.push_back(
          {fmt::format("· {} {}/{}", id, here, exercise.scenarios.size()), Ink::plain});
    } else {
      pieces.push_back({"· " + id, Ink::faint});
    }
  }
  const std::size_t filled = all == 0 ? 0 : done * bar_columns / all;
  std::string bar;
  for (std::size_t i = 0; i < bar_columns; ++i) bar += i < filled ? "█" : "░";
  const std::string counts = fmt::format("  {} of {}, {:.0f} s", done, text::counted(all, "trial"),
                                         std::chrono::duration<double>(elapsed).count());
  Strings lines = arranged(pieces, style);
  lines.insert(lines.begin(), report::cut("  " + bar + counts, style.width));
  if (lines.size() > lines_max) lines.resize(lines_max);
  for (std::string& line : lines) line = report::finish(style, std::move(line));
  return lines;
}

Strings Board::news() {
  Strings lines;
  std::size_t completed = 0;
  for (const Exercise& exercise : exercises_) completed += complete(exercise) ? 1 : 0;
  for (Exercise& exercise : exercises_) {
    if (exercise.told || !complete(exercise)) continue;
    exercise.told = true;
    lines.push_back(fmt::format("viva: {} examined ({} of {})", report::one_line(exercise.id),
                                completed, exercises_.size()));
  }
  return lines;
}

LiveView::LiveView(int descriptor, bool terminal, Style style)
    : descriptor_{descriptor},
      terminal_{terminal},
      style_{style},
      begin_{std::chrono::steady_clock::now()} {}

LiveView::~LiveView() {
  if (painter_.joinable()) {
    painter_.request_stop();
    painter_.join();
  }
  wipe();
}

void LiveView::tell(const batch::Progress& progress) {
  const std::lock_guard lock{mutex_};
  board_.take(progress);
  if (!terminal_) {
    for (const std::string& line : board_.news()) write_out(report::finish(style_, line) + "\n");
    return;
  }
  if (painter_.joinable()) return;
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  painter_ = std::jthread([this](const std::stop_token& stop) { draw_until_stopped(stop); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void LiveView::draw_until_stopped(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  while (!stop.stop_requested()) {
    draw();
    changed_.wait_for(lock, stop, frame, [] { return false; });
  }
}

// Each line is shorter than the terminal is wide, so that none is broken. The cursor rests at the
// beginning: whoever ends this program, or writes next, clears from there.
void LiveView::draw() {
  const std::size_t columns = look_at(descriptor_).columns;
  Style style = style_;
  if (columns > 1) style.width = std::min(style.width, columns - 1);
  const auto elapsed =
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_);
  const Strings lines = board_.lines(style, elapsed);
  std::string text = "\r";
  for (const std::string& line : lines) text += (text.size() > 1 ? "\x1b[K\n" : "") + line;
  text += "\x1b[J\r";
  if (lines.size() > 1) text += fmt::format("\x1b[{}A", lines.size() - 1);
  if (text == shown_) return;
  write_out(text);
  shown_ = std::move(text);
}

void LiveView::wipe() {
  if (!shown_.empty()) write_out("\r\x1b[J");
  shown_.clear();
}

// A view that cannot be written (a closed terminal) is no reason to stop grading.
void LiveView::write_out(const std::string& text) const {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t wrote = ::write(descriptor_, text.data() + at, text.size() - at);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return;
    at += static_cast<std::size_t>(wrote);
  }
}

}  // namespace viva::cli
