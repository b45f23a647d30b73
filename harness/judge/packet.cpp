// Checks of a packet analyzer, on transcripts of the peer `input_lines`: one line of packet in, one
// line of fields out. What is right stands in the spec; packets are decoded here only to recognise
// the mistake behind a wrong value.
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace viva::judge {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

constexpr std::array<std::string_view, 6> field_names = {"src",   "dst",   "proto",
                                                         "sport", "dport", "len"};

// --- result lines -------------------------------------------------------------------------------

/// One line that the program printed about a packet, or that the spec expects.
struct Result {
  bool malformed = false;
  Fields fields;  ///< those that it has; keys in lower case
  Strings order;  ///< the known keys as they stand
  std::string text;
  std::size_t event = 0;
};

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t';
}

/// "src = 1.2.3.4,  dst=…" becomes words without blanks around '='.
Strings words_of(std::string_view text) {
  Strings words(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_blank(text[at])) {
      if (text[at] != ',' && text[at] != ';') words.back() += text[at];
      continue;
    }
    const std::size_t next = std::min(text.find_first_not_of(" \t", at), text.size());
    const bool joined = (next < text.size() && text[next] == '=') || words.back().ends_with('=');
    if (!joined && !words.back().empty()) words.emplace_back();
    at = next - 1;
  }
  return words;
}

/// Nothing for a line that is about no packet.
std::optional<Result> result_of(std::string_view line) {
  const std::string text = lower(trim(line));
  const std::size_t source = text.find("src");
  const std::size_t malformed = text.find("malformed");
  Result result;
  result.text = std::string(trim(line));
  if (malformed != std::string::npos && malformed < source) {
    result.malformed = true;
    return result;
  }
  if (source == std::string::npos ||
      !trim(std::string_view(text).substr(source + 3)).starts_with('=')) {
    return std::nullopt;
  }
  for (const std::string& word : words_of(std::string_view(result.text).substr(source))) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = lower(word.substr(0, equals));
    const bool known = std::find(field_names.begin(), field_names.end(), name) != field_names.end();
    if (known && result.fields.emplace(name, word.substr(equals + 1)).second)
      result.order.push_back(name);
  }
  return result;
}

std::vector<Result> printed_results(const Transcript& transcript) {
  std::vector<Result> results;
  for (const Line& line : output_lines(transcript)) {
    if (auto result = result_of(without_escapes(line.text))) {
      result->event = line.event;
      results.push_back(*std::move(result));
    }
  }
  return results;
}

std::vector<Result> expected_results(const Params& params) {
  std::vector<Result> results;
  for (const std::string& line : params.strings("expect")) {
    if (auto result = result_of(line)) results.push_back(*std::move(result));
  }
  return results;
}

/// A field that is not there may also be printed as empty.
bool absent(const Fields& fields, std::string_view name) {
  const auto field = fields.find(name);
  return field == fields.end() || field->second.empty() || field->second == "-" ||
         field->second == "none";
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char digit) {
    return digit >= '0' && digit <= '9';
  });
}

bool same_value(const std::string& expected, const std::string& actual) {
  if (lower(expected) == lower(actual)) return true;
  return is_number(expected) && is_number(actual) && std::stoi(expected) == std::stoi(actual);
}

/// The first field that is not as it should be; nothing when all are.
std::optional<std::string_view> wrong_field(const Result& expected, const Result& actual) {
  for (const auto name : field_names) {
    if (absent(expected.fields, name) != absent(actual.fields, name)) return name;
    if (absent(expected.fields, name)) continue;
    if (!same_value(expected.fields.find(name)->second, actual.fields.find(name)->second))
      return name;
  }
  return std::nullopt;
}

bool agrees(const Result& expected, const Result& actual) {
  return expected.malformed == actual.malformed &&
         (expected.malformed || !wrong_field(expected, actual));
}

// --- recognising mistakes -----------------------------------------------------------------------

std::string bytes_from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::strtol(std::string(hex.substr(at, 2)).c_str(), nullptr, 16));
  }
  return bytes;
}

int byte_at(const std::string& bytes, std::size_t place) {
  return place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0;
}

int word_at(const std::string& bytes, std::size_t place, bool swapped) {
  const int high = byte_at(bytes, place);
  const int low = byte_at(bytes, place + 1);
  return swapped ? low * 256 + high : high * 256 + low;
}

/// One way of misreading a packet (RFC 791, section 3.1; RFC 9293, section 3.1).
struct Misreading {
  std::string_view symptom;
  std::string_view words;
  bool no_ip_options = false;   ///< an IP header is 20 bytes
  bool no_tcp_options = false;  ///< a TCP header is 20 bytes
  bool to_line_end = false;     ///< the packet ends where the line ends
  bool swapped_ports = false;
  bool swapped_length = false;
  bool low_byte_only = false;   ///< of the total length
  bool header_counted = false;  ///< the TCP, UDP or ICMP header belongs to the payload
  bool ip_header_counted = false;
};

const std::vector<Misreading>& misreadings() {
  static const std::vector<Misreading> table = {
      {.symptom = "ip_options",
       .words = "that is what comes out when the IP header is taken to be 20 bytes long",
       .no_ip_options = true},
      {.symptom = "ip_options",
       .words = "that is what comes out when IP and TCP headers are taken to be 20 bytes long",
       .no_ip_options = true,
       .no_tcp_options = true},
      {.symptom = "padding",
       .words = "that counts the padding behind the packet's total length",
       .to_line_end = true},
      {.symptom = "padding",
       .words = "that counts the padding behind the packet's total length",
       .no_tcp_options = true,
       .to_line_end = true},
      {.symptom = "tcp_options",
       .words = "that is what comes out when the TCP header is taken to be 20 bytes long",
       .no_tcp_options = true},
      {.symptom = "byte_order",
       .words = "that is the same number with its two bytes swapped",
       .swapped_ports = true},
      {.symptom = "byte_order",
       .words = "that comes from a total length with its two bytes swapped",
       .swapped_length = true},
      {.symptom = "low_byte",
       .words = "that comes from the second byte of the total length alone",
       .low_byte_only = true},
      {.symptom = "header_counted",
       .words = "that counts the header of TCP, UDP or ICMP as payload",
       .header_counted = true},
      {.symptom = "header_counted",
       .words = "that is the total length of the packet, headers and all",
       .header_counted = true,
       .ip_header_counted = true},
  };
  return table;
}

int transport_header(const std::string& packet, std::size_t begin, const Misreading& how) {
  if (how.header_counted) return 0;
  switch (byte_at(packet, 9)) {
    case 6:
      return how.no_tcp_options ? 20 : byte_at(packet, begin + 12) / 16 * 4;
    case 17:
    case 1:
      return 8;
    default:
      return 0;
  }
}

/// The value of "sport", "dport" or "len" as this misreading has it.
std::string misread(const std::string& packet, std::string_view field, const Misreading& how) {
  const int header = how.no_ip_options ? 20 : byte_at(packet, 0) % 16 * 4;
  const auto begin = static_cast<std::size_t>(header);
  if (field == "sport") return std::to_string(word_at(packet, begin, how.swapped_ports));
  if (field == "dport") return std::to_string(word_at(packet, begin + 2, how.swapped_ports));
  if (field != "len") return {};
  int total = word_at(packet, 2, how.swapped_length);
  if (how.low_byte_only) total %= 256;
  if (how.to_line_end) total = static_cast<int>(packet.size());
  const int length =
      total - (how.ip_header_counted ? 0 : header) - transport_header(packet, begin, how);
  return std::to_string(length);
}

struct Cause {
  std::string symptom;
  std::string words;
};

Cause cause_of(const std::string& packet, const Result& expected, const Result& actual,
               std::string_view field) {
  if (absent(actual.fields, field))
    return {"field_missing", "the line has no " + std::string(field) + "="};
  const std::string& value = actual.fields.find(field)->second;
  if (absent(expected.fields, field)) {
    return {"ports_printed", "this protocol has no ports, so the line must have none"};
  }
  if (field == "src" || field == "dst") {
    if (value.find('-') != std::string::npos)
      return {"signed_bytes", "bytes above 127 came out as negative numbers"};
    const std::string other = field == "src" ? "dst" : "src";
    if (!absent(expected.fields, other) && expected.fields.find(other)->second == value) {
      return {"swapped_addresses", "that is the other address"};
    }
    return {};
  }
  if (field == "proto") return {"proto_name", "it is TCP, UDP, ICMP, or else the number"};
  const bool has_options = byte_at(packet, 0) % 16 > 5;
  const bool padded = static_cast<int>(packet.size()) > word_at(packet, 2, false);
  for (const Misreading& how : misreadings()) {
    if ((how.no_ip_options && !has_options) || (how.to_line_end && !padded)) continue;
    if (misread(packet, field, how) == value)
      return {std::string(how.symptom), std::string(how.words)};
  }
  return {};
}

// --- findings -----------------------------------------------------------------------------------

/// What every check here looks at.
struct Sitting {
  const Transcript* transcript = nullptr;
  Strings packets;  ///< the lines that the program was given
  std::vector<Result> expected;
  std::vector<Result> printed;
  std::optional<Exit> exit;
};

Sitting sitting_of(const Evidence& evidence) {
  Sitting sitting;
  sitting.transcript = &evidence.first();
  const std::string input = bytes_of(evidence.first(), "input", What::send);
  for (std::size_t begin = 0, end = 0; (end = input.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    sitting.packets.push_back(input.substr(begin, end - begin));
  }
  sitting.expected = expected_results(evidence.params);
  sitting.printed = printed_results(evidence.first());
  sitting.exit = exit_of(evidence.first());
  return sitting;
}

std::vector<Pointer> last_proof(const Sitting& sitting) {
  if (sitting.exit) return {{0, sitting.exit->event}};
  return {{0, sitting.transcript->events.empty() ? 0 : sitting.transcript->events.size() - 1}};
}

std::string line_number(std::size_t at) {
  return "line " + std::to_string(at + 1);
}

std::string how_it_ended(const Sitting& sitting) {
  if (!sitting.exit || sitting.exit->clean()) return {};
  return " The program " + describe(*sitting.exit) + ".";
}

/// Fewer result lines than packets: which one has none?
Finding no_result(const Sitting& sitting, std::size_t at) {
  Finding finding;
  finding.proof = last_proof(sitting);
  finding.expected = sitting.expected[at].text;
  const bool crashed = sitting.exit && !sitting.exit->clean();
  if (sitting.printed.empty()) {
    finding.symptom = crashed ? "ended_early" : "prints_nothing";
    finding.message =
        "No line of the output begins with src= or malformed:." + how_it_ended(sitting);
    return finding;
  }
  finding.symptom = crashed ? "ended_early" : at == 1 ? "one_line" : "line_missing";
  finding.message = "There is no result for " + line_number(at) +
                    " of the input: " + text::counted(sitting.printed.size(), "result line") +
                    " for " + text::counted(sitting.expected.size(), "packet") + "." +
                    how_it_ended(sitting);
  return finding;
}

/// The results after `at` agree with the packets one further on: the line itself has none.
bool left_out(const Sitting& sitting, std::size_t at) {
  return sitting.printed.size() < sitting.expected.size() && at + 1 < sitting.expected.size() &&
         agrees(sitting.expected[at + 1], sitting.printed[at]);
}

Finding holds(const Sitting& sitting) {
  Finding finding;
  finding.outcome = Outcome::holds;
  if (!sitting.printed.empty()) finding.proof = {{0, sitting.printed.back().event}};
  return finding;
}

Finding wrong_value(const Sitting& sitting, std::size_t at, std::string_view field) {
  const Result& expected = sitting.expected[at];
  const Result& actual = sitting.printed[at];
  const std::string packet =
      at < sitting.packets.size() ? bytes_from_hex(sitting.packets[at]) : std::string{};
  const Cause cause = cause_of(packet, expected, actual, field);
  const std::string name{field};
  Finding finding;
  finding.symptom = cause.symptom.empty() ? "wrong_" + name : cause.symptom;
  finding.expected = expected.text;
  finding.actual = actual.text;
  finding.proof = {{0, actual.event}};
  finding.message = "Packet " + std::to_string(at + 1) + ": ";
  if (absent(actual.fields, field)) {
    finding.message += cause.words + ".";
    return finding;
  }
  finding.message += name + "=" + actual.fields.find(field)->second + " was printed";
  if (!absent(expected.fields, field))
    finding.message += ", " + name + "=" + expected.fields.find(field)->second + " is right";
  finding.message += cause.words.empty() ? "." : "; " + cause.words + ".";
  return finding;
}

Finding wrong_order(const Sitting& sitting, std::size_t at) {
  Finding finding;
  finding.symptom = "order";
  finding.message =
      "Packet " + std::to_string(at + 1) + ": the values are right, their order is not.";
  finding.expected = sitting.expected[at].text;
  finding.actual = sitting.printed[at].text;
  finding.proof = {{0, sitting.printed[at].event}};
  return finding;
}

Finding called_malformed(const Sitting& sitting, std::size_t at) {
  Finding finding;
  finding.symptom = "called_malformed";
  const bool upper =
      at < sitting.packets.size() && lower(sitting.packets[at]) != sitting.packets[at];
  finding.message = "Packet " + std::to_string(at + 1) +
                    " is a complete packet and was called malformed" +
                    (upper ? "; its hexadecimal digits are capital letters." : ".");
  finding.expected = sitting.expected[at].text;
  finding.actual = sitting.printed[at].text;
  finding.proof = {{0, sitting.printed[at].event}};
  return finding;
}

/// A spec without a single line of this kind: nothing may pass by that.
Finding nothing_to_expect(const Sitting& sitting) {
  Finding finding;
  finding.symptom = "prints_nothing";
  finding.message = "There is nothing to hold the output against.";
  finding.proof = last_proof(sitting);
  return finding;
}

Finding prints_fields(const Evidence& evidence) {
  const Sitting sitting = sitting_of(evidence);
  for (std::size_t at = 0; at < sitting.expected.size(); ++at) {
    if (at >= sitting.printed.size() || left_out(sitting, at)) return no_result(sitting, at);
    if (sitting.printed[at].malformed) return called_malformed(sitting, at);
    if (const auto field = wrong_field(sitting.expected[at], sitting.printed[at])) {
      return wrong_value(sitting, at, *field);
    }
    Strings order = sitting.printed[at].order;
    std::erase_if(
        order, [&](const std::string& name) { return absent(sitting.printed[at].fields, name); });
    if (order != sitting.expected[at].order) return wrong_order(sitting, at);
  }
  if (sitting.expected.empty()) return nothing_to_expect(sitting);
  return holds(sitting);
}

/// "cut off after 2 bytes", of "malformed: cut off after 2 bytes".
std::string reason_of(const Result& malformed) {
  const std::string_view text = malformed.text;
  const std::size_t colon = text.find(": ");
  return std::string(colon == std::string_view::npos ? text : text.substr(colon + 2));
}

Finding rejects_malformed(const Evidence& evidence) {
  const Sitting sitting = sitting_of(evidence);
  std::size_t rejected = 0;
  for (std::size_t at = 0; at < sitting.expected.size(); ++at) {
    const Result& expected = sitting.expected[at];
    if (at >= sitting.printed.size() || left_out(sitting, at)) {
      Finding finding = no_result(sitting, at);
      const std::string errors = lower(bytes_of(*sitting.transcript, "program", What::err));
      if (expected.malformed && finding.symptom != "ended_early") {
        finding.symptom = errors.find("malformed") != std::string::npos ? "on_stderr" : "silent";
      }
      const bool behind = at > 0 && sitting.expected[at - 1].malformed;
      if (expected.malformed)
        finding.message += " It is no complete packet: " + reason_of(expected) + ".";
      if (behind && !expected.malformed)
        finding.message +=
            " The line before is no complete packet: " + reason_of(sitting.expected[at - 1]) + ".";
      return finding;
    }
    const Result& actual = sitting.printed[at];
    if (expected.malformed && !actual.malformed) {
      Finding finding;
      finding.symptom = "accepted";
      finding.message = "The input's " + line_number(at) + " is no complete packet (" +
                        reason_of(expected) + "), but it was taken for a packet.";
      finding.expected = "malformed: <why>";
      finding.actual = actual.text;
      finding.proof = {{0, actual.event}};
      return finding;
    }
    if (!expected.malformed && actual.malformed) return called_malformed(sitting, at);
    rejected += expected.malformed ? 1 : 0;
  }
  if (rejected == 0) return nothing_to_expect(sitting);
  return holds(sitting);
}

// --- the table ----------------------------------------------------------------------------------

std::vector<SymptomInfo> symptoms_with(std::vector<SymptomInfo> own) {
  const std::vector<SymptomInfo> shared = {
      {"prints_nothing", "no line begins with src= or malformed:"},
      {"ended_early", "it crashed or gave up before the last line"},
      {"one_line", "it read the first line only"},
      {"line_missing", "a line of the input gave no result"},
      {"called_malformed", "a complete packet was called malformed"},
  };
  own.insert(own.end(), shared.begin(), shared.end());
  return own;
}

CheckKind kind(std::string name, std::string sentence, std::string parameter,
               std::vector<SymptomInfo> symptoms, CheckFunction judge) {
  KindInfo info;
  info.name = std::move(name);
  info.sentence = std::move(sentence);
  info.parameters = {{"expect", ValueType::strings, std::nullopt, std::move(parameter)}};
  info.symptoms = symptoms_with(std::move(symptoms));
  return {std::move(info), judge};
}

}  // namespace

std::vector<CheckKind> packet_kinds() {
  return {
      kind("prints_fields",
           "Each line of the input gives one line whose fields are all right, in their order.",
           "the right line for each line of the input, as \"src=… dst=… proto=… sport=… dport=… "
           "len=…\"",
           {{"ip_options", "the IP header was taken to be 20 bytes long"},
            {"tcp_options", "the TCP header was taken to be 20 bytes long"},
            {"padding", "len counts to the end of the line"},
            {"byte_order", "a number has its two bytes swapped"},
            {"low_byte", "only the second byte of the total length was used"},
            {"header_counted", "len counts a header"},
            {"signed_bytes", "an address has negative numbers"},
            {"swapped_addresses", "src and dst are exchanged"},
            {"proto_name", "the protocol's name or number is another"},
            {"ports_printed", "ports were printed where the protocol has none"},
            {"field_missing", "a field is missing"},
            {"wrong_src", "src is wrong"},
            {"wrong_dst", "dst is wrong"},
            {"wrong_sport", "sport is wrong"},
            {"wrong_dport", "dport is wrong"},
            {"wrong_len", "len is wrong"},
            {"order", "the fields stand in another order"}},
           prints_fields),
      kind("rejects_malformed",
           "Lines that are no complete packet give \"malformed\", the others a src= line (its "
           "fields are not judged).",
           "for each line of the input \"malformed: what is wrong with it\" or the right \"src=…\" "
           "line",
           {{"accepted", "fields were printed for a line that is no packet"},
            {"on_stderr", "\"malformed\" was printed on standard error"},
            {"silent", "a line that is no packet gave no line at all"}},
           rejects_malformed),
  };
}

}  // namespace viva::judge
