// What this machine can do at most in the way of any server: the calls to the kernel and nothing around them. PUT receives, writes past the
// cache and syncs; GET of one range reads and sends. One thread a connection; nothing is checked and nothing summed.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CREATED "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"

enum { PAGE = 4096, PIECE = 1024 * 1024, LARGE_PAGE = 2 * PIECE, RANGE_PIECE = 256 * 1024, HEAD = 16 * 1024 };

static const char *folder;

static int say(int client, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t sent = send(client, at, length, MSG_NOSIGNAL);
        if (sent <= 0) return 0;
        at += sent;
        length -= sent;
    }
    return 1;
}

static int keep(int client, const char *path, long length, const char *first, long early, char *piece)
{
    int file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_DIRECT, 0600), fine = file >= 0;
    long gathered = early;
    if (fine) fallocate(file, 0, 0, length);
    memcpy(piece, first, early);
    for (long left = length; fine && left > 0;) {
        long next = left < PIECE ? left : PIECE;
        while (fine && gathered < next) {
            ssize_t read = recv(client, piece + gathered, next - gathered, MSG_WAITALL);
            fine = read > 0;
            gathered += read;
        }
        // Only whole pages go past the cache.
        if (next % PAGE) fcntl(file, F_SETFL, 0);
        fine = fine && write(file, piece, next) == next;
        left -= next;
        gathered = 0;
    }
    fine = fine && fdatasync(file) == 0;
    close(file);
    return fine && say(client, CREATED, sizeof CREATED - 1);
}

static int give(int client, const char *path, long from, long to, char *piece)
{
    char head[200];
    int file = open(path, O_RDONLY);
    if (file < 0) return 0;
    int fine = say(client, head, sprintf(head, "HTTP/1.1 206 Partial Content\r\nContent-Length: %ld\r\nContent-Range: bytes %ld-%ld/*\r\n\r\n", to - from + 1, from, to));
    while (fine && from <= to) {
        ssize_t read = pread(file, piece, to - from + 1 < RANGE_PIECE ? to - from + 1 : RANGE_PIECE, from);
        fine = read > 0 && say(client, piece, read);
        from += read;
    }
    close(file);
    return fine;
}

static void *serve(void *argument)
{
    int client = (int)(long)argument, yes = 1;
    char head[HEAD + 1], name[256], path[4096], *piece = aligned_alloc(LARGE_PAGE, LARGE_PAGE), *end;
    madvise(piece, LARGE_PAGE, MADV_HUGEPAGE);
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    for (int fine = 1; fine;) {
        long filled = 0, length = 0, from = 0, to = 0;
        do {
            ssize_t read = recv(client, head + filled, HEAD - filled, 0);
            if (read <= 0) goto over;
            filled += read;
            head[filled] = 0;
        } while (!(end = strstr(head, "\r\n\r\n")));
        *end = 0;
        char *said = strcasestr(head, "\r\ncontent-length:"), *range = strcasestr(head, "\r\nrange: bytes=");
        if (said) length = atol(said + 17);
        if (range) sscanf(range + 15, "%ld-%ld", &from, &to);
        if (sscanf(head, "%*s /%255[^ /]", name) != 1) break;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        fine = strncmp(head, "PUT", 3) == 0 ? keep(client, path, length, end + 4, filled - (end + 4 - head), piece) : give(client, path, from, to, piece);
    }
over:
    free(piece);
    close(client);
    return NULL;
}

int main(int count, char **arguments)
{
    if (count != 3) return 2;
    folder = arguments[2];
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int door = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(door, (struct sockaddr *)&here, sizeof here) || listen(door, 128)) return 1;
    for (;;) {
        pthread_t thread;
        int client = accept(door, NULL, NULL);
        if (client >= 0 && pthread_create(&thread, NULL, serve, (void *)(long)client) == 0) pthread_detach(thread);
    }
}
