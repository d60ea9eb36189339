/*
 * The network calls of Kata's agent for the test guest: ttrpc on a virtio-serial port, iproute2 for the work.
 *
 *   kata-agent DEVICE
 *
 * It does what the real agent does, its oddities among them: a NIC is waited for at its PCI path and then taken by its MAC;
 * nothing is ever removed; a source is preferred only when it has no prefix length; MACs are listed in capitals, addresses
 * with the other family, and a route through a gateway without its destination. One call at a time; a host that goes away
 * in the middle of one is forgotten with it. Calls and messages: kata-containers, src/libs/protocols/protos; framing:
 * containerd/ttrpc, PROTOCOL.md.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEADER = 10, LONGEST = 4 << 20, FAMILY_V6 = 1, INTERNAL = 13, UNIMPLEMENTED = 12, ONLINK = 4, REACHABLE = 2 };

/* Bytes that are being written, or text. */
struct buffer {
    char *bytes;
    size_t length;
};

/* A protobuf message that is being read. */
struct view {
    const uint8_t *at, *end;
};

static void append(struct buffer *to, const void *bytes, size_t length)
{
    to->bytes = realloc(to->bytes, to->length + length + 1);
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
    to->bytes[to->length] = 0;
}

__attribute__((format(printf, 2, 3))) static void print(struct buffer *to, const char *format, ...)
{
    va_list arguments;
    char *text;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        exit(1);
    va_end(arguments);
    append(to, text, strlen(text));
    free(text);
}

static void put_varint(struct buffer *to, uint64_t value)
{
    for (; value > 127; value >>= 7)
        append(to, &(uint8_t){value | 128}, 1);
    append(to, &(uint8_t){value}, 1);
}

static void put_number(struct buffer *to, int field, uint64_t value)
{
    put_varint(to, field << 3);
    put_varint(to, value);
}

static void put_bytes(struct buffer *to, int field, const void *bytes, size_t length)
{
    put_varint(to, field << 3 | 2);
    put_varint(to, length);
    append(to, bytes, length);
}

static void put_text(struct buffer *to, int field, const char *text) { put_bytes(to, field, text, strlen(text)); }

static void put_message(struct buffer *to, int field, struct buffer *message)
{
    put_bytes(to, field, message->bytes, message->length);
    free(message->bytes);
}

static uint64_t varint(struct view *from)
{
    uint64_t value = 0;
    for (int shift = 0; from->at < from->end && shift < 64; shift += 7) {
        uint8_t byte = *from->at++;
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            break;
    }
    return value;
}

/* The next field: its number, or 0 at the end; its value in number, or its bytes in part. */
static int next(struct view *from, uint64_t *number, struct view *part)
{
    if (from->at >= from->end)
        return 0;
    uint64_t tag = varint(from);
    *number = varint(from);
    if ((tag & 7) == 2) {
        size_t left = from->end - from->at, length = *number < left ? *number : left;
        *part = (struct view){from->at, from->at + length};
        from->at += length;
    }
    return tag >> 3;
}

/* Copies a text; what no name, address or path holds, and ip would take apart, becomes a question mark. */
static void copy(char *to, size_t size, struct view part)
{
    size_t length = part.end - part.at;
    if (length >= size)
        length = size - 1;
    for (size_t i = 0; i < length; i++)
        to[i] = part.at[i] > ' ' && part.at[i] < 127 && !strchr("\"'\\#;", part.at[i]) ? part.at[i] : '?';
    to[length] = 0;
}

struct address {
    char text[64], mask[16];
};

static struct address read_address(struct view from)
{
    struct address address = {0};
    uint64_t number;
    struct view part;
    for (int field; (field = next(&from, &number, &part));) {
        if (field == 2)
            copy(address.text, sizeof address.text, part);
        else if (field == 3)
            copy(address.mask, sizeof address.mask, part);
    }
    return address;
}

/* Runs lines of ip until one fails; its words go to error. */
static int ip(struct buffer *lines, struct buffer *error)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
        exit(1);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        dup2(out[1], 2);
        execlp("ip", "ip", "-batch", "-", NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    /* A sandbox's lines fit into the pipe. */
    if (lines->length && write(in[1], lines->bytes, lines->length) < 0)
        print(error, "ip: %s", strerror(errno));
    close(in[1]);
    char text[512];
    for (ssize_t count; (count = read(out[0], text, sizeof text)) > 0;)
        append(error, text, count);
    close(out[0]);
    free(lines->bytes);
    int status;
    waitpid(pid, &status, 0);
    return status == 0 ? 0 : INTERNAL;
}

/* Whether a link of sysfs leads through just the PCI functions of a path such as 10.1/00. */
static int is_at(const char *target, const char *path)
{
    const char *at = strstr(target, "/pci0000:00/");
    if (!at)
        return 0;
    at += strlen("/pci0000:00");
    while (*path) {
        unsigned slot, function = 0, found_slot, found_function;
        int read = 0, found = 0;
        if (sscanf(path, "%2x.%1x%n", &slot, &function, &read) < 2 && sscanf(path, "%2x%n", &slot, &read) < 1)
            return 0;
        if (sscanf(at, "/%*4x:%*2x:%2x.%1x%n", &found_slot, &found_function, &found) < 2 || slot != found_slot ||
            function != found_function)
            return 0;
        path += read + (path[read] == '/');
        at += found;
    }
    return !strchr(at, ':');
}

/* Finds a network device by its PCI path or, without one, by its MAC. */
static int find_link(const char *path, const char *mac, char *name, size_t size)
{
    DIR *links = opendir("/sys/class/net");
    struct dirent *entry;
    int found = 0;
    while (links && !found && (entry = readdir(links))) {
        char file[300], text[512] = "";
        if (entry->d_name[0] == '.')
            continue;
        if (path) {
            snprintf(file, sizeof file, "/sys/class/net/%s", entry->d_name);
            found = readlink(file, text, sizeof text - 1) > 0 && is_at(text, path);
        } else {
            snprintf(file, sizeof file, "/sys/class/net/%s/address", entry->d_name);
            FILE *stream = fopen(file, "r");
            found = stream && fgets(text, sizeof text, stream) && !strncasecmp(text, mac, strlen(mac));
            if (stream)
                fclose(stream);
        }
        if (found)
            snprintf(name, size, "%s", entry->d_name);
    }
    if (links)
        closedir(links);
    return found;
}

static int update_interface(struct view request, struct buffer *answer, struct buffer *error)
{
    char name[64] = "", mac[32] = "", path[64] = "", present[64];
    struct buffer addresses = {0}, lines = {0};
    uint64_t number, mtu = 0;
    struct view part, interface = {0};
    while (next(&request, &number, &interface) > 1)
        ;
    append(answer, interface.at, interface.end - interface.at);
    for (int field; (field = next(&interface, &number, &part));) {
        struct address address;
        switch (field) {
        case 2: copy(name, sizeof name, part); break;
        case 3:
            address = read_address(part);
            print(&addresses, "addr replace %s/%s dev %%s\n", address.text, address.mask);
            break;
        case 4: mtu = number; break;
        case 5: copy(mac, sizeof mac, part); break;
        case 6: copy(path, sizeof path, part); break;
        }
    }
    for (int i = 0; *path && !find_link(path, NULL, present, sizeof present); i++) {
        if (i == 300) {
            print(error, "Timeout after 3s waiting for uevent at %s", path);
            return INTERNAL;
        }
        usleep(10000);
    }
    if (!*mac || !find_link(NULL, mac, present, sizeof present)) {
        print(error, "Link not found (Address: %s)", mac);
        return INTERNAL;
    }
    print(&lines, "link set dev %s down\n", present);
    for (char *at = addresses.bytes, *end; at && *at; at = end) {
        end = strchr(at, '\n') + 1;
        print(&lines, "%.*s%s\n", (int)(end - at - 3), at, present);
    }
    free(addresses.bytes);
    int swapped = strcmp(name, present) && if_nametoindex(name);
    if (swapped)
        print(&lines, "link set dev %s down\nlink set dev %s name %s_temp\n", name, name, name);
    if (strcmp(name, present))
        print(&lines, "link set dev %s name %s\n", present, name);
    print(&lines, "link set dev %s mtu %d up\n", name, (int)mtu);
    if (swapped)
        print(&lines, "link set dev %s_temp name %s\nlink set dev %s up\n", name, present, present);
    return ip(&lines, error);
}

static void route_line(struct view from, int with_gateway, struct buffer *lines)
{
    char dest[64] = "", gateway[64] = "", device[64] = "", source[64] = "";
    uint64_t number, scope = 0, family = 0, flags = 0, mtu = 0;
    struct view part;
    for (int field; (field = next(&from, &number, &part));) {
        switch (field) {
        case 1: copy(dest, sizeof dest, part); break;
        case 2: copy(gateway, sizeof gateway, part); break;
        case 3: copy(device, sizeof device, part); break;
        case 4: copy(source, sizeof source, part); break;
        case 5: scope = number; break;
        case 6: family = number; break;
        case 7: flags = number; break;
        case 8: mtu = number; break;
        }
    }
    if ((*gateway != 0) != with_gateway)
        return;
    print(lines, "route replace %s", *dest ? dest : family == FAMILY_V6 ? "::/0" : "0.0.0.0/0");
    if (*gateway)
        print(lines, " via %s", gateway);
    print(lines, " dev %s table main proto boot", device);
    if (family != FAMILY_V6)
        print(lines, " scope %d", (int)scope);
    char *slash = strchr(source, '/');
    if (slash && !strcmp(slash, "/0"))
        print(lines, " src %.*s", (int)(slash - source), source);
    else if (*source && family == FAMILY_V6)
        print(lines, " from %s", source);
    if (mtu)
        print(lines, " mtu %d", (int)mtu);
    print(lines, "%s\n", flags & ONLINK ? " onlink" : "");
}

static int update_routes(struct view request, struct buffer *error)
{
    struct buffer lines = {0};
    uint64_t number;
    struct view routes, part;
    while (next(&request, &number, &routes)) {
        for (int with_gateway = 0; with_gateway < 2; with_gateway++)
            for (struct view rest = routes; next(&rest, &number, &part);)
                route_line(part, with_gateway, &lines);
    }
    return ip(&lines, error);
}

static int add_neighbours(struct view request, struct buffer *error)
{
    struct buffer lines = {0};
    uint64_t number;
    struct view list, entry, part;
    while (next(&request, &number, &list)) {
        while (next(&list, &number, &entry)) {
            struct address address = {0};
            char device[64] = "", mac[32] = "";
            uint64_t state = 0;
            for (int field; (field = next(&entry, &number, &part));) {
                switch (field) {
                case 1: address = read_address(part); break;
                case 2: copy(device, sizeof device, part); break;
                case 3: copy(mac, sizeof mac, part); break;
                case 4: state = number; break;
                }
            }
            print(&lines, "neigh replace %s lladdr %s dev %s nud %s\n", address.text, mac, device,
                  state == REACHABLE ? "reachable" : "permanent");
        }
    }
    return ip(&lines, error);
}

static int list_interfaces(struct buffer *answer)
{
    struct ifaddrs *all, *link, *entry;
    if (getifaddrs(&all))
        return INTERNAL;
    for (link = all; link; link = link->ifa_next) {
        if (!link->ifa_addr || link->ifa_addr->sa_family != AF_PACKET)
            continue;
        struct buffer interface = {0};
        const uint8_t *mac = ((struct sockaddr_ll *)link->ifa_addr)->sll_addr;
        char text[64];
        put_text(&interface, 2, link->ifa_name);
        snprintf(text, sizeof text, "%02X:%02X:%02X:%02X:%02X:%02X", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
        put_text(&interface, 5, text);
        for (entry = all; entry; entry = entry->ifa_next) {
            int family = entry->ifa_addr ? entry->ifa_addr->sa_family : AF_UNSPEC, v6 = family == AF_INET6, length = 0;
            if ((family != AF_INET && !v6) || strcmp(entry->ifa_name, link->ifa_name))
                continue;
            const uint8_t *mask = v6 ? ((struct sockaddr_in6 *)entry->ifa_netmask)->sin6_addr.s6_addr
                                     : (uint8_t *)&((struct sockaddr_in *)entry->ifa_netmask)->sin_addr;
            for (int i = 0; i < (v6 ? 16 : 4); i++)
                length += __builtin_popcount(mask[i]);
            inet_ntop(family,
                      v6 ? (void *)&((struct sockaddr_in6 *)entry->ifa_addr)->sin6_addr
                         : (void *)&((struct sockaddr_in *)entry->ifa_addr)->sin_addr,
                      text, sizeof text);
            struct buffer address = {0};
            put_number(&address, 1, v6 ? 0 : FAMILY_V6);
            put_text(&address, 2, text);
            snprintf(text, sizeof text, "%d", length);
            put_text(&address, 3, text);
            put_message(&interface, 3, &address);
        }
        put_message(answer, 1, &interface);
    }
    freeifaddrs(all);
    return 0;
}

static void list_family(int v6, struct buffer *answer)
{
    FILE *routes = popen(v6 ? "ip -6 -o route show table main" : "ip -4 -o route show table main", "r");
    char line[1024];
    while (routes && fgets(line, sizeof line, routes)) {
        char *rest = line, *word, dest[64], gateway[64] = "", device[64] = "";
        snprintf(dest, sizeof dest, "%s", strsep(&rest, " \n"));
        if (!strcmp(dest, "default"))
            *dest = 0;
        else if (!strpbrk(dest, ".:"))
            continue; /* a blackhole and its like, which have no way */
        else if (!strchr(dest, '/'))
            strcat(dest, v6 ? "/128" : "/32");
        while ((word = strsep(&rest, " \n")) && rest) {
            if (!strcmp(word, "via"))
                snprintf(gateway, sizeof gateway, "%s", strsep(&rest, " \n"));
            else if (!strcmp(word, "dev"))
                snprintf(device, sizeof device, "%s", strsep(&rest, " \n"));
        }
        struct buffer route = {0};
        put_text(&route, 1, *gateway ? v6 ? "::1" : "0.0.0.0" : dest);
        put_text(&route, 2, gateway);
        put_text(&route, 3, device);
        put_message(answer, 1, &route);
    }
    if (routes)
        pclose(routes);
}

static int call(const char *method, struct view payload, struct buffer *answer, struct buffer *error)
{
    if (!strcmp(method, "UpdateInterface"))
        return update_interface(payload, answer, error);
    if (!strcmp(method, "UpdateRoutes"))
        return update_routes(payload, error);
    if (!strcmp(method, "AddARPNeighbors"))
        return add_neighbours(payload, error);
    if (!strcmp(method, "ListInterfaces"))
        return list_interfaces(answer);
    if (!strcmp(method, "ListRoutes")) {
        list_family(0, answer);
        list_family(1, answer);
        return 0;
    }
    print(error, "%s is not supported", method);
    return UNIMPLEMENTED;
}

static struct buffer respond(struct view request)
{
    char service[64] = "", method[64] = "";
    struct view payload = {0}, part;
    struct buffer answer = {0}, error = {0}, status = {0}, response = {0};
    uint64_t number;
    for (int field; (field = next(&request, &number, &part));) {
        if (field == 1)
            copy(service, sizeof service, part);
        else if (field == 2)
            copy(method, sizeof method, part);
        else if (field == 3)
            payload = part;
    }
    int code = UNIMPLEMENTED;
    if (strcmp(service, "grpc.AgentService"))
        print(&error, "%s is not supported", service);
    else
        code = call(method, payload, &answer, &error);
    if (code) {
        put_number(&status, 1, code);
        put_bytes(&status, 2, error.bytes, error.length);
        put_message(&response, 1, &status);
    } else {
        put_bytes(&response, 2, answer.bytes, answer.length);
    }
    free(answer.bytes);
    free(error.bytes);
    return response;
}

/* Whether a host is at the other end. */
static int connected(int port)
{
    struct pollfd look = {port, POLLIN, 0};
    return poll(&look, 1, 0) >= 0 && !(look.revents & POLLHUP);
}

/* Fills bytes; 0 when the host went away before. */
static int fill(int port, uint8_t *bytes, size_t length)
{
    while (length) {
        ssize_t count = read(port, bytes, length);
        if (count <= 0) {
            usleep(20000); /* nobody there is no end: the port stays open, so that what the next host says is not lost */
            return 0;
        }
        bytes += count;
        length -= count;
    }
    return 1;
}

int main(int count, char **arguments)
{
    int port = count == 2 ? open(arguments[1], O_RDWR | O_CLOEXEC) : -1;
    if (port < 0) {
        perror("kata-agent");
        return 1;
    }
    while (1) {
        uint8_t header[HEADER];
        if (!fill(port, header, HEADER))
            continue;
        uint32_t length = (uint32_t)header[0] << 24 | header[1] << 16 | header[2] << 8 | header[3];
        if (length > LONGEST)
            return 1; /* out of step; a new start drops what is in the port */
        uint8_t *body = malloc(length + 1);
        if (fill(port, body, length)) {
            struct buffer response = respond((struct view){body, body + length}), frame = {0};
            uint32_t size = htonl(response.length);
            append(&frame, &size, 4);
            append(&frame, header + 4, 4);
            append(&frame, (uint8_t[]){2, 0}, 2);
            append(&frame, response.bytes, response.length);
            for (size_t sent = 0; sent < frame.length && connected(port);) {
                ssize_t written = write(port, frame.bytes + sent, frame.length - sent);
                if (written < 0)
                    break;
                sent += written;
            }
            free(response.bytes);
            free(frame.bytes);
        }
        free(body);
    }
}
