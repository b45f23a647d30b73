// The peer that says nothing: starts the program and waits for its end. What the program prints and
// which threads and processes it makes is recorded by the stage.
#include "reference/peers/peers.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace viva::peers {
namespace {

using trial::awaitable;

awaitable<void> play(trial::Stage& stage, const Params& params) {
  trial::Words words;
  std::optional<std::string> no_input;
  auto starting = stage.start(std::move(words), std::move(no_input));
  trial::Run* run = co_await std::move(starting);
  auto ending = stage.until_exit(*run, params.duration("patience"));
  const bool ended = co_await std::move(ending);
  if (ended) co_return;
  auto stopping = stage.stop(*run, Duration{0});
  co_await std::move(stopping);
}

}  // namespace

trial::PeerKind plain() {
  KindInfo info;
  info.name = "plain";
  info.sentence = "Starts the program, talks to nobody and waits for its end.";
  info.parameters = {{"patience", ValueType::duration, Value{Duration{std::chrono::seconds{20}}},
                      "how long the program may take before it is ended"}};
  return {std::move(info), play};
}

}  // namespace viva::peers
