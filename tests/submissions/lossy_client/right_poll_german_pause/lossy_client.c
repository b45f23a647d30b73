/* Sendet Nachrichten, eine nach der anderen, mit einer Sekunde Pause dazwischen. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    const char *host = argc > 1 ? argv[1] : "127.0.0.1";
    int port = argc > 2 ? atoi(argv[2]) : 12345, anzahl = argc > 3 ? atoi(argv[3]) : 10;
    if (strcmp(host, "localhost") == 0)
        host = "127.0.0.1";
    struct sockaddr_in ziel = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, host, &ziel.sin_addr) != 1) {
        printf("Bitte eine Adresse wie 127.0.0.1 angeben\n");
        return 1;
    }
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    connect(s, (struct sockaddr *)&ziel, sizeof ziel);
    printf("Starte ... %d Nachrichten an %s\n", anzahl, host);

    for (int i = 0; i < anzahl; i++) {
        char text[50], erwartet[60], puffer[600];
        snprintf(text, sizeof text, "Message %d", i);
        snprintf(erwartet, sizeof erwartet, "ACK: %s", text);
        int versuche = 0, fertig = 0;
        while (!fertig) {
            printf("[%d. Versuch] sende '%s'\n", ++versuche, text);
            send(s, text, strlen(text), 0);
            struct pollfd p = {s, POLLIN, 0};
            while (!fertig) {
                int k = poll(&p, 1, 1000);
                if (k == 0) {
                    printf("Keine Antwort (Timeout), noch einmal!\n");
                    break;
                }
                ssize_t n = recv(s, puffer, sizeof puffer - 1, 0);
                if (n < 0)
                    continue;
                puffer[n] = '\0';
                if (strcmp(puffer, erwartet) == 0)
                    fertig = 1;
                else
                    printf("Das war eine alte Antwort: %s\n", puffer);
            }
        }
        printf("Received: %s (nach %d Versuchen)\n", erwartet, versuche);
        if (i < anzahl - 1)
            sleep(1);
    }
    printf("Alles bestaetigt, auf Wiedersehen.\n");
    return 0;
}
