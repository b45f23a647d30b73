#include "hostile.h"

char much[1L << 36];  // 64 GB of zeros, not one of them in the file
int main(int argc, char**) {
  return much[static_cast<unsigned>(argc) << 20];
}
