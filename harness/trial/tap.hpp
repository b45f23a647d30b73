// Sockets for peers, with a tap: whatever passes is recorded without the peer's doing.
// A peer never touches asio's sockets itself. All calls of one trial happen on one thread.
#pragma once

#include "harness/trial/recorder.hpp"
#include "harness/trial/within.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace viva::trial {

/// Whether the bytes themselves stand in the transcript, or their number alone (for megabytes).
enum class Keep { bytes, length };

enum class Ending { none, end, reset, timeout, error };

/// What one receive brought: bytes, or how the stream ended, or that nothing came in time.
struct Received {
  std::string bytes;
  Ending ending = Ending::none;
};

struct ConnectOptions;

/// One end of a TCP connection, the peer's. Movable; closes in order when destroyed.
class TcpConnection {
 public:
  TcpConnection(boost::asio::ip::tcp::socket socket, Recorder& recorder, std::string who);
  TcpConnection(TcpConnection&&) = default;
  TcpConnection& operator=(TcpConnection&&) = default;
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;
  ~TcpConnection();

  /// Waits up to `patience` for some bytes or the end of the stream. Records `recv`, `close` (by
  /// program), `reset` (by program). A timeout is not recorded: the peer says what it waited for.
  awaitable<Received> receive(Duration patience, std::size_t bytes_max = 65536);

  /// Receives until the stream ends or `patience` has passed in all.
  awaitable<Received> receive_to_end(Duration patience);

  /// Sends all of it; false when the program closed, reset, or did not take it in time. Records
  /// `send`.
  awaitable<bool> send(std::string_view bytes, Duration patience);

  void keep(Keep keep) { keep_ = keep; }
  void no_delay();        ///< each send leaves at once, in a segment of its own
  void finish_sending();  ///< half-close; records nothing
  void close();           ///< in order; records `close` by peer (once)
  void reset();           ///< with RST; records `reset` by peer (once)

  [[nodiscard]] const std::string& who() const { return who_; }
  [[nodiscard]] bool open() const { return socket_.is_open(); }
  [[nodiscard]] std::uint16_t local_port() const { return local_port_; }
  [[nodiscard]] boost::asio::ip::tcp::socket& socket() { return socket_; }

 private:
  boost::asio::ip::tcp::socket socket_;
  Recorder* recorder_;
  std::string who_;
  std::uint16_t local_port_ = 0;
  Keep keep_ = Keep::bytes;
  bool ended_ = false;
  bool reset_at_once_ =
      false;  // the kernel has told of the reset already; after it only an end is seen

  friend awaitable<std::optional<TcpConnection>> connect_tcp(Recorder& recorder, std::string who,
                                                             std::uint16_t port, Duration patience,
                                                             ConnectOptions options);
};

struct ConnectOptions {
  int receive_buffer = 0;  ///< bytes of SO_RCVBUF, set before connecting; 0: the system's
};

/// Connects to 127.0.0.1:port. Records `connect` with `error` when it fails. No value: not
/// connected.
awaitable<std::optional<TcpConnection>> connect_tcp(Recorder& recorder, std::string who,
                                                    std::uint16_t port, Duration patience,
                                                    ConnectOptions options = {});

/// A listening socket of a peer's on 127.0.0.1 (and [::1] never: the contract gives 127.0.0.1).
class TcpListener {
 public:
  TcpListener(boost::asio::any_io_executor executor, Recorder& recorder, std::uint16_t port,
              int backlog = 128);

  /// The next connection, recorded as `accept` by `who`; none after `patience`.
  awaitable<std::optional<TcpConnection>> accept(std::string who, Duration patience);

  /// From now on every attempt to connect here stays without an answer: a filtered port.
  void drop_everything();

  void close();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void fill_backlog();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ip::tcp::socket filler_;  ///< stands in the backlog and fills it
  Recorder* recorder_;
  std::uint16_t port_;
};

struct Datagram {
  std::string bytes;
  std::uint16_t from = 0;  ///< port on 127.0.0.1
};

/// A UDP socket of a peer's on 127.0.0.1, unconnected.
class UdpSocket {
 public:
  /// `port` 0: any. `receive_buffer`: bytes of SO_RCVBUF, 0: the system's.
  UdpSocket(boost::asio::any_io_executor executor, Recorder& recorder, std::string who,
            std::uint16_t port = 0, int receive_buffer = 0);

  /// Sends one datagram to 127.0.0.1:port. Records `send` with `to`.
  awaitable<void> send_to(std::uint16_t port, std::string_view bytes);

  /// The next datagram, recorded as `recv` with `from`; none after `patience`.
  awaitable<std::optional<Datagram>> receive(Duration patience);

  /// Datagrams that the kernel dropped at this socket because its buffer was full (/proc/net/udp).
  [[nodiscard]] std::uint64_t dropped() const;

  void close();
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const std::string& who() const { return who_; }

 private:
  boost::asio::ip::udp::socket socket_;
  Recorder* recorder_;
  std::string who_;
  std::uint16_t port_ = 0;
};

}  // namespace viva::trial
