#include "harness/judge/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace viva::judge {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Captured packets: a TCP SYN with options, a TCP segment behind IP options, a UDP datagram without
// payload and with padding, an ICMP echo with padding, GRE.
const std::string syn =
    "4500003cde344000400676e9c0a8b217c0a8b201c97e005020b49c5600000000a002faf0c2b30000"
    "020405b40402080aecac4c28000000000103030a";
const std::string with_options =
    "4800004c4835400040060000ac10fe03ac10fec8070b04ac10fe030000000000cd6cd4318e7e2171c264c0b8"
    "8018003f000000000101080a5559c00bb32fd85c77697468206f7074696f6e73";
const std::string padded_udp =
    "4500001c073540004011501fc0a8b217c0a8b20198161f910008d4b5000000000000000000000000000000000000";
const std::string padded_icmp =
    "4500001c0bcb40004001d80bac10fec8ac10fe030000e0bc1f420001000000000000000000000000000000000000";
const std::string gre = "45000018d21d4000402f0000c0a8b217c0a8b201000008004500003c";

const std::string syn_line =
    "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=80 len=0";
const std::string options_line =
    "src=172.16.254.3 dst=172.16.254.200 proto=TCP sport=52588 dport=54321 len=12";
const std::string udp_line =
    "src=192.168.178.23 dst=192.168.178.1 proto=UDP sport=38934 dport=8081 len=0";
const std::string icmp_line = "src=172.16.254.200 dst=172.16.254.3 proto=ICMP len=0";
const std::string gre_line = "src=192.168.178.23 dst=192.168.178.1 proto=47 len=4";

struct Sitting {
  Strings packets;
  Strings expect;
  std::string out;
  std::string err = {};
  Params exit = {{"code", std::int64_t{0}}, {"by", std::string("itself")}};
};

Finding judge(std::string_view name, const Sitting& sitting) {
  std::string input;
  for (const auto& packet : sitting.packets) input += packet + "\n";
  Transcript transcript{"packet_analyzer", "packets", {}};
  transcript.events = {{0s, "input", What::send, input, {}}, {1ms, "program", What::start, {}, {}}};
  if (!sitting.out.empty())
    transcript.events.push_back({2ms, "program", What::out, sitting.out, {}});
  if (!sitting.err.empty())
    transcript.events.push_back({2ms, "program", What::err, sitting.err, {}});
  transcript.events.push_back({3ms, "program", What::exit, {}, sitting.exit});
  transcript.events.push_back({3ms, "harness", What::done, {}, {}});
  const auto& kinds = check_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const CheckKind& row) { return row.info.name == name; });
  const Params params{{"expect", sitting.expect}};
  return kind->judge(Evidence{params, {&transcript}});
}

Finding fields(const std::string& packet, const std::string& expect, const std::string& out) {
  return judge("prints_fields", {{packet}, {expect}, out + "\n"});
}

void expect_symptom(const Finding& finding, std::string_view symptom, std::string_view words) {
  EXPECT_EQ(finding.outcome, Outcome::fails);
  EXPECT_EQ(finding.symptom, symptom) << finding.message;
  EXPECT_THAT(finding.message, HasSubstr(std::string(words)));
  EXPECT_FALSE(finding.proof.empty());
}

TEST(PrintsFields, HoldsWhenAllAreRight) {
  const auto finding =
      judge("prints_fields", {{syn, padded_icmp, gre},
                              {syn_line, icmp_line, gre_line},
                              syn_line + "\n" + icmp_line + "\n" + gre_line + "\n"});
  EXPECT_EQ(finding.outcome, Outcome::holds) << finding.message;
}

TEST(PrintsFields, LeavesFormToTheStudent) {
  const Strings forms = {
      "Packet 1: " + syn_line,
      "  src=192.168.178.23   dst=192.168.178.1 proto=tcp  sport=51582 dport=80 len=0  ",
      "src = 192.168.178.23, dst = 192.168.178.1, proto = TCP, sport = 51582, dport = 80, len = 0",
      "banner\n\n" + syn_line + " ttl=64",
      "SRC=192.168.178.23 DST=192.168.178.1 PROTO=TCP SPORT=51582 DPORT=80 LEN=0",
      "\x1b[32m" + syn_line + "\x1b[0m\r",
      syn_line + "\n1 packet read, 0 malformed",
  };
  for (const auto& out : forms) {
    const auto finding = fields(syn, syn_line, out);
    EXPECT_EQ(finding.outcome, Outcome::holds) << out << ": " << finding.message;
  }
  EXPECT_EQ(fields(gre, gre_line, gre_line + " sport=- dport=-").outcome, Outcome::holds);
}

TEST(PrintsFields, AProgramThatPrintsNothingFails) {
  expect_symptom(judge("prints_fields", {{syn}, {syn_line}, ""}), "prints_nothing",
                 "No line of the output");
}

TEST(PrintsFields, ALineMissingInTheMiddleIsNamed) {
  expect_symptom(judge("prints_fields", {{syn, gre, padded_icmp},
                                         {syn_line, gre_line, icmp_line},
                                         syn_line + "\n" + icmp_line + "\n"}),
                 "one_line", "no result for line 2 of the input: 2 result lines for 3 packets");
  expect_symptom(judge("prints_fields", {{gre, syn, padded_udp, padded_icmp},
                                         {gre_line, syn_line, udp_line, icmp_line},
                                         gre_line + "\n" + syn_line + "\n" + icmp_line + "\n"}),
                 "line_missing", "line 3");
}

TEST(PrintsFields, ReadingOnlyOneLineIsNamed) {
  expect_symptom(judge("prints_fields",
                       {{syn, gre, padded_icmp}, {syn_line, gre_line, icmp_line}, syn_line + "\n"}),
                 "one_line", "1 result line for 3 packets");
}

TEST(PrintsFields, ACrashIsNamed) {
  const auto finding =
      judge("prints_fields", {{syn, gre},
                              {syn_line, gre_line},
                              syn_line + "\n",
                              "",
                              {{"signal", std::string("SIGSEGV")}, {"by", std::string("itself")}}});
  expect_symptom(finding, "ended_early", "SIGSEGV");
}

TEST(PrintsFields, AnIpHeaderTakenForTwentyBytesIsRecognised) {
  expect_symptom(
      fields(with_options, options_line,
             "src=172.16.254.3 dst=172.16.254.200 proto=TCP sport=1803 dport=1196 len=56"),
      "ip_options", "sport=1803 was printed, sport=52588 is right");
  expect_symptom(
      fields(with_options, options_line,
             "src=172.16.254.3 dst=172.16.254.200 proto=TCP sport=52588 dport=54321 len=36"),
      "ip_options", "20 bytes");
}

TEST(PrintsFields, PaddingThatIsCountedIsRecognised) {
  expect_symptom(
      fields(padded_udp, udp_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=UDP sport=38934 dport=8081 len=18"),
      "padding", "len=18 was printed, len=0 is right; that counts the padding");
}

TEST(PrintsFields, SwappedBytesAreRecognised) {
  expect_symptom(
      fields(syn, syn_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=32457 dport=20480 len=0"),
      "byte_order", "two bytes swapped");
}

TEST(PrintsFields, ATcpHeaderTakenForTwentyBytesIsRecognised) {
  expect_symptom(
      fields(syn, syn_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=80 len=20"),
      "tcp_options", "TCP header is taken to be 20 bytes");
}

TEST(PrintsFields, HeadersCountedAsPayloadAreRecognised) {
  expect_symptom(
      fields(syn, syn_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=80 len=40"),
      "header_counted", "len=40");
  expect_symptom(
      fields(syn, syn_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=80 len=60"),
      "header_counted", "total length");
}

TEST(PrintsFields, OtherMistakesAreNamed) {
  const std::string rest = " proto=TCP sport=51582 dport=80 len=0";
  expect_symptom(fields(syn, syn_line, "src=-64.-88.-78.23 dst=-64.-88.-78.1" + rest),
                 "signed_bytes", "negative");
  expect_symptom(fields(syn, syn_line, "src=192.168.178.1 dst=192.168.178.23" + rest),
                 "swapped_addresses", "the other address");
  expect_symptom(fields(syn, syn_line,
                        "src=192.168.178.23 dst=192.168.178.1 proto=6 sport=51582 dport=80 len=0"),
                 "proto_name", "proto=6 was printed, proto=TCP is right");
  expect_symptom(fields(gre, gre_line, "src=192.168.178.23 dst=192.168.178.1 proto=GRE len=4"),
                 "proto_name", "proto=47 is right");
  expect_symptom(fields(padded_icmp, icmp_line,
                        "src=172.16.254.200 dst=172.16.254.3 proto=ICMP sport=0 dport=57532 len=0"),
                 "ports_printed", "no ports");
  expect_symptom(
      fields(syn, syn_line, "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=80"),
      "field_missing", "no len=");
  expect_symptom(
      fields(syn, syn_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=80 len=7"),
      "wrong_len", "len=7");
  expect_symptom(fields(syn, syn_line, "malformed: odd"), "called_malformed", "called malformed");
  expect_symptom(
      fields(syn, syn_line,
             "src=192.168.178.23 dst=192.168.178.1 proto=TCP dport=80 sport=51582 len=0"),
      "order", "order");
}

TEST(PrintsFields, CapitalDigitsAreMentionedWhenTheyAreRefused) {
  std::string upper = syn;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char letter) {
    return letter >= 'a' ? static_cast<char>(letter - 32) : letter;
  });
  expect_symptom(fields(upper, syn_line, "malformed: no hex"), "called_malformed",
                 "capital letters");
}

TEST(PrintsFields, ThePacketIsNumbered) {
  const auto finding = judge(
      "prints_fields",
      {{gre, syn},
       {gre_line, syn_line},
       gre_line + "\nsrc=192.168.178.23 dst=192.168.178.1 proto=TCP sport=51582 dport=81 len=0\n"});
  EXPECT_THAT(finding.message, HasSubstr("Packet 2: dport=81"));
}

TEST(PrintsFields, NothingToExpectIsNothingToPass) {
  EXPECT_EQ(judge("prints_fields", {{}, {}, "src=1.2.3.4\n"}).outcome, Outcome::fails);
  EXPECT_EQ(judge("rejects_malformed", {{syn}, {syn_line}, syn_line + "\n"}).outcome,
            Outcome::fails);
}

Finding broken(const std::string& out, const std::string& err = {}) {
  return judge("rejects_malformed", {{"4500", syn, "zz", gre},
                                     {"malformed: cut off after 2 bytes", syn_line,
                                      "malformed: no hexadecimal", gre_line},
                                     out,
                                     err});
}

TEST(RejectsMalformed, HoldsForRefusalsAndLinesBetween) {
  EXPECT_EQ(broken("malformed: too short\n" + syn_line + "\nMalformed packet\n" + gre_line + "\n")
                .outcome,
            Outcome::holds);
}

TEST(RejectsMalformed, DoesNotJudgeTheFieldsBetween) {
  EXPECT_EQ(broken("malformed: too short\nsrc=1.2.3.4\nmalformed: hex\nsrc=4.3.2.1\n").outcome,
            Outcome::holds);
}

TEST(RejectsMalformed, APacketMadeOfNothingFails) {
  expect_symptom(
      broken("src=0.0.0.0 dst=0.0.0.0 proto=0 len=0\n" + syn_line + "\nmalformed\n" + gre_line +
             "\n"),
      "accepted",
      "line 1 is no complete packet (cut off after 2 bytes), but it was taken for a packet");
}

TEST(RejectsMalformed, SilenceFails) {
  expect_symptom(broken(syn_line + "\n" + gre_line + "\n"), "silent", "no result for line 1");
}

TEST(RejectsMalformed, StandardErrorIsNotEnough) {
  expect_symptom(
      broken(syn_line + "\n" + gre_line + "\n", "malformed: too short\nmalformed: hex\n"),
      "on_stderr", "line 1");
}

TEST(RejectsMalformed, RefusingEverythingFails) {
  expect_symptom(broken("malformed\nmalformed\nmalformed\nmalformed\n"), "called_malformed",
                 "Packet 2");
}

TEST(RejectsMalformed, EndingAtTheFirstBadLineFails) {
  const auto finding =
      judge("rejects_malformed", {{"zz", syn},
                                  {"malformed: no hexadecimal", syn_line},
                                  "malformed: hex\n",
                                  "",
                                  {{"code", std::int64_t{1}}, {"by", std::string("itself")}}});
  expect_symptom(finding, "ended_early", "The line before is no complete packet: no hexadecimal");
}

}  // namespace
}  // namespace viva::judge
