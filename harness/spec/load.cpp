// Which files are read, in which order, and what comes of it. Disk and texts are two sides of one
// seam.
#include "harness/spec/assignment.hpp"
#include "harness/spec/exercise.hpp"
#include "harness/spec/references.hpp"
#include "harness/spec/spec.hpp"
#include "harness/text/digest.hpp"
#include "harness/text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <functional>
#include <system_error>

namespace viva::spec {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view grading_name = "grading.toml";
constexpr std::size_t file_bytes_max = 1U << 20U;

/// What the loader asks of the world. All names are relative to the folder of grading.toml.
struct Shelf {
  std::function<std::optional<std::string>(const std::string& name)>
      read;  ///< at most file_bytes_max + 1 bytes
  std::function<bool(const std::string& name)> is_file;
  std::function<bool(const std::string& name)> is_folder;
  std::function<Strings()> specs;  ///< names of the files in specs/
  std::string shown;               ///< what stands before a name for people
};

class Loading {
 public:
  Loading(const Shelf& shelf, const Vocabulary& vocabulary)
      : shelf_(shelf), vocabulary_(vocabulary) {}

  Loaded all() {
    Page* page = open(std::string(grading_name));
    AssignmentDraft draft;
    bool readable = false;
    if (page != nullptr) {
      if (const auto table = parse(*page)) {
        readable = true;
        draft = read_assignment(*page, *table);
        check_template(*page, draft);
      }
    }
    std::vector<ExerciseDraft> exercises;
    exercises.reserve(draft.exercises.size());
    for (const Word& id : draft.exercises) exercises.push_back(read(*page, id, draft));
    join(exercises, vocabulary_);
    if (readable) check_languages(*page, draft, exercises);
    return finish(std::move(draft), std::move(exercises));
  }

 private:
  /// A page with the file's text; null after a complaint when there is none.
  Page* open(const std::string& name) {
    const auto text = shelf_.read(name);
    pages_.emplace_back(shelf_.shown + name, text.value_or(""));
    Page& page = pages_.back();
    if (!text) {
      page.give_up({}, "there is no such file, or it cannot be read");
      return nullptr;
    }
    if (text->size() > file_bytes_max) {
      page.give_up({}, "the file is larger than 1 MB");
      return nullptr;
    }
    digest_.add(name).add(*text);
    return &page;
  }

  ExerciseDraft read(Page& grading, const Word& id, const AssignmentDraft& assignment) {
    ExerciseDraft draft;
    draft.exercise.id = id.text;
    const std::string name = fmt::format("specs/{}.toml", id.text);
    if (!shelf_.is_file(name)) {
      const auto near = text::nearest(id.text, unlisted(assignment));
      grading.complain(
          id.place, fmt::format("there is no file {}{}", shelf_.shown, name),
          near ? fmt::format("write `{}`", *near) : "write that file, or remove the exercise");
      return draft;
    }
    Page* page = open(name);
    if (page == nullptr) return draft;
    if (const auto table = parse(*page)) {
      return read_exercise(*page, *table, id.text, assignment.assignment.run_limits, vocabulary_);
    }
    return draft;
  }

  /// The exercises that have a file and are not listed in grading.toml.
  [[nodiscard]] Strings unlisted(const AssignmentDraft& draft) const {
    Strings ids;
    for (const std::string& file : shelf_.specs()) {
      const std::string id = file.substr(0, file.rfind(".toml"));
      const bool listed = std::any_of(draft.exercises.begin(), draft.exercises.end(),
                                      [&id](const Word& exercise) { return exercise.text == id; });
      if (file.ends_with(".toml") && !listed) ids.push_back(id);
    }
    return ids;
  }

  void check_template(Page& page, const AssignmentDraft& draft) {
    if (!draft.template_folder) return;
    const Word& folder = *draft.template_folder;
    if (!shelf_.is_folder(folder.text)) {
      page.complain(folder.place,
                    fmt::format("there is no folder `{}` beside grading.toml", folder.text),
                    "name the folder that students start from, or remove `template`");
      return;
    }
    for (const Word& file : draft.protected_files) {
      if (shelf_.is_file(folder.text + "/" + file.text)) continue;
      page.complain(file.place, fmt::format("the template has no file `{}`", file.text),
                    "only the template's own files can be protected");
    }
  }

  static void check_languages(Page& page, const AssignmentDraft& draft,
                              const std::vector<ExerciseDraft>& exercises) {
    const bool programs =
        std::any_of(exercises.begin(), exercises.end(),
                    [](const ExerciseDraft& one) { return one.readable && !one.document(); });
    if (!programs || !draft.assignment.languages.empty()) return;
    page.complain({}, "there is no [[language]], but exercises ask for programs",
                  "add [[language]] with `name`, `suffix`, `compile`, `run`");
  }

  Diagnostics mistakes() const {
    Diagnostics all;
    for (const bool given_up : {false, true}) {
      for (const Page& page : pages_) {
        if (page.given_up() != given_up) continue;
        Diagnostics own = page.mistakes();
        std::stable_sort(
            own.begin(), own.end(), [](const Diagnostic& left, const Diagnostic& right) {
              return std::pair(left.line, left.column) < std::pair(right.line, right.column);
            });
        all.insert(all.end(), own.begin(), own.end());
      }
    }
    return all;
  }

  Loaded finish(AssignmentDraft draft, std::vector<ExerciseDraft> exercises) const {
    Loaded loaded;
    loaded.diagnostics = mistakes();
    if (!loaded.diagnostics.empty()) return loaded;
    loaded.assignment = std::move(draft.assignment);
    for (ExerciseDraft& exercise : exercises)
      loaded.assignment->exercises.push_back(std::move(exercise.exercise));
    for (const Word& file : draft.protected_files) {
      loaded.assignment->protected_files.push_back(file.text);
    }
    loaded.assignment->digest = digest_.hex();
    if (draft.template_folder) loaded.assignment->template_folder = draft.template_folder->text;
    return loaded;
  }

  const Shelf& shelf_;
  const Vocabulary& vocabulary_;
  std::deque<Page> pages_;  // drafts point to them
  text::Digest digest_;
};

// --- the disk --------------------------------------------------------------------------

std::optional<std::string> read_file(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::string text(file_bytes_max + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad() || !stream.is_open()) return std::nullopt;
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

Strings files_in(const fs::path& folder) {
  Strings names;
  std::error_code error;
  for (fs::directory_iterator place(folder, error), end; !error && place != end;
       place.increment(error)) {
    names.push_back(place->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The folder as people know it: relative to where viva was started, when it lies below.
std::string shown_folder(const fs::path& folder) {
  fs::path shown = folder.lexically_normal();
  std::error_code error;
  if (shown.is_absolute()) {
    const fs::path relative = shown.lexically_relative(fs::current_path(error));
    if (!error && !relative.empty() && *relative.begin() != "..") shown = relative;
  }
  const std::string text = shown.generic_string();
  if (text.empty() || text == ".") return {};
  return text.ends_with('/') ? text : text + "/";
}

}  // namespace

Loaded load(const fs::path& grading_toml, const Vocabulary& vocabulary) {
  const fs::path folder = grading_toml.parent_path();
  Shelf shelf;
  shelf.read = [&](const std::string& name) {
    return read_file(name == grading_name ? grading_toml : folder / name);
  };
  shelf.is_file = [&](const std::string& name) {
    std::error_code error;
    return fs::is_regular_file(folder / name, error);
  };
  shelf.is_folder = [&](const std::string& name) {
    std::error_code error;
    return fs::is_directory(folder / name, error);
  };
  shelf.specs = [&] { return files_in(folder / "specs"); };
  shelf.shown = shown_folder(folder);
  Loaded loaded = Loading(shelf, vocabulary).all();
  if (loaded.assignment) {
    loaded.assignment->folder = folder.empty() ? fs::path(".") : folder;
    fs::path& pristine = loaded.assignment->template_folder;
    if (!pristine.empty()) pristine = loaded.assignment->folder / pristine;
  }
  return loaded;
}

Loaded load_texts(const std::map<std::string, std::string>& texts, const Vocabulary& vocabulary) {
  Shelf shelf;
  shelf.read = [&](const std::string& name) {
    const auto text = texts.find(name);
    return text == texts.end() ? std::nullopt : std::optional<std::string>(text->second);
  };
  shelf.is_file = [&](const std::string& name) { return texts.contains(name); };
  shelf.is_folder = [&](const std::string& name) {
    const auto first = texts.lower_bound(name + "/");
    return first != texts.end() && first->first.starts_with(name + "/");
  };
  shelf.specs = [&] {
    Strings names;
    for (const auto& [name, text] : texts) {
      if (name.starts_with("specs/")) names.push_back(name.substr(6));
    }
    return names;
  };
  return Loading(shelf, vocabulary).all();
}

}  // namespace viva::spec
