// processes
//
// The same as threads, with two child processes: each prints the numbers 1 to 5, one number a
// second, side by side.
//
//   Arguments   none
//   Prints      one line for each number, printed by the child itself:
//                 Process 1: 1
//                 Process 2: 1
//                 Process 1: 2
//                 ...
//               and, when both are done, once, how long they took together:
//                 Total time: 5.00 seconds
//   Exit code   0, and no child is left running

int main() {
  // TODO: start two child processes, wait for both, print the total time.
  return 0;
}
