// Named values: what a spec gives to a peer or a check, and what an event carries beside its bytes.
// Only the value types stand here; where they come from (TOML) and go to (JSON) is elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace viva {

using Duration = std::chrono::microseconds;

using Integers = std::vector<std::int64_t>;
using Strings = std::vector<std::string>;

/// One value of a parameter or of an event's field.
using Value = std::variant<bool, std::int64_t, double, std::string, Duration, Integers, Strings>;

/// Thrown when our own code asks for a parameter that its table does not declare: a bug of ours,
/// never of a spec (the spec loader has checked names and types against the table).
class UnknownParameter : public std::logic_error {
  using std::logic_error::logic_error;
};

/// Parameters or fields by name, in alphabetical order.
class Params {
 public:
  Params() = default;
  Params(std::initializer_list<std::pair<const std::string, Value>> values) : values_{values} {}

  void set(std::string name, Value value) {
    values_.insert_or_assign(std::move(name), std::move(value));
  }
  [[nodiscard]] bool has(std::string_view name) const {
    return values_.find(name) != values_.end();
  }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] const std::map<std::string, Value, std::less<>>& all() const { return values_; }

  /// The value if it is there and of this type, else null.
  template <class T>
  [[nodiscard]] const T* find(std::string_view name) const {
    const auto place = values_.find(name);
    return place == values_.end() ? nullptr : std::get_if<T>(&place->second);
  }

  /// These throw UnknownParameter when the name is absent or holds another type.
  [[nodiscard]] bool flag(std::string_view name) const { return get<bool>(name); }
  [[nodiscard]] std::int64_t integer(std::string_view name) const {
    return get<std::int64_t>(name);
  }
  [[nodiscard]] double number(std::string_view name) const { return get<double>(name); }
  [[nodiscard]] const std::string& text(std::string_view name) const {
    return get<std::string>(name);
  }
  [[nodiscard]] Duration duration(std::string_view name) const { return get<Duration>(name); }
  [[nodiscard]] const Integers& integers(std::string_view name) const {
    return get<Integers>(name);
  }
  [[nodiscard]] const Strings& strings(std::string_view name) const { return get<Strings>(name); }

  /// The value, or what stands for it where the field is optional.
  template <class T>
  [[nodiscard]] T value_or(std::string_view name, T otherwise) const {
    const T* found = find<T>(name);
    return found != nullptr ? *found : otherwise;
  }

  bool operator==(const Params&) const = default;

 private:
  template <class T>
  [[nodiscard]] const T& get(std::string_view name) const {
    const T* found = find<T>(name);
    if (found == nullptr) throw UnknownParameter("no such parameter: " + std::string(name));
    return *found;
  }

  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace viva
