#define JUDGED 2
