// threads
//
// Two threads each print the numbers 1 to 5, one number a second, side by side.
//
//   Arguments   none
//   Prints      one line for each number, with a label that tells the two threads apart:
//                 Thread 1: 1
//                 Thread 2: 1
//                 Thread 1: 2
//                 ...
//               and, when both are done, how long they took together:
//                 Total time: 5.00 seconds
//   Exit code   0

int main() {
  // TODO: start two threads, wait for both, print the total time.
  return 0;
}
