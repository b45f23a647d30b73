// Each constant stays below the compiler's own limits; there are 800 of them, no two alike.
constexpr long turn(int depth, long path) {
  long sum = path;
  for (int i = 0; i < 1000; ++i) sum += i * sum % 7;
  return depth == 0 ? sum % 11 : turn(depth - 1, path * 2) + turn(depth - 1, path * 2 + 1);
}
template <int N>
struct All {
  static constexpr long value = turn(8, N) + All<N - 1>::value;
};
template <>
struct All<0> {
  static constexpr long value = 0;
};
int main() {
  return All<800>::value % 2;
}
