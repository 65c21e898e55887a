/* Where threads are while they compute: a signal handler that writes down the program counter.
 *
 * A timer on each thread's own CPU clock sends the signal (nbc/native/sampling), so a thread that
 * waits in the system is never disturbed. The handler calls nothing and takes no lock. Samples lie
 * in a ring of slots that is never freed: number of the sample (from 1, written last), the timer's
 * value, the program counter, then what is on top of the stack, where return addresses are found.
 */
#include "state.h"
#include <signal.h>
#include <ucontext.h>

#define SLOT_WORDS 64 /* also in nbc/native/sampling/ring.py */
#define HEAD_WORDS 3

static int64_t *ring;
static int64_t ring_slots, samples;

/* Samples go to `slots` slots from now on; they are numbered on. */
int64_t noodle_sample_into(int64_t *where, int64_t slots)
{
    __atomic_store_n(&ring_slots, slots, __ATOMIC_RELAXED);
    __atomic_store_n(&ring, where, __ATOMIC_RELEASE);
    return __atomic_load_n(&samples, __ATOMIC_RELAXED);
}

void noodle_sample(int number, siginfo_t *info, void *context)
{
    const greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    int64_t *slots = __atomic_load_n(&ring, __ATOMIC_ACQUIRE);
    (void)number;
    if (slots == NULL || info->si_code != SI_TIMER)
        return;
    int64_t sample = __atomic_fetch_add(&samples, 1, __ATOMIC_RELAXED);
    int64_t *slot = slots + sample % ring_slots * SLOT_WORDS;
    const int64_t *stack = (const int64_t *)registers[REG_RSP];
    __atomic_store_n(&slot[0], 0, __ATOMIC_RELAXED);
    slot[1] = (int64_t)(intptr_t)info->si_value.sival_ptr;
    slot[2] = registers[REG_RIP];
    for (int word = HEAD_WORDS; word < SLOT_WORDS; word++)
        slot[word] = stack[word - HEAD_WORDS];
    __atomic_store_n(&slot[0], sample + 1, __ATOMIC_RELEASE);
}
