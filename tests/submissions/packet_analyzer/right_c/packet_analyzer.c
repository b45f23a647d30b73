#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <string.h>

static const char *analyze(const unsigned char *bytes, size_t size) {
    struct ip ip;
    if (size < sizeof ip) return "too short for an IP header";
    memcpy(&ip, bytes, sizeof ip);
    size_t header = ip.ip_hl * 4, total = ntohs(ip.ip_len);
    if (header < sizeof ip || header > total) return "wrong header length";
    if (total > size) return "truncated";
    const unsigned char *inner = bytes + header;
    size_t left = total - header;
    char src[INET_ADDRSTRLEN], dst[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &ip.ip_src, src, sizeof src);
    inet_ntop(AF_INET, &ip.ip_dst, dst, sizeof dst);
    struct tcphdr tcp;
    struct udphdr udp;
    switch (ip.ip_p) {
    case IPPROTO_TCP:
        if (left < sizeof tcp) return "truncated TCP header";
        memcpy(&tcp, inner, sizeof tcp);
        if (tcp.doff * 4u > left) return "TCP header longer than the packet";
        printf("src=%s  dst=%s  proto=TCP  sport=%u  dport=%u  len=%zu\n", src, dst, ntohs(tcp.source),
               ntohs(tcp.dest), left - tcp.doff * 4u);
        break;
    case IPPROTO_UDP:
        if (left < sizeof udp) return "truncated UDP header";
        memcpy(&udp, inner, sizeof udp);
        printf("src=%s  dst=%s  proto=UDP  sport=%u  dport=%u  len=%zu\n", src, dst, ntohs(udp.source),
               ntohs(udp.dest), left - sizeof udp);
        break;
    case IPPROTO_ICMP:
        if (left < 8) return "truncated ICMP header";
        printf("src=%s  dst=%s  proto=ICMP  len=%zu\n", src, dst, left - 8);
        break;
    default:
        printf("src=%s  dst=%s  proto=%u  len=%zu\n", src, dst, ip.ip_p, left);
    }
    return NULL;
}

int main(void) {
    static char line[140000];
    static unsigned char bytes[70000];
    while (fgets(line, sizeof line, stdin)) {
        size_t length = strcspn(line, "\r\n");
        const char *error = length % 2 ? "odd number of digits" : NULL;
        for (size_t i = 0; i < length && !error; i++)
            if (!isxdigit((unsigned char)line[i])) error = "not a hexadecimal digit";
        for (size_t i = 0; i < length / 2 && !error; i++) sscanf(line + 2 * i, "%2hhx", &bytes[i]);
        if (!error) error = analyze(bytes, length / 2);
        if (error) printf("malformed: %s\n", error);
    }
    return 0;
}
