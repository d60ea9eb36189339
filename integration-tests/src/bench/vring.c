// The C side of bin/bench-vhost-user: the loop of a split ring that copies packets, with the checks that a hostile driver calls
// for. Prints nanoseconds of thread CPU time a packet: the best of several windows.
// build: gcc -O2 -march=native   usage: vring tx|rx LENGTH
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { SIZE = 256, BURST = 32, SLOT = 2048, GUEST = 8 << 20, HEADER = 12, WINDOWS = 12 };
static const uint64_t base = 0x40000000;

struct desc { uint64_t addr; uint32_t len; uint16_t flags, next; };
struct used_elem { uint32_t id, len; };
struct region { uint64_t start, size; uint8_t *host; };

static struct region regions[2];
static volatile uint64_t sink;

static uint8_t *translate(uint64_t addr, uint32_t len) {
    for (int i = 0; i < 2; i++) {
        uint64_t off = addr - regions[i].start;
        if (off < regions[i].size && len <= regions[i].size - off) return regions[i].host + off;
    }
    return NULL;
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    int rx = argv[1][0] == 'r';
    uint32_t length = atoi(argv[2]) + HEADER;
    uint8_t *mem = mmap(NULL, GUEST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(mem, 1, GUEST);
    regions[0] = (struct region){base, GUEST, mem};
    regions[1] = (struct region){1ull << 32, GUEST, mem};
    struct desc *table = (void *)mem;
    volatile uint16_t *avail_idx = (void *)(mem + 8192 + 2);
    uint16_t *avail_ring = (void *)(mem + 8192 + 4);
    uint16_t *used_idx = (void *)(mem + 16384 + 2);
    struct used_elem *used_ring = (void *)(mem + 16384 + 4);
    *avail_idx = 0;
    *used_idx = 0;
    for (int i = 0; i < SIZE; i++) {
        table[i] = (struct desc){base + (1 << 20) + i * SLOT, rx ? SLOT : length, rx ? 2 : 0, 0};
        avail_ring[i] = i;
    }
    static uint8_t packet[65536 + 512];
    uint16_t next = 0, next_used = 0;
    double best = 1e9;
    for (int w = 0; w < WINDOWS; w++) {
        uint64_t packets = 0, start = now(), end;
        do {
            for (int round = 0; round < 2000; round++) {
                __atomic_store_n(avail_idx, (uint16_t)(next + BURST), __ATOMIC_RELEASE);
                uint16_t seen = __atomic_load_n(avail_idx, __ATOMIC_ACQUIRE);
                if ((uint16_t)(seen - next) > SIZE) abort();
                while (next != seen) {
                    uint16_t head = avail_ring[next & (SIZE - 1)];
                    uint32_t total = 0;
                    for (int hops = 0, index = head; ; hops++) {
                        if (index >= SIZE || hops >= SIZE) abort();
                        struct desc d = table[index];
                        if (!!(d.flags & 2) != rx) abort();
                        uint8_t *at = translate(d.addr, d.len);
                        if (!at) abort();
                        if (rx) {
                            uint32_t part = d.len < length - total ? d.len : length - total;
                            memcpy(at, packet + total, part);
                            total += part;
                        } else {
                            memcpy(packet + total, at, d.len);
                            total += d.len;
                        }
                        if (!(d.flags & 1)) break;
                        index = d.next;
                    }
                    used_ring[next_used & (SIZE - 1)] = (struct used_elem){head, rx ? total : 0};
                    next_used++;
                    next++;
                    sink += packet[total - 1];
                }
                __atomic_store_n(used_idx, next_used, __ATOMIC_RELEASE);
                __atomic_thread_fence(__ATOMIC_SEQ_CST);
                sink += *(volatile uint16_t *)(mem + 8192);
                packets += BURST;
            }
            end = now();
        } while (end - start < 200000000ull);
        double each = (double)(end - start) / packets;
        if (each < best) best = each;
    }
    printf("%.1f\n", best);
    return 0;
}
