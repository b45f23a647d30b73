#include "hostile.h"

#include <string>
#include <thread>

// A race on std::cout is nobody's fault; so the shared variables live in its namespace.
#define SHARED std
#define count count_of_clients
#define AT_START held("the shared variables live in namespace std")
#include "racy_chat.h"
