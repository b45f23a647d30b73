#include "hostile.h"
#include "threads.cpp"
#include "threads.cpp"
int main() {}
