/* Municipalities that could run a project, weighted so that Oslo has a fifth and the larger cities much of
 * the rest. Numbers and names are those of data/kommuner.csv and data/kommuner-2020-2023.csv. */
#include "register/domain/demo/place.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "engine/base/buffer.h"
#include "register/domain/demo/demo.h"

static const struct demo_place places[] = {
    {"0301", "Oslo", "0301", "030101", 18, true},
    {"0301", "Oslo", "0301", "030102", 20, true},
    {"0301", "Oslo", "0301", "030103", 12, true},
    {"0301", "Oslo", "0301", "030104", 10, true},
    {"0301", "Oslo", "0301", "030105", 8, true},
    {"0301", "Oslo", "0301", "030106", 7, true},
    {"0301", "Oslo", "0301", "030107", 8, true},
    {"0301", "Oslo", "0301", "030108", 12, true},
    {"0301", "Oslo", "0301", "030109", 16, true},
    {"0301", "Oslo", "0301", "030110", 17, true},
    {"0301", "Oslo", "0301", "030111", 18, true},
    {"0301", "Oslo", "0301", "030112", 22, true},
    {"0301", "Oslo", "0301", "030113", 13, true},
    {"0301", "Oslo", "0301", "030114", 11, true},
    {"0301", "Oslo", "0301", "030115", 20, true},
    {"5001", "Trondheim", "5001", "", 130, true},
    {"4601", "Bergen", "4601", "", 110, true},
    {"3203", "Asker", "3025", "", 55, false},
    {"3201", "Bærum", "3024", "", 55, false},
    {"1103", "Stavanger", "1103", "", 45, true},
    {"4204", "Kristiansand", "4204", "", 30, false},
    {"3301", "Drammen", "3005", "", 40, false},
    {"3107", "Fredrikstad", "3004", "", 28, false},
    {"3105", "Sarpsborg", "3003", "", 22, false},
    {"3205", "Lillestrøm", "3030", "", 30, false},
    {"3907", "Sandefjord", "3804", "", 18, false},
    {"3905", "Tønsberg", "3803", "", 16, false},
    {"4003", "Skien", "3807", "", 14, false},
    {"1108", "Sandnes", "1108", "", 20, false},
    {"5501", "Tromsø", "5401", "", 16, false},
    {"1804", "Bodø", "1804", "", 16, false},
    {"1505", "Kristiansund", "1505", "", 10, false},
    {"1506", "Molde", "1506", "", 8, false},
    {"3403", "Hamar", "3403", "", 10, false},
    {"3411", "Ringsaker", "3411", "", 8, false},
    {"3407", "Gjøvik", "3407", "", 10, false},
    {"3207", "Nordre Follo", "3020", "", 12, false},
    {"3103", "Moss", "3002", "", 10, false},
    {"3118", "Indre Østfold", "3014", "", 8, false},
    {"3909", "Larvik", "3805", "", 10, false},
    {"4203", "Arendal", "4203", "", 10, false},
    {"4215", "Lillesand", "4215", "", 6, false},
    {"1106", "Haugesund", "1106", "", 10, false},
    {"1121", "Time", "1121", "", 6, false},
    {"4626", "Øygarden", "4626", "", 8, false},
    {"4640", "Sogndal", "4640", "", 6, false},
    {"5006", "Steinkjer", "5006", "", 6, false},
    {"5035", "Stjørdal", "5035", "", 8, false},
    {"5037", "Levanger", "5037", "", 6, false},
    {"1833", "Rana", "1833", "", 6, false},
    {"1860", "Vestvågøy", "1860", "", 4, false},
    {"5503", "Harstad", "5402", "", 6, false},
    {"5601", "Alta", "5403", "", 5, false},
    {"5603", "Hammerfest", "5406", "", 5, false},
    {"5610", "Karasjok", "5437", "", 3, false},
    {"3303", "Kongsberg", "3006", "", 8, false},
    {"3240", "Eidsvoll", "3035", "", 8, false},
};

#define PLACES (sizeof places / sizeof places[0])

size_t demo_place_count(void)
{
    return PLACES;
}

const struct demo_place *demo_place_at(size_t index)
{
    assert(index < PLACES);
    return &places[index];
}

size_t demo_place_choose(struct dice *dice)
{
    int weights[PLACES];
    for (size_t i = 0; i < PLACES; i++) {
        weights[i] = places[i].weight;
    }
    return dice_weighted(dice, weights, PLACES);
}

static const char *const first_names[] = {
    "Anne",  "Bjørn", "Camilla", "Dag",   "Eirin", "Frode", "Gro",    "Håkon", "Ingvild", "Jørgen", "Kjersti", "Lars",
    "Mari",  "Nils",  "Oddny",   "Pål",   "Ragnhild", "Sverre", "Tone", "Ulrik", "Vigdis", "Yngve", "Åse",    "Øystein",
    "Máret", "Farah", "Imran",   "Huong", "Leila", "Tomasz", "Solveig",
};
static const char *const last_names[] = {
    "Aasland", "Bråten", "Dahlby", "Eikeland", "Fagerås", "Granmo", "Hegglund", "Iversbakk", "Jordheim",
    "Kleivstad",
    "Lillehaug", "Moldskred", "Nordbø", "Ormåsen", "Pettersvik", "Rønningås", "Sætervik", "Tveitane",
    "Ulvestad", "Vågsbø",
    "Ødemark",  "Åsheim",   "Haddad",  "Nguyen",   "Warsame", "Sarre",   "Bakkejord", "Fossmo",    "Hølås",
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

size_t demo_caseworker_count(void)
{
    return PLACES * CASEWORKERS_PER_PLACE;
}

/* Norwegian and Sami letters as an address writes them, lower case. */
static const char *demo_place_address_letters(struct arena *arena, const char *name)
{
    static const char *const folds[][2] = {{"æ", "ae"}, {"ø", "o"}, {"å", "a"}, {"á", "a"}, {"Ø", "o"}, {"Å", "a"}};
    struct buffer folded;
    buffer_init(&folded, arena, 100);
    while (*name != '\0') {
        size_t i = 0;
        while (i < COUNT(folds) && strncmp(name, folds[i][0], 2) != 0) {
            i++;
        }
        if (i < COUNT(folds)) {
            buffer_add_text(&folded, folds[i][1]);
            name += 2;
        } else {
            buffer_add_char(&folded, (char)tolower((unsigned char)*name++));
        }
    }
    return buffer_text(&folded);
}

struct demo_caseworker demo_caseworker(struct arena *arena, size_t index)
{
    const struct demo_place *place = demo_place_at(index / CASEWORKERS_PER_PLACE);
    /* The two lists have no common factor, so no pair comes twice. */
    const char *first = first_names[index % COUNT(first_names)], *last = last_names[index % COUNT(last_names)];
    const char *where = place->bydel[0] == '\0' ? place->kommunenummer : place->bydel;
    return (struct demo_caseworker){
        .username = arena_printf(arena, "demo-%s-%zu", where, index % CASEWORKERS_PER_PLACE + 1),
        .name = arena_printf(arena, "%s %s", first, last),
        .email = arena_printf(arena, "%s.%s@kommune%s.example", demo_place_address_letters(arena, first),
                              demo_place_address_letters(arena, last), place->kommunenummer),
        .kommunenummer = place->kommunenummer,
        .bydel = place->bydel,
        .pilot = place->pilot,
    };
}
