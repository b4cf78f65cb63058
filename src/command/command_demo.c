/* Loads fictional users and participants, and says how fast. */
#include "command/command_demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/admin.h"
#include "command/secret.h"
#include "engine/base/clock.h"
#include "engine/base/text.h"
#include "register/domain/access/code.h"
#include "register/domain/access/grant.h"
#include "register/store/demo_load.h"
#include "register/task/intro_demo.h"

enum {
    ARENA_AT_MOST = 64 * 1024 * 1024,
    STATEMENT_SECONDS = 300,
    PASSWORD_AT_LEAST = 8
};

#define SEED_WHEN_NONE 1
#define MICRO 1000000ll
#define SAY_EVERY (5 * MICRO)

struct order {
    unsigned long participants;
    unsigned long long seed;
    const char *password;
    bool has_factor;
    unsigned char factor_secret[CODE_SECRET_SIZE]; /* of the login "totp" */
    const char *issuer; /* of the OpenID provider that knows the logins too; "" = none */
};

struct load {
    struct arena *arena;
    struct store store;
    struct database_settings database;
    const struct codebook *codebook;
    struct demo demo;
    struct secret secret;
    unsigned char person_key[SECRET_SIZE], factor_key[SECRET_SIZE];
    struct demo_loader *loader;
};

static bool refuse(const char *why)
{
    fprintf(stderr, "demo: %s\n", why);
    return false;
}

static bool read_number(const char *text, long long most, long long *number_out)
{
    return text && text_to_integer(text, 0, most, number_out);
}

static bool read_order(int argument_count, char **arguments, struct order *order)
{
    bool counted = false;
    long long number;

    for (int i = 0; i < argument_count; i += 2) {
        const char *value = i + 1 < argument_count ? arguments[i + 1] : NULL;

        if (text_equal(arguments[i], "--participants") && read_number(value, DEMO_MOST, &number)) {
            order->participants = (unsigned long)number;
            counted = true;
        } else if (text_equal(arguments[i], "--seed") && read_number(value, 1ll << 62, &number)) {
            order->seed = (unsigned long long)number;
        } else {
            return refuse("usage: jobbsjanse demo --participants N [--seed S]; N is at most 1000000");
        }
    }
    return counted || refuse("usage: jobbsjanse demo --participants N [--seed S]");
}

static bool may_load(const struct settings *settings, struct order *order)
{
    order->password = getenv("DEMO_PASSWORD");
    order->issuer = settings_text(settings, "oidc_portal_issuer");
    if (!settings_yes(settings, "synthetic_numbers"))
        return refuse("this installation does not take synthetic numbers (synthetic_numbers = no)");
    if (!order->password || strlen(order->password) < PASSWORD_AT_LEAST)
        return refuse("DEMO_PASSWORD must hold the logins' password, at least 8 characters");
    if (getenv("DEMO_TOTP_SECRET"))
        order->has_factor = code_secret_read(getenv("DEMO_TOTP_SECRET"), order->factor_secret);
    if (getenv("DEMO_TOTP_SECRET") && !order->has_factor)
        return refuse("DEMO_TOTP_SECRET must hold 32 letters of base32");
    return true;
}

static bool open_codebook(const struct settings *settings, struct load *load)
{
    char *why = NULL;

    if (!codebook_load(settings_text(settings, "codebook_file"), settings_text(settings, "codebook_schema"),
                       &load->codebook, &why)) {
        refuse(why);
        free(why);
        return false;
    }
    load->demo.reg = codebook_find_register(load->codebook, REGISTER_JOBBSJANSEN);
    return load->demo.reg || refuse("the codebook has no register \"jobbsjansen\"");
}

static bool open_secret(const struct settings *settings, struct load *load)
{
    const char *why = NULL;

    if (!secret_read(settings_text(settings, "secret_file"), &load->secret, &why))
        return refuse(why);
    secret_key(&load->secret, "person-id", load->person_key);
    secret_key(&load->secret, "second-factor", load->factor_key);
    return true;
}

static void open_store(const struct settings *settings, struct load *load)
{
    load->database = admin_database(settings, STATEMENT_SECONDS);
    load->store = (struct store){.database = database_new(&load->database), .schema = load->database.schema};
}

static enum store_result load_groups(struct load *load, unsigned long first, unsigned long end)
{
    long long began = clock_monotonic_micro(), said = began;
    enum store_result result = STORE_OK;

    for (unsigned long at = first; at < end && result == STORE_OK; at += DEMO_GROUP) {
        unsigned long count = end - at < DEMO_GROUP ? end - at : DEMO_GROUP;
        long long now;

        result = demo_load_group(load->loader, at, count);
        now = clock_monotonic_micro();
        if (result == STORE_OK && (now - said >= SAY_EVERY || at + count == end)) {
            printf("demo: %lu of %lu participants, %.0f a second\n", at + count, end,
                   (double)(at + count - first) * (double)MICRO / (double)(now - began + 1));
            fflush(stdout);
            said = now;
        }
    }
    return result;
}

static enum store_result load_participants(struct load *load, const struct order *order)
{
    unsigned long held = 0;
    bool others = false;
    enum store_result result =
        demo_load_held(&load->store, load->arena, order->seed, order->participants, &held, &others);

    if (result != STORE_OK)
        return result;
    if (others) {
        refuse("there are participants that this seed did not make: none is loaded");
        return STORE_FAILED;
    }
    if (held == order->participants) {
        printf("demo: %lu participants are there already: none is loaded\n", held);
        return STORE_OK;
    }
    return load_groups(load, held, order->participants);
}

/* Persons of the introduction programme, where there are none. */
static enum store_result load_introduction(struct load *load)
{
    const struct codebook_register *reg = codebook_find_register(load->codebook, REGISTER_INTRODUKSJON);
    const char *missing = REGISTER_INTRODUKSJON;
    struct intro_demo intro = {
        .demo = &load->demo,
        .import = {.store = &load->store, .rules = {.reg = reg, .today = load->demo.today}, .person_key = load->person_key,
                   .person_key_size = sizeof load->person_key},
    };
    unsigned long loaded = 0;
    enum store_result result;

    if (!reg || !rule_engine_open(&intro.engine, load->codebook, &load->store, &missing)) {
        fprintf(stderr, "demo: the codebook lacks \"%s\" of the introduction programme\n", missing);
        return STORE_FAILED;
    }
    result = intro_demo_load(&intro, load->arena, &loaded);
    if (result == STORE_OK)
        printf("demo: %lu persons of the introduction programme\n", loaded);
    return result;
}

static enum store_result load_all(struct load *load, const struct order *order)
{
    enum store_result result = demo_load_begin(&load->store, load->arena);

    if (result == STORE_OK)
        result = demo_load_users(&load->store, load->arena, order->password);
    if (result == STORE_OK && order->has_factor)
        result = demo_load_factor(&load->store, load->arena, load->factor_key, order->factor_secret);
    if (result == STORE_OK && *order->issuer)
        result = demo_load_identities(&load->store, load->arena, order->issuer);
    if (result == STORE_OK)
        result = demo_load_invitations(&load->store, load->arena);
    if (result == STORE_OK)
        result = demo_load_places(&load->store, load->arena, load->demo.today);
    if (result == STORE_OK)
        result = demo_loader_new(&load->store, load->arena, &load->demo, load->codebook, load->person_key, sizeof load->person_key,
                                 &load->loader);
    if (result == STORE_OK)
        result = load_participants(load, order);
    if (result == STORE_OK)
        result = load_introduction(load);
    if (load->loader)
        demo_loader_close(load->loader);
    return result;
}

int command_demo(const struct settings *settings, int argument_count, char **arguments)
{
    struct order order = {.seed = SEED_WHEN_NONE};
    struct load load = {0};
    enum store_result result;

    if (!read_order(argument_count, arguments, &order))
        return COMMAND_MISUSED;
    if (!may_load(settings, &order) || !open_secret(settings, &load) || !open_codebook(settings, &load))
        return COMMAND_FAILED;
    load.demo.seed = order.seed;
    load.demo.today = clock_today();
    load.arena = arena_new(ARENA_AT_MOST);
    open_store(settings, &load);
    result = load_all(&load, &order);
    if (result != STORE_OK)
        refuse("not finished; what the database said is above");
    database_close(&load.store.database);
    arena_free(&load.arena);
    codebook_free(&load.codebook);
    return result == STORE_OK ? COMMAND_DONE : COMMAND_FAILED;
}
