// Time and order of a trial's events.
#include "harness/trial/recorder.hpp"

#include "harness/model/hole.hpp"

namespace viva::trial {

Recorder::Recorder(Sink sink, std::uint64_t events_max, std::uint64_t bytes_max)
    : sink_{std::move(sink)},
      events_max_{events_max},
      bytes_max_{bytes_max},
      begin_{std::chrono::steady_clock::now()} {}

Duration Recorder::now() const {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_);
}

void Recorder::add(std::string_view who, What what, std::string bytes, Params more) {
  if (count_ < events_max_ || hole("events")) {
    add_always(who, what, std::move(bytes), std::move(more));
    return;
  }
  if (count_ == events_max_) {
    add_always("harness", What::limit, {},
               {{"name", "events"},
                {"value", std::to_string(events_max_)},
                {"used", std::to_string(count_)}});
  }
  ++count_;
}

void Recorder::add_always(std::string_view who, What what, std::string bytes, Params more) {
  ++count_;
  taken_.bytes += bytes.size();
  if (taken_.bytes > bytes_max_ && !bytes.empty()) {
    more.set("length", static_cast<std::int64_t>(bytes.size()));
    bytes.clear();
  }
  sink_(Event{now(), std::string(who), what, std::move(bytes), std::move(more)});
}

}  // namespace viva::trial
