#include <iostream>

int main() {
    for (int i = 0; i < 10; i++) {
        std::cout << "timeout" << std::endl;
        std::cout << "Received: ACK: Message " << i << std::endl;
    }
}
