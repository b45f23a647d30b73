#include "threads.cpp"
int main() {}
