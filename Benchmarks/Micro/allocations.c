// Counts the allocations of a program in which it is loaded first:
//   cc -O2 -shared -fPIC allocations.c -o allocations.so && LD_PRELOAD=./allocations.so PROGRAM
#define _GNU_SOURCE
#include <stdlib.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static long count;

long mintmark_allocations(void) { return count; }

static void *counted(void *block)
{
    __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
    return block;
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }
void *calloc(size_t number, size_t size) { return counted(__libc_calloc(number, size)); }
void *realloc(void *block, size_t size) { return counted(__libc_realloc(block, size)); }

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = counted(__libc_memalign(alignment, size));
    return *block ? 0 : 12;
}
