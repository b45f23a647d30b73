#define JUDGED 3
