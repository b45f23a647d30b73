#include "threads.cpp"
#include "threads.cpp"
int main() {}
