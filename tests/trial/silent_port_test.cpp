#include "harness/trial/tap.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <exception>
#include <vector>

namespace viva::trial {
namespace {

using namespace std::chrono_literals;

struct Tries {
  bool before = false;
  bool after = true;
};

awaitable<void> try_twice(TcpListener& listener, Recorder& recorder, Tries& tries) {
  auto first = connect_tcp(recorder, "client:1", listener.port(), 1s);
  const auto open = co_await std::move(first);
  tries.before = open.has_value();
  const auto accepted = co_await listener.accept("server", 1s);
  listener.drop_everything();
  auto second = connect_tcp(recorder, "client:2", listener.port(), 200ms);
  const auto silent = co_await std::move(second);
  tries.after = silent.has_value();
}

// By a filter or by a full backlog, whichever this machine allows.
TEST(SilentPort, GivesNoAnswerAtAll) {
  boost::asio::io_context loop;
  std::vector<Event> events;
  Recorder recorder{[&](const Event& event) { events.push_back(event); }, 100, 1U << 20U};
  boost::asio::ip::tcp::acceptor any{loop, {boost::asio::ip::address_v4::loopback(), 0}};
  const auto port = any.local_endpoint().port();
  any.close();
  TcpListener listener{loop.get_executor(), recorder, port};
  Tries tries;
  std::exception_ptr thrown;
  auto all = try_twice(listener, recorder, tries);
  boost::asio::co_spawn(loop, std::move(all), [&](std::exception_ptr error) { thrown = error; });
  loop.run();
  if (thrown) std::rethrow_exception(thrown);
  EXPECT_TRUE(tries.before);
  EXPECT_FALSE(tries.after);
  const auto failed = std::find_if(events.begin(), events.end(), [](const Event& event) {
    return event.what == What::connect && event.more.has("error");
  });
  ASSERT_NE(failed, events.end());
  EXPECT_EQ(failed->more.text("error"), "no answer in time");
}

}  // namespace
}  // namespace viva::trial
