// One grade with everything a report must show, and the transcripts that belong to it.
#pragma once

#include "harness/model/grade.hpp"
#include "harness/report/story.hpp"

namespace viva::report {

inline Verdict sample_verdict(std::string id, std::string title, VerdictStatus status,
                              double max_score) {
  Verdict verdict;
  verdict.id = std::move(id);
  verdict.title = std::move(title);
  verdict.status = status;
  verdict.max_score = max_score;
  if (status == VerdictStatus::pass) verdict.score = max_score;
  return verdict;
}

inline ExerciseGrade sample_exercise(std::string id, std::string title, double score,
                                     double max_score) {
  ExerciseGrade exercise;
  exercise.id = std::move(id);
  exercise.title = std::move(title);
  exercise.status = ExerciseStatus::graded;
  exercise.score = score;
  exercise.max_score = max_score;
  return exercise;
}

inline ExerciseGrade sample_tcp_server() {
  auto exercise = sample_exercise("tcp_server", "A TCP server that greets", 2, 9);
  exercise.hidden_checks = 1;
  exercise.checks.push_back(
      sample_verdict("listens", "listens on the given port and accepts", VerdictStatus::pass, 1));

  auto greeting = sample_verdict("greeting", "greets the first client", VerdictStatus::fail, 4);
  greeting.symptom = "trailing_nul";
  greeting.message =
      "the greeting is right, but a NUL byte follows it: 19 bytes came instead of 18";
  greeting.expected = R"("Hello from server!" (18 bytes))";
  greeting.actual = "\"Hello from server!\\0\"\n                   ^";
  greeting.hint =
      "A C string ends with a NUL that is no part of the text: send strlen(text) bytes, not "
      "sizeof(text).";
  greeting.transcript = "transcripts/tcp_server/first.jsonl";
  greeting.proof = {{"tcp_server", "first", 5}};
  exercise.checks.push_back(greeting);

  auto closes = sample_verdict("closes", "closes the connection", VerdictStatus::pass, 1);
  closes.message = "closed 1.4 s after the greeting";
  exercise.checks.push_back(closes);

  auto many =
      sample_verdict("serves_many", "serves ten in turn and five at once", VerdictStatus::fail, 3);
  many.message = "client 12 got nothing within 3 s: your loop ended after 11 clients";
  many.transcript = greeting.transcript;
  many.proof = {{"tcp_server", "first", 38}};
  many.hint = "accept() belongs into a loop without an end.";
  exercise.checks.push_back(many);
  return exercise;
}

inline Transcript sample_transcript() {
  using namespace std::chrono_literals;
  Transcript transcript{"tcp_server", "first", {}};
  const auto add = [&](Duration t, std::string who, What what, std::string bytes = {},
                       Params more = {}) {
    transcript.events.push_back({t, std::move(who), what, std::move(bytes), std::move(more)});
  };
  add(0ms, "harness", What::trial);
  add(1ms, "program", What::start, {}, {{"arguments", Strings{"/program/tcp_server", "20117"}}});
  add(14ms, "program", What::listening, {}, {{"protocol", "tcp"}, {"port", std::int64_t{20117}}});
  for (int client = 1; client <= 12; ++client) {
    const std::string who = "client:" + std::to_string(client);
    const Duration t = client * 100ms;
    add(t, who, What::connect, {}, {{"port", std::int64_t{20117}}});
    if (client == 12) break;
    add(t + 1ms, who, What::recv, std::string("Hello from server!\0", 19));
    add(t + 60ms, who, What::close, {}, {{"by", "program"}});
  }
  add(4200ms, "client:12", What::timeout, {},
      {{"awaited", "the greeting"}, {"after", Duration{3s}}});
  add(4300ms, "harness", What::done);
  return transcript;
}

inline Grade sample_grade() {
  Grade grade;
  grade.assignment_title = "Threads, processes and sockets";
  grade.submission_name = "alice";
  grade.isolation = "namespaces";
  grade.score = 19.5;
  grade.max_score = 49;
  grade.bonus = 2;
  grade.pending = 4;

  auto threads = sample_exercise("threads", "Two threads count", 10, 10);
  for (const char* id : {"numbers", "parallel", "pace"}) {
    threads.checks.push_back(sample_verdict(id, "two workers count", VerdictStatus::pass, 3));
  }
  grade.exercises.push_back(threads);

  auto processes = sample_exercise("processes", "Two processes count", 0, 10);
  auto numbers = sample_verdict("numbers", "two workers, each printing 1 2 3 4 5 in order",
                                VerdictStatus::fail, 2);
  numbers.message = "nothing was printed at all";
  numbers.transcript = "transcripts/processes/run.jsonl";  // not kept: no story
  processes.checks.push_back(numbers);
  for (const char* id : {"parallel", "pace"}) {
    auto skipped = sample_verdict(id, "the workers work at the same time", VerdictStatus::skip, 3);
    skipped.message = "left out: needs \"at least four lines with a label and a number\"";
    processes.checks.push_back(skipped);
  }
  auto error = sample_verdict("clean_exit", "exits 0 by itself", VerdictStatus::error, 1);
  error.message = "the scenario `run` was not played to its end, and not by your program's fault";
  processes.checks.push_back(error);
  processes.status = ExerciseStatus::error;
  processes.why = error.message;
  grade.exercises.push_back(processes);

  grade.exercises.push_back(sample_tcp_server());

  auto scanner = sample_exercise("port_scanner", "A port scanner", 0, 10);
  scanner.status = ExerciseStatus::build_failed;
  scanner.why = "it does not compile";
  scanner.build.status = BuildStatus::failed;
  scanner.build.diagnostics =
      "port_scanner.cpp: In function 'int main()':\n"
      "port_scanner.cpp:12:5: error: 'conect' was not declared in this scope; did you mean "
      "'connect'?\n"
      "   12 |     conect(s, \x1b[31m0, 0);\n"
      "      |     ^~~~~~\n";
  scanner.checks.push_back(
      sample_verdict("finds_open", "finds the open ports", VerdictStatus::skip, 4));
  grade.exercises.push_back(scanner);

  auto client = sample_exercise("udp_client", "A UDP client", 0, 8);
  client.status = ExerciseStatus::missing;
  client.why = "there is no udp_client.cpp, udp_client.c or udp_client.py";
  grade.exercises.push_back(client);

  auto analyzer = sample_exercise("packet_analyzer", "Look into packets", 2, 0);
  analyzer.bonus = 2;
  auto fields = sample_verdict("fields", "names every field", VerdictStatus::pass, 2);
  fields.bonus = true;
  analyzer.checks.push_back(fields);
  grade.exercises.push_back(analyzer);

  auto answers = sample_exercise("answers", "Questions", 2, 6);
  answers.pending = 4;
  answers.checks.push_back(
      sample_verdict("threads_time", "how long the threads took", VerdictStatus::pass, 2));
  auto faster = sample_verdict("faster", "which is faster, and why", VerdictStatus::pending, 4);
  faster.message = "answered; your instructor marks it";
  answers.checks.push_back(faster);
  grade.exercises.push_back(answers);
  return grade;
}

inline Transcripts sample_transcripts() {
  return {{{"tcp_server", "first"}, sample_transcript()}};
}

}  // namespace viva::report
