// One event in a sentence, in a student's words.
#include "harness/model/limits.hpp"
#include "harness/report/story.hpp"
#include "harness/text/quote.hpp"

#include <fmt/format.h>

#include <optional>
#include <type_traits>

namespace viva::report {
namespace {

/// A field's value for people, whatever its type.
std::string shown(const Value& value) {
  return std::visit(
      [](const auto& it) -> std::string {
        using T = std::decay_t<decltype(it)>;
        if constexpr (std::is_same_v<T, bool>) {
          return it ? "yes" : "no";
        } else if constexpr (std::is_same_v<T, std::string>) {
          return it;
        } else if constexpr (std::is_same_v<T, Duration>) {
          return text::seconds(it.count());
        } else if constexpr (std::is_same_v<T, Integers> || std::is_same_v<T, Strings>) {
          return fmt::format("{}", fmt::join(it, ", "));
        } else {
          return fmt::format("{}", it);
        }
      },
      value);
}

std::string field(const Event& event, std::string_view name) {
  const auto place = event.more.all().find(name);
  return place == event.more.all().end() ? std::string{} : shown(place->second);
}

/// "TCP port 8080".
std::string port_of(const Event& event) {
  std::string protocol = field(event, "protocol");
  for (char& letter : protocol) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return protocol + " port " + field(event, "port");
}

/// "client:2" is "client 2"; the program is the student's.
std::string name_of_who(const std::string& who) {
  if (who == "program") return "your program";
  if (who == "harness") return "viva";
  if (who.starts_with("program:")) return "your program (start " + who.substr(8) + ")";
  std::string name = who;
  const auto colon = name.find(':');
  if (colon == std::string::npos) return "viva's " + name;
  name[colon] = ' ';
  return name;
}

std::string bytes_of(const Event& event, std::size_t quote_max) {
  if (!event.bytes.empty()) return text::quote(event.bytes, quote_max);
  const std::string length = field(event, "length");
  return length.empty() ? "nothing (0 bytes)" : length + " bytes";
}

/// How long, as peers tell it: a duration or a number of seconds.
std::string waited(const Event& event) {
  for (const char* name : {"after", "seconds"}) {
    if (const auto* seconds = event.more.find<double>(name))
      return fmt::format(", {:.3g} s long", *seconds);
    if (const auto* duration = event.more.find<Duration>(name)) {
      return ", " + text::seconds(duration->count()) + " long";
    }
  }
  return {};
}

/// Where a program lies inside its box is nobody's concern: "/program/tcp_server" is
/// "./tcp_server".
std::string start(const Event& event) {
  const auto* arguments = event.more.find<Strings>("arguments");
  if (arguments == nullptr || arguments->empty()) return "viva started your program";
  std::string line = "viva started your program:";
  for (const std::string& word : *arguments) {
    const auto slash = word.rfind('/');
    line += word.starts_with('/') && slash + 1 < word.size() ? " ./" + word.substr(slash + 1)
                                                             : " " + word;
  }
  return line;
}

std::string not_listening(const Event& event, const std::string& who) {
  const std::string port = port_of(event);
  const std::string why = field(event, "why");
  if (why == "exited") return who + " ended before it listened on " + port;
  if (why == "other_port")
    return who + " listens on port " + field(event, "others") + ", not on " + port;
  return who + " still did not listen on " + port;
}

std::string exit(const Event& event, const std::string& who) {
  const std::string signal = field(event, "signal");
  const std::string by = field(event, "by");
  if (signal.empty()) return who + " ended with exit code " + field(event, "code");
  if (by == "limit") return who + " was ended by viva for that";
  return who + " was ended by " + signal + (by == signal ? " from viva" : "");
}

std::string ending(const Event& event, const std::string& who, const char* done) {
  if (field(event, "by") == "program")
    return fmt::format("your program {} the connection to {}", done, who);
  return fmt::format("{} {} its connection", who, done);
}

/// Port that a program tried which it was not told: somebody stands there, too.
std::string bystander(const Event& event, std::size_t quote_max) {
  if (event.what == What::accept)
    return "your program connected to port " + field(event, "port") + " instead";
  if (event.what == What::recv)
    return "your program sent " + bytes_of(event, quote_max) + " to another port than it was told";
  return {};
}

std::string limit(const Event& event) {
  const std::string name = field(event, "name");
  if (name == "events") return "more happened than viva takes down (" + field(event, "value") + ")";
  const std::string more = name == "output" ? "; viva stopped reading there" : "";
  return "your program " + went_past(name, field(event, "value")) + more;
}

/// Ports as a transcript has them, first and last of each run: "8000 to 8003, 8010".
std::string runs(const Integers& ports) {
  constexpr std::size_t shown_max = 6;
  std::string text;
  for (std::size_t i = 0; i + 1 < ports.size(); i += 2) {
    if (i / 2 == shown_max) return text + " …";
    text += (i == 0 ? "" : ", ") + std::to_string(ports[i]);
    if (ports[i + 1] != ports[i]) text += " to " + std::to_string(ports[i + 1]);
  }
  return text;
}

/// What a peer alone knows, where a student can use it; empty for notes between peers and judge.
std::string note(const Event& event, const std::string& who) {
  const std::string name = field(event, "name");
  const std::string why = field(event, "why");
  if (name == "accepted") {
    const std::string of = field(event, "of");
    return "your program has accepted " + field(event, "clients") +
           (of.empty() ? " clients" : " of " + of + " clients");
  }
  if (name == "not_joined" && why == "probe")
    return who + " has not received a line of the others, and waits no longer";
  if (name == "flood") return who + " has received " + field(event, "received") + " bytes and left";
  if (name == "unsent") return "your program does not read what " + who + " sends";
  if (name == "stops_reading") return who + " stops reading";
  if (event.more.value_or<bool>("accepted", false))
    return "your program accepted the connection of " + who;
  if (event.more.has("unread")) {
    return "of what was sent, " + field(event, "unread") +
           " bytes still wait in your program's socket, unread";
  }
  if (const auto* probed = event.more.find<Integers>("probed")) {
    return probed->empty() ? "your program tried to connect to no port"
                           : "your program tried to connect to the ports " + runs(*probed);
  }
  if (why == "silent") return "nothing more came from your program";
  if (why == "stuck") return "only messages came that had been answered before";
  if (why == "stayed") return "all was answered, and your program still ran";
  if (why == "hangs") return "your program reads no more datagrams";
  if (why == "slow") return "the time for the datagrams was over";
  return {};
}

}  // namespace

std::string sentence_of(const Event& event, std::size_t quote_max) {
  if (event.who == "bystander") return bystander(event, quote_max);
  const std::string who = name_of_who(event.who);
  switch (event.what) {
    case What::phase:
      return event.more.has("says") ? field(event, "says")
                                    : "the part \"" + field(event, "name") + "\" begins";
    case What::start:
      return start(event);
    case What::listening:
      return who + " listens on " + port_of(event);
    case What::not_listening:
      return not_listening(event, who);
    case What::out:
      return who + " printed " + bytes_of(event, quote_max);
    case What::err:
      return who + " wrote to standard error " + bytes_of(event, quote_max);
    case What::connect:
      return event.more.has("error") ? who + " could not connect: " + field(event, "error")
                                     : who + " connected to port " + field(event, "port");
    case What::accept:
      return "your program connected to " + who;
    case What::send:
      return who + " sent " + bytes_of(event, quote_max);
    case What::recv:
      return who + " received " + bytes_of(event, quote_max);
    case What::close:
      return ending(event, who, "closed");
    case What::reset:
      return ending(event, who, "reset");
    case What::drop:
      return who + " left it unanswered, as planned" +
             (event.bytes.empty() ? "" : ": " + text::quote(event.bytes, quote_max));
    case What::timeout:
      return who + " waited for " + field(event, "awaited") + " in vain" + waited(event);
    case What::threads: {
      const auto* threads = event.more.find<Integers>("tids");
      return "a process of your program has " +
             text::counted(threads == nullptr ? 0 : threads->size(), "thread");
    }
    case What::processes: {
      const auto* processes = event.more.find<Integers>("pids");
      return "your program has " +
             text::counted(processes == nullptr ? 0 : processes->size(), "process", "processes");
    }
    case What::signal:
      return "viva sent " + field(event, "name") + " to your program";
    case What::limit:
      return limit(event);
    case What::exit:
      return exit(event, who);
    case What::note:
      return note(event, who);
    case What::fault:
      return "viva itself failed: " + field(event, "why");
    case What::trial:
    case What::wrote:
    case What::late:
    case What::document:
    case What::done:
      return {};
  }
  return {};
}

}  // namespace viva::report
