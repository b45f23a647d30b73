// The lists of words: see open_ports_words.hpp.
#include "harness/judge/open_ports_words.hpp"

namespace viva::judge::ports {

bool says_open(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"open", "opened", "openport", "openports", "offen", "offene", "offenen", "offener",
       "offenes", "offenem", "geöffnet", "geöffnete", "geöffneter"});
  return among(word, words);
}

bool says_closed(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"closed", "close", "closedport", "closedports", "geschlossen", "geschlossene",
       "geschlossener", "geschlossenen", "filtered", "gefiltert", "refused", "rejected",
       "unreachable", "blocked", "blockiert", "abgelehnt", "verweigert"});
  return among(word, words);
}

bool hints_closed(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"timeout", "timedout", "timed", "failed", "error", "fehlgeschlagen", "zu"});
  return among(word, words);
}

bool negates(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"not", "no", "non", "none", "never", "cannot", "cant", "couldnt", "isnt", "failed", "unable",
       "without", "nicht", "kein", "keine", "keinen", "keiner", "nie", "ohne"});
  return among(word, words) || word.ends_with("n't");
}

bool attempts(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"try", "trying", "tried", "attempt", "attempting", "versuche"});
  return among(word, words);
}

bool asks(std::string_view word) {
  static constexpr auto words =
      std::to_array<std::string_view>({"if", "whether", "ob", "falls", "wenn"});
  return among(word, words);
}

bool searches(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"for", "nach", "auf"});
  return among(word, words);
}

bool small_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"a", "an", "any", "all", "the", "alle", "allen", "new", "tcp", "to"});
  return among(word, words);
}

bool progress_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"scanning", "checking", "trying", "testing", "probing", "connecting", "searching", "looking",
       "next", "scanne", "prüfe", "teste", "suche", "durchsuche"});
  return among(word, words);
}

bool range_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"range", "between", "from", "start", "first", "begin", "min", "low", "portrange", "bereich",
       "portbereich", "von", "zwischen", "ab", "scan", "scanner", "scanned", "gescannt"});
  return among(word, words) || progress_word(word);
}

bool unit_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"ms",           "s",
                                                                 "us",           "\u00b5s",
                                                                 "\u03bcs",      "ns",
                                                                 "sec",          "secs",
                                                                 "second",       "seconds",
                                                                 "msec",         "usec",
                                                                 "millisecond",  "milliseconds",
                                                                 "microseconds", "sekunde",
                                                                 "sekunden",     "millisekunden",
                                                                 "percent",      "prozent",
                                                                 "bytes"});
  return among(word, words);
}

bool port_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"port", "ports", "tcp", "p"});
  return among(word, words);
}

bool heading_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"the",      "list",  "of",   "all",    "found",     "result",   "results",   "following",
       "these",    "are",   "on",   "in",     "localhost", "gefunden", "gefundene", "liste",
       "alle",     "und",   "and",  "is",     "total",     "number",   "count",     "scan",
       "complete", "there", "were", "anzahl", "insgesamt"});
  return among(word, words) || port_word(word) || says_open(word);
}

}  // namespace viva::judge::ports
