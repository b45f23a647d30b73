// expected.toml, key by key.
#include "harness/spec/expected.hpp"

#include "harness/spec/table_reader.hpp"
#include "harness/text/nearest.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace viva::spec {
namespace {

const Strings statuses = {"pass", "fail", "skip", "pending", "error"};

void read_statuses(TableReader& reader, Page& page, std::map<std::string, Strings>& into) {
  for (const Entry* entry : reader.left()) {
    std::vector<Word> words;
    if (std::holds_alternative<std::string>(entry->node.value)) {
      words = {{std::get<std::string>(entry->node.value), entry->node.place}};
    } else if (auto several = words_of(page, *entry)) {
      words = std::move(*several);
    }
    for (const Word& word : words) {
      if (std::find(statuses.begin(), statuses.end(), word.text) == statuses.end()) {
        page.complain(word.place, "`" + word.text + "` is no status",
                      suggestion(word.text, statuses, "statuses"));
      }
      into[entry->key].push_back(word.text);
    }
    reader.take(entry->key);
  }
}

void read_phrases(TableReader& reader, Page& page, Expectation& expectation) {
  for (const Entry* entry : reader.left()) {
    std::string phrase;
    if (reader.text(entry->key, phrase)) expectation.says[entry->key] = phrase;
    if (!expectation.checks.contains(entry->key)) {
      page.complain(entry->place, "`" + entry->key + "` is not in [checks]",
                    "say there what it gets");
    }
  }
}

}  // namespace

ReadExpectation read_expectation_text(const std::string& name, const std::string& text) {
  Page page{name, text};
  Expectation expectation;
  if (const auto table = parse(page)) {
    TableReader reader{page, *table, {}, "the file"};
    reader.text("mistake", expectation.mistake);
    Place place;
    if (const Table* checks = reader.table("checks", place, Need::yes)) {
      TableReader inner{page, *checks, place, "[checks]"};
      read_statuses(inner, page, expectation.checks);
    }
    if (const Table* says = reader.table("says", place)) {
      TableReader inner{page, *says, place, "[says]"};
      read_phrases(inner, page, expectation);
    }
    reader.finish();
  }
  if (!page.mistakes().empty()) return {std::nullopt, page.mistakes()};
  return {std::move(expectation), {}};
}

ReadExpectation read_expectation(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) {
    Diagnostic missing;
    missing.file = file.string();
    missing.what = "this file cannot be read";
    missing.help = "every known submission needs one: it says what each check must give";
    return {std::nullopt, {missing}};
  }
  return read_expectation_text(file.string(), {std::istreambuf_iterator<char>(stream), {}});
}

}  // namespace viva::spec
