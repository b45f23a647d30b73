// See lossy_runs.hpp.
#include "harness/judge/lossy_runs.hpp"

#include "harness/judge/finding.hpp"
#include "harness/judge/listening.hpp"
#include "harness/judge/look.hpp"

#include <algorithm>
#include <utility>

namespace viva::judge::lossy {
namespace {

using ByText = std::unordered_map<std::string_view, std::size_t>;

/// All that is needed to say what an answer is.
struct Context {
  std::string_view prefix;
  const std::vector<Sent>& sent;
  const Texts& texts;
  const ByText& by_text;
};

std::optional<std::size_t> exactly(const Context& context, std::string_view answer) {
  if (!answer.starts_with(context.prefix)) return std::nullopt;
  const auto place = context.by_text.find(answer.substr(context.prefix.size()));
  if (place == context.by_text.end()) return std::nullopt;
  return place->second;
}

/// What an answer is that holds the whole text of a datagram.
Fit fit_around(const Context& context, std::string_view answer, const Texts::Hit& hit) {
  const std::string_view before = answer.substr(0, hit.offset);
  const std::string_view after = answer.substr(hit.offset + context.texts[hit.text].size());
  if (!after.empty()) return before == context.prefix ? Fit::too_long : Fit::other_form;
  if (before.empty()) return Fit::prefix_missing;
  return lower(before) == lower(context.prefix) ? Fit::other_case : Fit::other_form;
}

bool is_prefix_alone(const Context& context, std::string_view answer) {
  const auto letters = [](std::string_view text) {
    std::string kept;
    for (const char letter : lower(text))
      if (letter >= 'a' && letter <= 'z') kept += letter;
    return kept;
  };
  return !answer.empty() && letters(answer) == letters(context.prefix);
}

Reply flawed(const Context& context, std::string_view answer) {
  Reply reply;
  const std::string_view head = trim_end(answer.substr(0, answer.find('\0')));
  if (head.size() < answer.size()) {
    reply.about = exactly(context, head);
    reply.fit = Fit::trailing_nul;
    if (reply.about) return reply;
  }
  const auto hits = context.texts.find_in(answer);
  if (!hits.empty()) {
    reply.about = hits.front().text;
    reply.fit = fit_around(context, answer, hits.front());
    return reply;
  }
  const std::string_view rest =
      answer.starts_with(context.prefix) ? answer.substr(context.prefix.size()) : answer;
  reply.about = context.texts.begun_by(rest);
  reply.fit = Fit::cut;
  if (reply.about) return reply;
  const auto whole = context.by_text.find(answer);
  if (whole != context.by_text.end()) {
    reply.about = whole->second;
    reply.fit = Fit::prefix_missing;
    return reply;
  }
  reply.fit = is_prefix_alone(context, answer) ? Fit::text_missing : Fit::foreign;
  return reply;
}

Reply read_reply(const Context& context, std::size_t index, const Event& event) {
  const std::string_view answer = trim_end(event.bytes);
  Reply reply;
  reply.about = exactly(context, answer);
  if (reply.about) {
    const Sent& sent = context.sent[*reply.about];
    reply.fit = sent.who != event.who ? Fit::other_client
                : sent.answers > 0    ? Fit::twice
                                      : Fit::exact;
  } else {
    reply = flawed(context, answer);
  }
  reply.event = index;
  reply.who = event.who;
  return reply;
}

void read_note(ServerRun& run, std::size_t index, const Event& event) {
  const auto about = event.more.value_or<std::string>("about", {});
  if (about == "end") {
    run.why = event.more.value_or<std::string>("why", "complete");
    run.end = index;
  }
  if (about != "buffers") return;
  for (const std::string_view side : {"program", "clients"}) {
    const auto dropped = event.more.value_or<std::int64_t>(side, 0);
    run.dropped += static_cast<std::size_t>(std::max<std::int64_t>(dropped, 0));
  }
}

/// What was sent, and what else is to be known; the answers wait until all texts are there.
void read_sent(ServerRun& run, std::size_t begin, std::size_t end) {
  bool sentinels = false;
  for (std::size_t index = begin; index < end; ++index) {
    const Event& event = run.events->events[index];
    if (event.what == What::phase) {
      sentinels = event.more.value_or<std::string>("name", {}).starts_with("sentinels");
    } else if (event.what == What::start) {
      run.program = event.who;
    } else if (event.what == What::not_listening) {
      run.not_listening = index;
    } else if (event.what == What::note) {
      read_note(run, index, event);
    } else if (event.what == What::send) {
      run.sent.push_back({index, event.who, trim_end(event.bytes), sentinels, 0});
      run.messages += sentinels ? 0 : 1;
    }
  }
}

void read_replies(ServerRun& run, std::size_t begin, std::size_t end, std::string_view prefix) {
  std::vector<std::string_view> all;
  ByText by_text;
  for (const Sent& sent : run.sent) {
    by_text.emplace(sent.text, all.size());
    all.push_back(sent.text);
  }
  const Texts texts{std::move(all)};
  const Context context{prefix, run.sent, texts, by_text};
  for (std::size_t index = begin; index < end; ++index) {
    const Event& event = run.events->events[index];
    if (event.what != What::recv) continue;
    Reply reply = read_reply(context, index, event);
    if (reply.about) ++run.sent[*reply.about].answers;
    run.replies.push_back(std::move(reply));
  }
}

std::size_t planned_messages(const Transcript& transcript) {
  for (const Event& event : transcript.events) {
    if (event.what == What::note && event.more.value_or<std::string>("about", {}) == "plan")
      return static_cast<std::size_t>(event.more.value_or<std::int64_t>("messages", 0));
  }
  return 0;
}

bool begins_run(const Event& event) {
  return event.what == What::phase &&
         event.more.value_or<std::string>("name", {}).starts_with("run");
}

}  // namespace

Texts::Texts(std::vector<std::string_view> texts) : texts_{std::move(texts)} {
  for (std::size_t number = 0; number < texts_.size(); ++number) {
    if (texts_[number].size() >= length_min)
      by_key_[texts_[number].substr(0, length_min)].push_back(number);
  }
}

std::vector<Texts::Hit> Texts::find_in(std::string_view bytes) const {
  std::vector<Hit> hits;
  for (std::size_t offset = 0; offset + length_min <= bytes.size();) {
    const auto place = by_key_.find(bytes.substr(offset, length_min));
    std::size_t length = 0;
    std::size_t longest = 0;
    if (place != by_key_.end()) {
      for (const std::size_t number : place->second) {
        const std::string_view text = texts_[number];
        if (text.size() <= length || !bytes.substr(offset).starts_with(text)) continue;
        length = text.size();
        longest = number;
      }
    }
    if (length > 0) hits.push_back({longest, offset});
    offset += std::max<std::size_t>(length, 1);
  }
  return hits;
}

std::optional<std::size_t> Texts::begun_by(std::string_view bytes) const {
  if (bytes.size() < length_min) return std::nullopt;
  const auto place = by_key_.find(bytes.substr(0, length_min));
  if (place == by_key_.end()) return std::nullopt;
  for (const std::size_t number : place->second)
    if (texts_[number].starts_with(bytes)) return number;
  return std::nullopt;
}

std::vector<ServerRun> runs_of(const Evidence& evidence, std::string_view prefix) {
  std::vector<ServerRun> runs;
  for (std::size_t index = 0; index < evidence.transcripts.size(); ++index) {
    const Transcript& transcript = *evidence.transcripts[index];
    std::vector<std::size_t> begins;
    for (std::size_t event = 0; event < transcript.events.size(); ++event)
      if (begins_run(transcript.events[event])) begins.push_back(event);
    begins.push_back(transcript.events.size());
    for (std::size_t number = 0; number + 1 < begins.size(); ++number) {
      ServerRun run;
      run.events = &transcript;
      run.transcript = index;
      run.number = number + 1;
      run.of = begins.size() - 1;
      run.begin = begins[number];
      run.planned = planned_messages(transcript);
      read_sent(run, begins[number], begins[number + 1]);
      read_replies(run, begins[number], begins[number + 1], prefix);
      runs.push_back(std::move(run));
    }
  }
  return runs;
}

std::size_t nameless_answers(const ServerRun& run) {
  return static_cast<std::size_t>(std::count_if(run.replies.begin(), run.replies.end(),
                                                [](const Reply& reply) { return !reply.about; }));
}

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
  return digits;
}

Finding judge_each_run(const Evidence& evidence, JudgeRun judge) {
  Finding finding = failing("", "No datagram was sent.", {});
  for (const ServerRun& run : runs_of(evidence, evidence.params.text("prefix"))) {
    if (auto never = never_listened(run)) return *std::move(never);
    finding = judge(run, evidence.params);
    if (finding.outcome != Outcome::holds) break;
  }
  return finding;
}

Finding fails(const ServerRun& run, std::string symptom, std::string message,
              std::vector<std::size_t> events) {
  return failing(std::move(symptom), std::move(message), std::move(events), run.transcript);
}

Finding holds(const ServerRun& run, std::vector<std::size_t> events) {
  return holding(std::move(events), run.transcript);
}

std::optional<Finding> never_listened(const ServerRun& run) {
  if (!run.not_listening) return std::nullopt;
  auto finding = failure_to_listen(*run.events);
  if (!finding) {
    finding = failing("never_listens",
                      "Started once more, your server " + state_of(*run.events, run.program) +
                          " and never had its port.",
                      {*run.not_listening});
  }
  for (Pointer& pointer : finding->proof) pointer.transcript = run.transcript;
  return finding;
}

}  // namespace viva::judge::lossy
