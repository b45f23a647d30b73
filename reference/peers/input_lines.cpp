// The peer `input_lines`: starts the program with lines of text as its standard input, which then
// ends, and waits for the program's end. It records the lines as one `send` by "input" to
// "program", and a `timeout` when the program still runs after `patience`.
#include "reference/peers/peers.hpp"

#include <string>
#include <utility>

namespace viva::peers {
namespace {

std::string text_of(const Strings& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

trial::awaitable<void> play(trial::Stage& stage, const Params& params) {
  std::string text = text_of(params.strings("lines"));
  stage.recorder().add("input", What::send, text, {{"to", std::string{"program"}}});
  std::optional<std::string> input{std::move(text)};
  trial::Words words;
  trial::Run* run = co_await stage.start(std::move(words), std::move(input));
  const Duration patience = params.duration("patience");
  const bool ended = co_await stage.until_exit(*run, patience);
  if (!ended) {
    const double seconds = std::chrono::duration<double>(patience).count();
    stage.recorder().add("input", What::timeout, {},
                         {{"awaited", std::string{"exit"}}, {"seconds", seconds}});
  }
  co_await stage.stop(*run, Duration{0});
}

}  // namespace

trial::PeerKind input_lines() {
  KindInfo info;
  info.name = "input_lines";
  info.sentence =
      "starts the program with lines of text on its standard input and waits for its end";
  info.parameters = {
      {"lines", ValueType::strings, std::nullopt, "the lines, without their line ends"},
      {"patience", ValueType::duration, Duration{std::chrono::seconds{10}},
       "how long the program may take; less than the scenario's time limit"},
  };
  return {std::move(info), play};
}

}  // namespace viva::peers
