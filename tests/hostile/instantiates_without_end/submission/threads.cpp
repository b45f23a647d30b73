// Each level makes two of the next, no two alike: 2 to the power of 40 types.
template <int Depth, long Path>
struct Tree {
  Tree<Depth - 1, Path * 2> left;
  Tree<Depth - 1, Path * 2 + 1> right;
};
template <long Path>
struct Tree<0, Path> {
  char leaf;
};
int main() {
  return sizeof(Tree<40, 1>) == 0;
}
