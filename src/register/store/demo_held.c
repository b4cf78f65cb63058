/* Which of the fictional participants are there already. */
#include <string.h>

#include "engine/base/crypto/crypto.h"
#include "register/store/demo_load.h"

/* The same for the same seed, 63 bits, and not to be guessed from another. */
const char *demo_load_id(struct arena *arena, unsigned long long seed, unsigned long n)
{
    unsigned char hash[CRYPTO_HASH_SIZE];
    const char *text = arena_printf(arena, "demo-participant:%llu:%lu", seed, n);
    unsigned long long id = 0;

    crypto_sha256(text, strlen(text), hash);
    for (size_t i = 0; i < sizeof id; i++)
        id = id << 8 | hash[i];
    return arena_printf(arena, "%llu", id >> 1);
}

static enum store_result is_held(struct store *store, struct arena *arena, unsigned long long seed, unsigned long n,
                                 bool *held_out)
{
    struct database_value id = database_text(demo_load_id(arena, seed, n));
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "demo-held",
                                         "SELECT 1 FROM participant WHERE participant_id = ?", &id, 1, &answer);

    *held_out = result == STORE_OK && store_first(&answer, 0);
    return result;
}

/* They are loaded in order and in whole groups, so halving finds the first that is not there. */
enum store_result demo_load_held(struct store *store, struct arena *arena, unsigned long long seed,
                                 unsigned long most, unsigned long *held_out, bool *others_out)
{
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "demo-others", "SELECT 1 FROM participant LIMIT 1", NULL, 0, &answer);
    unsigned long low = 0, high = most;

    *others_out = result == STORE_OK && store_first(&answer, 0);
    while (low < high && result == STORE_OK && *others_out) {
        unsigned long middle = low == 0 ? 0 : low + (high - low) / 2;
        bool held = false;

        result = is_held(store, arena, seed, middle, &held);
        if (held)
            low = middle + 1;
        else
            high = middle;
    }
    *held_out = low;
    *others_out = *others_out && low == 0;
    return result;
}
