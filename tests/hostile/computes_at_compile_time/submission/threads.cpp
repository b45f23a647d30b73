// Each call stays below the compiler's own limit for one loop; their tree has no end to speak of.
constexpr long turn(int depth) {
  long sum = depth;
  for (int i = 0; i < 1000; ++i) sum += i * sum % 7;
  return depth == 0 ? sum : turn(depth - 1) % 5 + turn(depth - 1) % 3;
}
template <int N>
constexpr long all = turn(9 + N % 2) + all<N - 1>;
template <>
constexpr long all<0> = 0;
int main() { return static_cast<int>(all<800> % 2); }
