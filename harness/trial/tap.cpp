// Taps over asio's sockets. Every result is a value: a peer that loses its connection has seen
// something, it has not failed.
#include "harness/trial/tap.hpp"

#include "harness/box/proc.hpp"
#include "harness/model/trouble.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <linux/filter.h>
#include <sys/socket.h>

namespace viva::trial {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using Error = boost::system::error_code;
constexpr auto as_values = asio::as_tuple(asio::use_awaitable);

std::int64_t number(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

bool was_reset(const Error& error) {
  return error == asio::error::connection_reset || error == asio::error::broken_pipe ||
         error == asio::error::connection_aborted;
}

// Bytes are read without waiting; only the wait for them has a deadline. A read that is cancelled
// at its deadline could already have taken bytes, and they would be lost.
template <class Socket>
awaitable<bool> readable(Socket& socket, Duration patience) {
  auto waiting = socket.async_wait(Socket::wait_read, asio::use_awaitable);
  const bool ready = co_await within(patience, std::move(waiting));
  co_return ready;
}

// Lets everything else on this thread have its turn: a program that floods us must not stop the
// clock.
awaitable<void> give_way() {
  auto turn = asio::post(asio::use_awaitable);
  co_await std::move(turn);
}

using Clock = std::chrono::steady_clock;

Duration left_until(Clock::time_point deadline) {
  return std::max(std::chrono::duration_cast<Duration>(deadline - Clock::now()), Duration{0});
}

using Written = std::tuple<Error, std::size_t>;

awaitable<Written> write_all(tcp::socket& socket, std::string_view bytes) {
  auto buffer = asio::buffer(bytes.data(), bytes.size());
  auto operation = asio::async_write(socket, buffer, as_values);
  co_return co_await std::move(operation);
}

awaitable<Error> connect_to(tcp::socket& socket, tcp::endpoint to) {
  auto operation = socket.async_connect(to, as_values);
  const auto result = co_await std::move(operation);
  co_return std::get<0>(result);
}

template <class Socket>
std::uint16_t local_port_of(const Socket& socket) {
  Error error;
  const auto endpoint = socket.local_endpoint(error);
  return error ? std::uint16_t{0} : endpoint.port();
}

}  // namespace

TcpConnection::TcpConnection(tcp::socket socket, Recorder& recorder, std::string who)
    : socket_{std::move(socket)},
      recorder_{&recorder},
      who_{std::move(who)},
      local_port_{local_port_of(socket_)} {
  Error ignored;
  socket_.non_blocking(true, ignored);
}

TcpConnection::~TcpConnection() {
  if (socket_.is_open()) close();
}

awaitable<Received> TcpConnection::receive(Duration patience, std::size_t bytes_max) {
  Received received;
  if (!socket_.is_open()) {
    received.ending = Ending::error;
    co_return received;
  }
  const auto deadline = Clock::now() + patience;
  std::string bytes(bytes_max, '\0');
  Error error;
  std::size_t size = 0;
  for (;;) {
    size = socket_.read_some(asio::buffer(bytes), error);
    if (error != asio::error::would_block) break;
    if (!co_await readable(socket_, left_until(deadline))) {
      received.ending = Ending::timeout;
      co_return received;
    }
  }
  if (!error) {
    bytes.resize(size);
    received.bytes = std::move(bytes);
    Params length;
    if (keep_ == Keep::length) length.set("length", number(size));
    recorder_->add(who_, What::recv, keep_ == Keep::bytes ? received.bytes : std::string{},
                   std::move(length));
    co_await give_way();
    co_return received;
  }
  const bool reset = was_reset(error) || (reset_at_once_ && error == asio::error::eof);
  received.ending = reset ? Ending::reset : error == asio::error::eof ? Ending::end : Ending::error;
  if (!ended_ && received.ending != Ending::error) {
    ended_ = true;
    recorder_->add(who_, received.ending == Ending::end ? What::close : What::reset, {},
                   {{"by", "program"}});
  }
  co_return received;
}

awaitable<Received> TcpConnection::receive_to_end(Duration patience) {
  const auto deadline = Clock::now() + patience;
  Received all;
  while (all.ending == Ending::none) {
    auto next = co_await receive(left_until(deadline));
    all.bytes += next.bytes;
    all.ending = next.ending;
  }
  co_return all;
}

awaitable<bool> TcpConnection::send(std::string_view bytes, Duration patience) {
  if (!socket_.is_open()) co_return false;
  // Recorded before it leaves: an answer can never stand before its question.
  Params length;
  if (keep_ == Keep::length) length.set("length", number(bytes.size()));
  recorder_->add(who_, What::send, keep_ == Keep::bytes ? std::string(bytes) : std::string{},
                 std::move(length));
  auto writing = write_all(socket_, bytes);
  const auto result = co_await within(patience, std::move(writing));
  if (result && !std::get<0>(*result)) co_return true;
  if (result && was_reset(std::get<0>(*result)) && !ended_) {
    ended_ = true;
    recorder_->add(who_, What::reset, {}, {{"by", "program"}});
  }
  co_return false;
}

void TcpConnection::no_delay() {
  Error ignored;
  socket_.set_option(tcp::no_delay{true}, ignored);
}

void TcpConnection::finish_sending() {
  Error ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void TcpConnection::close() {
  if (!socket_.is_open()) return;
  Error ignored;
  socket_.close(ignored);
  if (!ended_) recorder_->add(who_, What::close, {}, {{"by", "peer"}});
  ended_ = true;
}

void TcpConnection::reset() {
  if (!socket_.is_open()) return;
  Error ignored;
  socket_.set_option(asio::socket_base::linger{true, 0}, ignored);  // socket(7): close sends RST
  socket_.close(ignored);
  if (!ended_) recorder_->add(who_, What::reset, {}, {{"by", "peer"}});
  ended_ = true;
}

awaitable<std::optional<TcpConnection>> connect_tcp(Recorder& recorder, std::string who,
                                                    std::uint16_t port, Duration patience,
                                                    ConnectOptions options) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::socket socket{executor};
  socket.open(tcp::v4());
  if (options.receive_buffer > 0) {
    socket.set_option(asio::socket_base::receive_buffer_size{options.receive_buffer});
  }
  const tcp::endpoint to{asio::ip::address_v4::loopback(), port};
  auto connecting = connect_to(socket, to);
  const auto error = co_await within(patience, std::move(connecting));
  Params more{{"port", std::int64_t{port}}};
  // A reset that comes before we have looked: the connection was made all the same (a refusal has
  // an error of its own), and what was sent over it can still be read.
  const bool reset_at_once = error && was_reset(*error);
  if (error && (!*error || reset_at_once)) {
    more.set("local", std::int64_t{local_port_of(socket)});
    recorder.add(who, What::connect, {}, std::move(more));
    TcpConnection connection{std::move(socket), recorder, std::move(who)};
    connection.reset_at_once_ = reset_at_once;
    co_return std::optional<TcpConnection>{std::move(connection)};
  }
  more.set("error", error ? error->message() : std::string("no answer in time"));
  recorder.add(who, What::connect, {}, std::move(more));
  co_return std::nullopt;
}

TcpListener::TcpListener(asio::any_io_executor executor, Recorder& recorder, std::uint16_t port,
                         int backlog)
    : acceptor_{executor}, filler_{executor}, recorder_{&recorder}, port_{port} {
  acceptor_.open(tcp::v4());
  acceptor_.set_option(asio::socket_base::reuse_address{true});
  acceptor_.bind({asio::ip::address_v4::loopback(), port});
  acceptor_.listen(backlog);
  acceptor_.non_blocking(true);
}

awaitable<std::optional<TcpConnection>> TcpListener::accept(std::string who, Duration patience) {
  const auto deadline = Clock::now() + patience;
  Error error;
  for (;;) {
    tcp::socket socket{acceptor_.get_executor()};
    tcp::endpoint from;
    acceptor_.accept(socket, from, error);
    if (!error) {
      recorder_->add(who, What::accept, {},
                     {{"port", std::int64_t{port_}}, {"from", std::int64_t{from.port()}}});
      recorder_->take_connection();
      co_await give_way();
      TcpConnection connection{std::move(socket), *recorder_, std::move(who)};
      co_return std::optional<TcpConnection>{std::move(connection)};
    }
    // Anything but "nobody there yet" concerns one connection that is gone already (accept(2)).
    if (!acceptor_.is_open()) co_return std::nullopt;
    if (error != asio::error::would_block) co_await give_way();
    if (!co_await readable(acceptor_, left_until(deadline))) co_return std::nullopt;
  }
}

void TcpListener::drop_everything() {
  // A classic BPF program of one instruction: keep 0 bytes, of every packet (socket(7),
  // SO_ATTACH_FILTER).
  std::array<sock_filter, 1> code{{{BPF_RET | BPF_K, 0, 0, 0}}};
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  const int result =
      setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
  if (result == 0) return;
  if (errno != EPERM) throw_trouble("attach a filter", errno);
  fill_backlog();  // some kernels keep filters for the privileged
}

// A listening socket whose backlog is full drops what else comes (listen(2), tcp_abort_on_overflow
// in tcp(7)). A backlog of 0 takes one connection: ours, which nobody accepts.
void TcpListener::fill_backlog() {
  acceptor_.listen(0);
  filler_.connect({asio::ip::address_v4::loopback(), port_});
}

void TcpListener::close() {
  Error ignored;
  acceptor_.close(ignored);
}

UdpSocket::UdpSocket(asio::any_io_executor executor, Recorder& recorder, std::string who,
                     std::uint16_t port, int receive_buffer)
    : socket_{executor}, recorder_{&recorder}, who_{std::move(who)} {
  socket_.open(udp::v4());
  if (receive_buffer > 0)
    socket_.set_option(asio::socket_base::receive_buffer_size{receive_buffer});
  socket_.bind({asio::ip::address_v4::loopback(), port});
  port_ = socket_.local_endpoint().port();
  socket_.non_blocking(true);
}

awaitable<void> UdpSocket::send_to(std::uint16_t port, std::string_view bytes) {
  recorder_->add(who_, What::send, std::string(bytes), {{"to", std::int64_t{port}}});
  const udp::endpoint to{asio::ip::address_v4::loopback(), port};
  auto buffer = asio::buffer(bytes.data(), bytes.size());
  auto sending = socket_.async_send_to(buffer, to, as_values);
  co_await std::move(
      sending);  // an error here is an earlier datagram's ICMP answer: nobody listens there
}

awaitable<std::optional<Datagram>> UdpSocket::receive(Duration patience) {
  const auto deadline = Clock::now() + patience;
  std::string bytes(65536, '\0');
  for (;;) {
    udp::endpoint from;
    Error error;
    const std::size_t size = socket_.receive_from(asio::buffer(bytes), from, 0, error);
    if (!error) {
      bytes.resize(size);
      recorder_->add(who_, What::recv, bytes, {{"from", std::int64_t{from.port()}}});
      recorder_->take_datagram();
      co_await give_way();
      Datagram datagram{std::move(bytes), from.port()};
      co_return std::optional<Datagram>{std::move(datagram)};
    }
    if (error == asio::error::connection_refused)
      continue;  // an earlier datagram's ICMP answer, udp(7)
    if (error != asio::error::would_block) co_return std::nullopt;
    if (!co_await readable(socket_, left_until(deadline))) co_return std::nullopt;
  }
}

std::uint64_t UdpSocket::dropped() const {
  for (const auto& row : box::udp_sockets()) {
    if (row.port == port_ && !row.v6) return row.drops;
  }
  return 0;
}

void UdpSocket::close() {
  Error ignored;
  socket_.close(ignored);
}

}  // namespace viva::trial
