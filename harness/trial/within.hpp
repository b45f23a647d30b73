// within(duration, operation): await with a deadline, the way every await on the network is done.
// The operation is cancelled and awaited when time runs out, never abandoned.
#pragma once

#include "harness/model/value.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace viva::trial {

template <class T>
using awaitable = boost::asio::awaitable<T>;

namespace detail {
// operator|| waits for a success, so an operation that throws would sit out the whole time: its
// exception is kept as a value here and thrown again by within().
template <class T>
struct Kept {
  std::optional<T> value;
  std::exception_ptr thrown;
};

template <class T>
awaitable<Kept<T>> keep(awaitable<T> operation) {
  Kept<T> kept;
  try {
    kept.value = co_await std::move(operation);
  } catch (...) {
    kept.thrown = std::current_exception();
  }
  co_return kept;
}

inline awaitable<bool> flag(awaitable<void> operation) {
  co_await std::move(operation);
  co_return true;
}
}  // namespace detail

/// The operation's value, or nothing when it had not ended after `duration`. Rethrows what it
/// threw.
template <class T>
awaitable<std::optional<T>> within(Duration duration, awaitable<T> operation) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer{executor, duration};
  // g++ 12 destroys temporaries twice inside an expression with co_await: everything has a name.
  auto tick = timer.async_wait(boost::asio::use_awaitable);
  auto work = detail::keep<T>(std::move(operation));
  auto both = std::move(work) || std::move(tick);
  auto first = co_await std::move(both);
  if (first.index() != 0) co_return std::nullopt;
  auto kept = std::get<0>(std::move(first));
  if (kept.thrown) std::rethrow_exception(kept.thrown);
  co_return std::move(kept.value);
}

/// True when the operation ended in time.
inline awaitable<bool> within(Duration duration, awaitable<void> operation) {
  auto flagged = detail::flag(std::move(operation));
  const auto ended = co_await within(duration, std::move(flagged));
  co_return ended.has_value();
}

/// Sleeps. For stimuli whose pause is part of the scenario; never to wait for something to happen.
inline awaitable<void> pause(Duration duration) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer{executor, duration};
  auto tick = timer.async_wait(boost::asio::use_awaitable);
  co_await std::move(tick);
}

}  // namespace viva::trial
