/* Ein Server, der absichtlich Pakete verliert. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    setbuf(stdout, NULL);
    int port = 12345;
    if (argc >= 2) port = atoi(argv[1]);
    printf("=== Verlustbehafteter Server ===\n");
    printf("Warte auf Port %d ... (timeout? nein!)\n\n", port);

    int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    struct sockaddr_in6 adresse = {0};
    adresse.sin6_family = AF_INET6;
    adresse.sin6_addr = in6addr_any;
    adresse.sin6_port = htons(port);
    if (bind(fd, (struct sockaddr *)&adresse, sizeof adresse) != 0) { perror("bind"); return 2; }

    unsigned long nummer = 0;
    while (1) {
        char puffer[1500];
        struct sockaddr_storage wer;
        socklen_t laenge = sizeof wer;
        ssize_t n = recvfrom(fd, puffer, 1499, 0, (struct sockaddr *)&wer, &laenge);
        if (n <= 0) continue;
        puffer[n] = 0;
        printf("--- Paket Nr. %lu, %zd Bytes ---\n", ++nummer, n);
        if (arc4random_uniform(100) < 30) {
            printf("   [verloren] packet LOST: <%s>\n", puffer);
        } else {
            char antwort[1600];
            int k = snprintf(antwort, sizeof antwort, "ACK: %s", puffer);
            printf("   [empfangen] RECEIVED: <%s>, schicke Antwort\n", puffer);
            sendto(fd, antwort, k, 0, (struct sockaddr *)&wer, laenge);
        }
        printf("\n");
    }
}
