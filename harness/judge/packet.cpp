// Checks of a packet analyzer, on transcripts of the peer `input_lines`: one line of packet in, one
// line of fields out. What is right stands in the spec; packets are decoded here only to recognise
// the mistake behind a wrong value.
#include "harness/judge/kinds.hpp"
#include "harness/judge/look.hpp"
#include "harness/judge/packet_causes.hpp"
#include "harness/judge/packet_lines.hpp"
#include "harness/text/quote.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace viva::judge {
namespace {

using namespace packet;

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
