// What scanners print, and what it says. The range is 8000 to 8100 throughout.
#include "harness/judge/open_ports.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace viva::judge {
namespace {

using Ports = std::vector<int>;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char letter : text) {
    if (letter == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += letter;
    }
  }
  return lines;
}

Ports reported(const std::string& text, PortRange range = {8000, 8100}) {
  Ports ports;
  for (const auto& report : open_reports(lines_of(text), range)) ports.push_back(report.port);
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  return ports;
}

struct Case {
  std::string text;
  Ports ports;
};

void expect_all(const std::vector<Case>& cases) {
  for (const auto& [text, ports] : cases) EXPECT_EQ(reported(text), ports) << text;
}

TEST(OpenPorts, APortAndTheWordOnOneLineAreAReport) {
  expect_all({
      {"Port 8003 is open", {8003}},
      {"Port 8003 is OPEN", {8003}},
      {"port 8003: open", {8003}},
      {"8003 open", {8003}},
      {"8003: OPEN!", {8003}},
      {"8003,open", {8003}},
      {"8003\topen", {8003}},
      {"[+] 8003 open", {8003}},
      {"[8003] open", {8003}},
      {"[OPEN] 8003", {8003}},
      {"open: 8003", {8003}},
      {"Open port: 8003", {8003}},
      {"Open port found: 8003", {8003}},
      {"Found open port 8003", {8003}},
      {"OPEN 8003", {8003}},
      {"127.0.0.1:8003 open", {8003}},
      {"127.0.0.1:8003 is open.", {8003}},
      {"localhost 8003 (tcp) open", {8003}},
      {"8003/tcp open  http", {8003}},
      {"8003/tcp\topen\tunknown", {8003}},
      {"Discovered open port 8003/tcp on 127.0.0.1", {8003}},
      {"Port 8003 is open (127.0.0.1)", {8003}},
      {"Port 8003 is open in 0.51 s", {8003}},
      {"Port 8003 is open after 8017 ms", {8003}},
      {"Port 8003 is open (timeout 0.5 s)", {8003}},
      {"Port 8003: Connection established, open", {8003}},
      {"Port 8003 (attempt 1) open", {8003}},
      {"| 8003 | open | http |", {8003}},
      {"8003 -> open", {8003}},
      {"8003 ... open", {8003}},
      {"8003.........open", {8003}},
      {"Port8003 open", {8003}},
      {"port=8003 state=open", {8003}},
      {"port_8003_open", {8003}},
      {"PORT 8003 STATUS: OPEN", {8003}},
      {"thread 12: port 8003 is open", {8003}},
      {"[12:34:56] port 8003 is open", {8003}},
      {"2024-05-01 12:00:01 INFO port 8003 open", {8003}},
      {"Success! 8003 is an open port", {8003}},
      {"8003 opened", {8003}},
      {"Port 8003 seems to be open", {8003}},
      {"Connected to open port 8003", {8003}},
      {"open\t8003\ttcp", {8003}},
      {"Port 8003 is open, no banner", {8003}},
      {"Port 8003 is open: no service name", {8003}},
      {"Port 8003 is open - no answer", {8003}},
      {"No. 1: port 8003 is open", {8003}},
      {"No error, port 8003 is open", {8003}},
      {"8003 is open, not filtered", {8003}},
      {"Port 8003 is open (not closed)", {8003}},
      {"Scanning port 8003: open", {8003}},
      {"Scanning port 8003 ... open", {8003}},
      {"Connecting to 127.0.0.1:8003... open", {8003}},
      {"Trying to open port 8003 ... open", {8003}},
  });
}

TEST(OpenPorts, GermanIsUnderstood) {
  expect_all({
      {"Port 8003 ist offen", {8003}},
      {"Port 8003: OFFEN", {8003}},
      {"Offener Port: 8003", {8003}},
      {"Offene Ports: 8003, 8017", {8003, 8017}},
      {"Offene Ports: 8003 und 8017", {8003, 8017}},
      {"Port 8003 ist ge\u00f6ffnet", {8003}},
      {"Port 8004 ist nicht offen", {}},
      {"Port 8004 ist geschlossen", {}},
      {"Port 8004 ist zu, Port 8017 ist offen", {8017}},
      {"Keine offenen Ports gefunden zwischen 8000 und 8100", {}},
      {"Suche nach offenen Ports von 8000 bis 8100", {}},
      {"Pr\u00fcfe Port 8003 ...", {}},
      {"Pr\u00fcfe, ob Port 8003 offen ist", {}},
  });
}

TEST(OpenPorts, OneLineMayListSeveral) {
  expect_all({
      {"Open ports: 8003, 8017", {8003, 8017}},
      {"Open ports: 8003 8017 8040", {8003, 8017, 8040}},
      {"Open ports: [8003, 8017]", {8003, 8017}},
      {"open ports: {8003, 8017}", {8003, 8017}},
      {"open_ports = [8003, 8017]", {8003, 8017}},
      {"openPorts: 8003;8017;8040", {8003, 8017, 8040}},
      {"OpenPorts(8003, 8017)", {8003, 8017}},
      {"Open ports: 8003 and 8017", {8003, 8017}},
      {"Open ports: 8003 - 8017 - 8040", {8003, 8017, 8040}},
      {"Open: 8003 (http), 8017 (unknown)", {8003, 8017}},
      {"Open: 8003 (timeout 0.5 s), 8017 (timeout 0.5 s)", {8003, 8017}},
      {"[8003, 8017] are open", {8003, 8017}},
      {"8003, 8017 and 8040 are open.", {8003, 8017, 8040}},
      {"Ports 8003 8017 open", {8003, 8017}},
      {"Found 2 open ports: 8003, 8017", {8003, 8017}},
      {"2 open: 8003, 8017", {8003, 8017}},
      {"Scan complete: 3 open ports [8003, 8017, 8040]", {8003, 8017, 8040}},
      {"Open ports in 8000-8100: 8003, 8017", {8003, 8017}},
      {"Open ports between 8000 and 8100: 8003, 8017", {8003, 8017}},
      {"Scanning for open ports: 8003 8017", {8003, 8017}},
      {"Open ports: 8000, 8017, 8100", {8000, 8017, 8100}},
      {"Open ports: 8000, 8100, 8017", {8000, 8017, 8100}},
      {"Scan result, open ports: 8000, 8100, 8017", {8000, 8017, 8100}},
      {"open: 8000,8001,8002", {8000, 8001, 8002}},
      {"Port 8003 open, port 8017 open", {8003, 8017}},
      {"Open port 8003, port 8017 is open too", {8003, 8017}},
      {"Port 8003 is open. Open ports so far: 8003, 8017", {8003, 8017}},
      {"Open ports: none", {}},
      {"Open ports: []", {}},
  });
}

TEST(OpenPorts, ALineWithSeveralStatesGivesEachPortItsOwn) {
  expect_all({
      {"8003: open, 8004: closed, 8005: closed", {8003}},
      {"8003 open 8004 closed 8017 open", {8003, 8017}},
      {"8004 closed, 8017 open", {8017}},
      {"closed 8004; 8017 open", {8017}},
      {"OPEN 8003 CLOSED 8004", {8003}},
      {"CLOSED 8004 OPEN 8003", {8003}},
      {"[OPEN] 8003 [CLOSED] 8004", {8003}},
      {"[OPEN] 8003 | [CLOSED] 8004 | [OPEN] 8017", {8003, 8017}},
      {"Open: 8003, 8017 Closed: 8004, 8005", {8003, 8017}},
      {"Open ports: 8003, 8017 closed ports: 98", {8003, 8017}},
      {"Open: 8003, 8017; closed: 8004", {8003, 8017}},
      {"Closed: 8004, 8005; open: 8003", {8003}},
      {"Closed ports are not shown. Open: 8003", {8003}},
      {"8003 (open), 8004 (closed), 8017 (open)", {8003, 8017}},
      {"8003 open, 8004 timeout, 8017 open", {8003, 8017}},
      {"8004 refused, 8017 open", {8017}},
      {"8003 open, 8004 filtered", {8003}},
      {"{8003: 'open', 8004: 'closed', 8017: 'open'}", {8003, 8017}},
      {"[(8003, 'open'), (8004, 'closed'), (8017, 'open')]", {8003, 8017}},
      {"{'open': [8003, 8017], 'closed': [8004, 8005]}", {8003, 8017}},
      {"{'closed': [8004, 8005], 'open': [8003, 8017]}", {8003, 8017}},
      {R"([{"port": 8003, "state": "open"}, {"port": 8004, "state": "closed"}])", {8003}},
      {R"([{"state": "open", "port": 8003}, {"state": "closed", "port": 8004}])", {8003}},
  });
}

TEST(OpenPorts, TruthValuesCount) {
  expect_all({
      {R"({"port": 8003, "open": true})", {8003}},
      {R"({"port": 8004, "open": false})", {}},
      {R"({"open": true, "port": 8003})", {8003}},
      {R"({"open": false, "port": 8004})", {}},
      {"{'port': 8003, 'open': True}", {8003}},
      {"{'port': 8004, 'open': False}", {}},
      {"8003: open=1", {8003}},
      {"8004: open=0", {}},
      {"Port 8003 open: yes", {8003}},
      {"Port 8004 open: no", {}},
      {"Port 8003 open? yes", {8003}},
      {"Port 8004 open? no", {}},
      {"Is port 8003 open? Yes", {8003}},
      {"Is port 8004 open? No.", {}},
      {"is_open(8003) = True", {8003}},
      {"is_open(8004) = False", {}},
      {"isOpen(8003) -> true", {8003}},
      {"isOpen(8004) -> false", {}},
  });
}

TEST(OpenPorts, ClosedPortsAreNoReports) {
  expect_all({
      {"Port 8004 is closed", {}},
      {"Port 8004 is not open", {}},
      {"Port 8004 isn't open", {}},
      {"Port 8004 isn\u2019t open", {}},
      {"Port 8004 is not currently open", {}},
      {"8004 not-open", {}},
      {"8004 not_open", {}},
      {"8004 non-open", {}},
      {"8004 !open", {}},
      {"8004 NOT OPEN", {}},
      {"Port 8004 closed / not open", {}},
      {"Port 8004: closed or filtered, not open", {}},
      {"8004/tcp filtered", {}},
      {"8004/tcp open|filtered", {}},
      {"8004 timeout", {}},
      {"8004: Connection refused", {}},
      {"could not open port 8004", {}},
      {"couldn't open a connection to 8004", {}},
      {"cannot open socket for port 8004", {}},
      {"failed to open port 8004: Connection refused", {}},
      {"unable to open 8004", {}},
      {"open failed: 8004", {}},
      {"Port 8004 was never open", {}},
      {"8004", {}},
      {"Port 8004", {}},
      {"", {}},
      {"Port 8004 closed (an open port would answer)", {}},
      {"no open port at 8004", {}},
  });
}

TEST(OpenPorts, HeadersTotalsAndProgressAreNoReports) {
  expect_all({
      {"Scanning 8000 to 8100 for open ports", {}},
      {"Scanning 127.0.0.1 from 8000 to 8100 for open ports...", {}},
      {"Scanning 127.0.0.1 ports 8000-8100 for open ports", {}},
      {"Scanning 127.0.0.1 ports 8000 - 8100, looking for open ones", {}},
      {"Scanning ports 8000\u20138100 for open ports", {}},
      {"Looking for open ports in range 8000..8100", {}},
      {"Looking for open ports in range 8000 -> 8100", {}},
      {"Open ports in range [8000, 8100]:", {}},
      {"Open ports on 127.0.0.1 (8000-8100):", {}},
      {"open ports between 8000 and 8100:", {}},
      {"open ports 8000 through 8100:", {}},
      {"Scan for open ports, first 8000, last 8100, timeout 500 ms", {}},
      {"Scanning for open ports: first=8000 last=8100", {}},
      {"Searching open ports (start port: 8000, end port: 8100)", {}},
      {"range(8000, 8101) open ports", {}},
      {"Scanning 8000 to 8101 for open ports", {}},
      {"Checking for open ports 8000 8100", {}},
      {"Port scan 127.0.0.1 8000 8100: open ports", {}},
      {"Thread 1 scanning 8000-8024 for open ports", {}},
      {"Thread 1: ports 8025 to 8049, 3 open", {}},
      {"Found 3 open ports", {}},
      {"Found 3 open ports between 8000 and 8100", {}},
      {"3 of 101 ports open in 8000-8100", {}},
      {"Total open: 3", {}},
      {"open=3 closed=98", {}},
      {"No open ports found in 8000-8100", {}},
      {"No open ports between 8000 and 8100", {}},
      {"0 open ports (8000 to 8100)", {}},
      {"All 101 scanned ports on 127.0.0.1 are closed", {}},
      {"Not shown: 98 closed ports", {}},
      {"scanning port 8003 ...", {}},
      {"Scanning port 8003 for open services", {}},
      {"Checking if port 8003 is open", {}},
      {"Checking whether port 8003 is open...", {}},
      {"Is port 8003 open?", {}},
      {"Trying to open port 8003", {}},
      {"Trying port 8003 (open so far: 3)", {}},
      {"Scanned up to port 8050, 3 open so far", {}},
      {"Progress 8050/8100, open: 3", {}},
      {"Progress: port 8050 of 8100, 1 open", {}},
      {"opened socket 5 for port 8004", {}},
      {"open socket for port 8004", {}},
      {"Port 8003 is open, next port 8004", {8003}},
      {"Port 8003 is open. Scanning 8004 ...", {8003}},
      {"Open port 8003, scanning 8004", {8003}},
      {"Port Status (open/closed)", {}},
      {"Scan of 8000-8100 took 0.51 s, 8050 ms idle, nothing open", {}},
      {"usage: port_scanner host first last, e.g. localhost 1 1024 lists open ports", {}},
  });
}

TEST(OpenPorts, AQuestionIsAnsweredOnItsLine) {
  expect_all({
      {"Checking if port 8003 is open... yes", {8003}},
      {"Checking if port 8003 is open... no", {}},
      {"Checking whether 8003 is open: open", {8003}},
      {"Checking whether 8004 is open: closed", {}},
  });
}

TEST(OpenPorts, LinesOfThreadsMayHaveRunIntoOneAnother) {
  expect_all({
      {"Port 8003 is openPort 8017 is open", {8003, 8017}},
      {"port 8003 is openport 8017 is open", {8003, 8017}},
      {"Port Port 8003 8017 is open is open", {8003, 8017}},
      {"8003 open8017 open", {8003, 8017}},
      {"Port 8000 is openPort 8100 is open", {8000, 8100}},
  });
}

TEST(OpenPorts, AListBelowAHeadingIsReported) {
  expect_all({
      {"Open ports:\n8003\n8017\n", {8003, 8017}},
      {"Open ports:\n  - 8003\n  - 8017\n", {8003, 8017}},
      {"=== OPEN PORTS ===\n------\n8003\n8017\n", {8003, 8017}},
      {"Found 2 open ports:\n1. 8003/tcp\n2. 8017/tcp\n", {8003, 8017}},
      {"Open ports in range 8000-8100:\n\n* Port 8003 (http)\n* Port 8017\n", {8003, 8017}},
      {"{\n  \"open\": [\n    8003,\n    8017\n  ],\n  \"closed\": [\n    8004\n  ]\n}\n",
       {8003, 8017}},
      {"Open ports:\n8003\nDone with 8017\n", {8003}},
      {"Open ports:\nScan took 8017 ms\n", {}},
      {"Open ports:\n8004 closed\n8003 open\n", {8003}},
      {"Open ports:\n8003\nClosed ports:\n8004\n", {8003}},
      {"Scanning 8000-8100 for open ports:\n8003\n8004\n", {}},
      {"PORT     STATE SERVICE\n8003/tcp open  http\n8017/tcp open  unknown\n", {8003, 8017}},
      {"Port   Status\n----   ------\n8003   open\n8004   closed\n", {8003}},
      {"+------+--------+\n| 8003 | open   |\n| 8004 | closed |\n", {8003}},
      {"\u2502 8003 \u2502 open \u2502\n\u2502 8004 \u2502 closed \u2502\n", {8003}},
  });
}

TEST(OpenPorts, ACountIsAHeadingToo) {
  expect_all({
      {"Open ports: 2\n8003\n8017\n", {8003, 8017}},
      {"Found 2 open ports\n  8003\n  8017\n", {8003, 8017}},
      {"Open ports (2)\n8003\n8017\n", {8003, 8017}},
      {"Total open ports: 2\n----\n8003, 8017\n", {8003, 8017}},
      {"Anzahl offener Ports: 2\n8003\n8017\n", {8003, 8017}},
      {"Open ports: 2\n8003 open\n8017 open\n", {8003, 8017}},
      {"8003 open\n8017 open\nOpen ports: 2\n", {8003, 8017}},
      {"Open ports: 0\n8003\n", {}},
      {"8003\n8017\nOpen ports: 2\n", {}},
      {"Closed ports: 2\n8003\n8017\n", {}},
  });
}

TEST(OpenPorts, ACountInTheRangeIsToldByHowManyOthersThereAre) {
  const auto low = [](const std::string& text) { return reported(text, {1, 1024}); };
  const std::string lines = "Port 22 is open\nPort 80 is open\nPort 443 is open\n";
  EXPECT_EQ(low("Open ports: 3\n" + lines), (Ports{22, 80, 443}));
  EXPECT_EQ(low(lines + "Open ports: 3\n"), (Ports{22, 80, 443}));
  EXPECT_EQ(low("Found 3 open ports\n" + lines + "Open ports: 3\n"), (Ports{22, 80, 443}));
  EXPECT_EQ(low("Open ports: 3\n22\n80\n443\n"), (Ports{22, 80, 443}));
  EXPECT_EQ(low("Found 3 open ports:\n22, 80, 443\n"), (Ports{22, 80, 443}));
}

TEST(OpenPorts, APortIsNoCount) {
  const auto low = [](const std::string& text) { return reported(text, {1, 1024}); };
  EXPECT_EQ(low("Open ports: 3\nOpen ports: 22\nOpen ports: 80\nOpen ports: 443\n"),
            (Ports{3, 22, 80, 443}))
      << "a line of this form for each port";
  EXPECT_EQ(low("Open port: 3\nPort 22 is open\nPort 80 is open\nPort 443 is open\n"),
            (Ports{3, 22, 80, 443}));
  EXPECT_EQ(low("Open ports: 4\nPort 22 is open\n"), (Ports{4, 22}));
  EXPECT_EQ(low("Open ports: 1\n"), (Ports{1}));
  EXPECT_EQ(low("Open ports: 2, 22\n"), (Ports{2, 22}));
  EXPECT_EQ(low("Port 2 is open\nPort 22 is open\nOpen ports: 2\n"), (Ports{2, 22}));
}

TEST(OpenPorts, ColoursAndOverwrittenLinesAreSeenThrough) {
  expect_all({
      {"\x1b[32mPort 8003 is open\x1b[0m", {8003}},
      {"\x1b[1;32m[+]\x1b[0m 8003 \x1b[32mopen\x1b[0m", {8003}},
      {"\rScanning 8001\rScanning 8002\rPort 8003 is open", {8003}},
      {"Scanning 8004 \rScanning 8005 \rPort 8003 open\r", {8003}},
      {"\xf0\x9f\x94\x93open 8003", {8003}},
      {"\u2705 8003 open", {8003}},
      {std::string("Port 8003\0 is open", 18), {8003}},
  });
}

TEST(OpenPorts, OnlyTheRangeAndItsNeighboursCount) {
  expect_all({
      {"Port 22 is open", {}},
      {"Port 7999 is open", {7999}},
      {"Port 8101 is open", {8101}},
      {"Port 8102 is open", {}},
      {"Port 18003 is open", {}},
      {"Port 80.03 is open", {}},
      {"pid 8003: open", {}},
  });
}

TEST(OpenPorts, NoBytesAreTooStrange) {
  const std::vector<std::string> pieces = {"8000", "8003", " open", "closed ", "not ",  "(",
                                           ")",    ":",    " to ",  "-",       "\x1b[", "\r",
                                           "\n",   "'t",   "?",     "=",       "false", "\xe2",
                                           "if ",  "...",  "for ",  "3",       ",",     "\xff"};
  std::uint32_t state = 1;  // a linear congruential generator: the same bytes everywhere
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int part = 0; part < 30; ++part) {
      state = state * 1664525U + 1013904223U;
      text += pieces[(state >> 16U) % pieces.size()];
    }
    for (const int port : reported(text)) EXPECT_TRUE(7999 <= port && port <= 8101) << text;
  }
}

TEST(OpenPorts, TheLineIsNamed) {
  const auto reports = open_reports({"Scanning", "8003 open", "", "8017 open"}, {8000, 8100});
  EXPECT_EQ(reports, (std::vector<OpenReport>{{8003, 1}, {8017, 3}}));
}

}  // namespace
}  // namespace viva::judge
