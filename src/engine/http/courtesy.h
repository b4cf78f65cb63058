/* A long answer gives way to the short ones of other pools: while somebody is answered there it rests, as many times as
 * long as it worked. Its database waits with it, since what that sends is not taken. A lower priority of the process
 * would not reach that, nor the other programs of an answer: the kernel shares the processor between services. For
 * this room alone. */
#ifndef ENGINE_HTTP_COURTESY_H
#define ENGINE_HTTP_COURTESY_H

#include <stddef.h>

struct courtesy {
    size_t pool;    /* its own */
    unsigned times; /* as long as it worked; 0: it never rests */
    unsigned rests; /* so far */
    long long looked; /* clock_monotonic_micro */
    long long worked; /* processor time, microseconds: at the last look */
    unsigned long long asked; /* requests of the other pools by then */
};

void courtesy_begin(struct courtesy *courtesy);
/* To be called often: looks around now and then, and rests where it must. */
void courtesy_show(struct courtesy *courtesy);

#endif
