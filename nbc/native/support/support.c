/* The whole library as one unit of translation, so that its parts inline into each other. */
#include "memory.c"
#include "poll.c"
#include "unbox.c"
#include "box.c"
#include "entry.c"
#include "dispatcher.c"
#include "parallel.c"
#include "start.c"
