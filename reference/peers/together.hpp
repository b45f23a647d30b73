// together(works): several coroutines of one peer at the same time; goes on when all have ended.
#pragma once

#include "harness/trial/within.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace viva::peers {

/// Throws what the first of them threw, after all have ended.
inline trial::awaitable<void> together(std::vector<trial::awaitable<void>> works) {
  namespace asio = boost::asio;
  if (works.empty()) co_return;
  const auto executor = co_await asio::this_coro::executor;
  using Operation = decltype(asio::co_spawn(executor, std::move(works.front()), asio::deferred));
  std::vector<Operation> operations;
  operations.reserve(works.size());
  for (auto& work : works) {
    operations.push_back(asio::co_spawn(executor, std::move(work), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(operations));
  auto all = group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
  const auto [order, thrown] = co_await std::move(all);
  for (const auto which : order) {
    if (thrown[which]) std::rethrow_exception(thrown[which]);
  }
}

}  // namespace viva::peers
