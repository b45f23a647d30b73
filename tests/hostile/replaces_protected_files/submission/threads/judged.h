#define JUDGED 4
