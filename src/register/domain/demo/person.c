/* Names put together from lists; some have taken a Norwegian family name beside their own. */
#include "register/domain/demo/person.h"

#include <stddef.h>

#define NAMES 16

struct origin {
    const char *fodeland;
    int weight;
    const char *first[NAMES], *last[NAMES];
};

static const struct origin origins[] = {
    {"Somalia", 16,
     {"Amina", "Ayaan", "Deqa", "Fadumo", "Habiba", "Hodan", "Idil", "Khadra", "Ladan", "Nimco", "Roda", "Sahra",
      "Shukri", "Ubah", "Yasmiin", "Zamzam"},
     {"Abdulle", "Barre", "Cabdi", "Diiriye", "Egal", "Farah", "Guled", "Hersi", "Jimcaale", "Kahin", "Liban",
      "Mohamud",
      "Nuur", "Samatar", "Warsame", "Yusuf"}},
    {"Syria", 16,
     {"Abir", "Dima", "Ghada", "Hanan", "Iman", "Kinda", "Lama", "Maysa", "Nour", "Rahaf", "Rima", "Salma", "Samar",
      "Suhad", "Wafa", "Yara"},
     {"Al-Asmar", "Al-Khatib", "Barakat", "Darwish", "Fares", "Haddad", "Halabi", "Jaber", "Kassab", "Mansour", "Naser",
      "Qasim", "Sabbagh", "Shami", "Tahan", "Zaher"}},
    {"Eritrea", 12,
     {"Abrehet", "Almaz", "Bisrat", "Elsa", "Feven", "Genet", "Helen", "Luwam", "Mebrat", "Natsnet", "Rigat", "Rahwa",
      "Selam", "Senait", "Tirhas", "Yordanos"},
     {"Abraha", "Asfaha", "Berhane", "Debessay", "Fessehaye", "Ghebre", "Habtemariam", "Kidane", "Measho", "Negash",
      "Okbay", "Semere", "Tekle", "Tesfay", "Weldu", "Zerai"}},
    {"Afghanistan", 11,
     {"Arezo", "Bahar", "Farida", "Freshta", "Gulalai", "Hosna", "Laila", "Mahbuba", "Nargis", "Palwasha", "Razia",
      "Shabnam", "Soraya", "Tahmina", "Zarghuna", "Zohra"},
     {"Ahmadi", "Amiri", "Azizi", "Faizi", "Ghafari", "Haidari", "Jafari", "Karimi", "Mohebi", "Nazari",
      "Noori", "Popal",
      "Rasooli", "Sadat", "Stanekzai", "Yaqubi"}},
    {"Irak", 8,
     {"Ahlam", "Awaz", "Bahra", "Chinar", "Hala", "Intisar", "Jwan", "Lanja", "Mina", "Nasrin", "Raghad", "Shilan",
      "Sundus", "Tara", "Vian", "Zainab"},
     {"Abbas", "Al-Jubouri", "Al-Rubaie", "Baban", "Barzinji", "Hamid", "Hawrami", "Jamil", "Kadhim", "Mustafa", "Najm",
      "Rashid", "Saleh", "Sherwani", "Talib", "Zangana"}},
    {"Pakistan", 8,
     {"Aaliya", "Bushra", "Farzana", "Ghazala", "Humaira", "Iqra", "Kiran", "Lubna", "Mehwish", "Nadia",
      "Parveen", "Rabia",
      "Saima", "Tahira", "Uzma", "Zareen"},
     {"Akhtar", "Anwar", "Bashir", "Butt", "Chaudhry", "Dar", "Gondal", "Hussain", "Iqbal", "Javed", "Malik", "Mirza",
      "Qureshi", "Rana", "Shah", "Tariq"}},
    {"Tyrkia", 5,
     {"Ayşe", "Berfin", "Çiğdem", "Derya", "Elif", "Fatma", "Gülşen", "Hatice", "İpek", "Meryem", "Nuray", "Özlem",
      "Rojda", "Sevgi", "Şirin", "Zeynep"},
     {"Akbulut", "Bozkurt", "Çelik", "Demirtaş", "Erdoğmuş", "Güneş", "Işık", "Karadağ", "Korkmaz", "Öztürk", "Polat",
      "Şahin", "Toprak", "Uysal", "Yıldız", "Yılmazer"}},
    {"Etiopia", 5,
     {"Aster", "Bethlehem", "Chaltu", "Derartu", "Eyerusalem", "Frehiwot", "Hiwot", "Kidist", "Lemlem",
      "Meseret", "Rahel",
      "Sara", "Tigist", "Worknesh", "Yeshi", "Zenebech"},
     {"Abebe", "Alemu", "Bekele", "Demissie", "Fikru", "Gemechu", "Hailu", "Jembere", "Lemma", "Mekonnen", "Negussie",
      "Regassa", "Tadesse", "Tolossa", "Wolde", "Zewdu"}},
    {"Thailand", 4,
     {"Achara", "Busaba", "Chanida", "Duangjai", "Kanya", "Lamai", "Malee", "Nattaya", "Orawan", "Pimchan", "Ratana",
      "Siriporn", "Sunisa", "Thitima", "Wanida", "Yupin"},
     {"Boonmee", "Chaiyasit", "Duangkaew", "Inthara", "Jantasri", "Kaewsai", "Meesuk", "Nakprasit", "Phromma",
      "Rattanakul",
      "Saengthong", "Sombun", "Thongdee", "Unchai", "Wongsa", "Yodrak"}},
    {"Vietnam", 3,
     {"Anh", "Bích", "Châu", "Diễm", "Giang", "Hạnh", "Hương", "Lan", "Linh", "Mỹ", "Ngọc", "Phương", "Quỳnh", "Thảo",
      "Trang", "Yến"},
     {"Bùi", "Đặng", "Đinh", "Đoàn", "Hồ", "Hoàng", "Huỳnh", "Lâm", "Lý", "Mai", "Ngô", "Phạm", "Phan",
      "Trịnh", "Võ", "Vũ"}},
    {"Filippinene", 3,
     {"Analyn", "Beverly", "Carmela", "Divina", "Evangeline", "Gemma", "Jocelyn", "Karen", "Liezl", "Marivic", "Nenita",
      "Rosalie", "Sheila", "Teresita", "Vilma", "Wilma"},
     {"Aquino", "Bautista", "Cabrera", "Dela Cruz", "Espiritu", "Flores", "Gatchalian", "Ibarra", "Lacson", "Magsino",
      "Navarro", "Ocampo", "Pangilinan", "Salonga", "Tolentino", "Villareal"}},
    {"Iran", 3,
     {"Azadeh", "Bita", "Elham", "Fereshteh", "Golnaz", "Haleh", "Jaleh", "Katayoun", "Leyla", "Maryam",
      "Nasim", "Parisa",
      "Roya", "Sahar", "Shirin", "Yalda"},
     {"Abedini", "Bagheri", "Ebrahimi", "Farahani", "Golzar", "Hashemi", "Jalali", "Kazemi", "Moradi",
      "Nikpour", "Rostami",
      "Sharifi", "Tavakoli", "Vahedi", "Yazdani", "Zamani"}},
    {"Marokko", 3,
     {"Aicha", "Bouchra", "Fatiha", "Hafida", "Ihsane", "Jamila", "Karima", "Latifa", "Malika", "Naima",
      "Ouafa", "Rachida",
      "Siham", "Touria", "Yamina", "Zoubida"},
     {"Alaoui", "Amrani", "Belkacem", "Benali", "Chraibi", "El Fassi", "El Idrissi", "Haddou", "Kettani", "Lahlou",
      "Mernissi", "Naciri", "Ouazzani", "Rahmouni", "Saidi", "Tazi"}},
    {"Sudan", 3,
     {"Afaf", "Amna", "Awadia", "Eiman", "Hanadi", "Intisar", "Limia", "Manal", "Nahla", "Omnia", "Rania", "Sawsan",
      "Sumaya", "Tahani", "Widad", "Zeinab"},
     {"Abdelrahim", "Babiker", "Elamin", "Elhassan", "Elnour", "Eltayeb", "Gasim", "Hamad", "Idris", "Khalifa",
      "Mahgoub",
      "Osman", "Siddig", "Suliman", "Taha", "Yagoub"}},
    {"Kongo (DR)", 3,
     {"Aline", "Béatrice", "Chantal", "Dorcas", "Esther", "Furaha", "Georgette", "Immaculée", "Joséphine",
      "Lydie", "Mapendo",
      "Neema", "Odette", "Riziki", "Solange", "Zawadi"},
     {"Amani", "Bahati", "Bisimwa", "Byamungu", "Ilunga", "Kabongo", "Kalala", "Lukusa", "Mbuyi", "Mugisho", "Mukendi",
      "Mulamba", "Mwamba", "Ngalula", "Ntumba", "Tshibanda"}},
    {"Ukraina", 6,
     {"Alla", "Bohdana", "Daryna", "Halyna", "Inna", "Kateryna", "Larysa", "Myroslava", "Nadija", "Oksana", "Polina",
      "Raisa", "Solomija", "Tetjana", "Valentyna", "Zlata"},
     {"Bondarenko", "Danylenko", "Fedorenko", "Havrylenko", "Ivasjuk", "Karpenko", "Lysenko", "Marusjak", "Novykova",
      "Ostaptsjuk", "Pavlenko", "Romanjuk", "Savtsjenko", "Tymosjuk", "Vdovenko", "Zintsjenko"}},
    {"Sri Lanka", 2,
     {"Anushka", "Dharshini", "Gowri", "Indrani", "Janaki", "Kamala", "Logini", "Mathivathani", "Nirosha",
      "Priya", "Rathika",
      "Shanthi", "Sujatha", "Thilaka", "Vasuki", "Yamuna"},
     {"Arulanantham", "Balasingam", "Chelliah", "Ganeshan", "Ilango", "Jeyakumar", "Kandiah", "Loganathan", "Mahendran",
      "Nadarajah", "Paramalingam", "Rajaratnam", "Selvarajah", "Thambipillai", "Vigneswaran", "Yogarajah"}},
    {"Myanmar", 2,
     {"Aye", "Cing", "Dim", "Ei", "Hla", "Khin", "Lian", "Mya", "Ngun", "Nu", "Par", "Sui", "Thida", "Tial",
      "Van", "Zin"},
     {"Bawi", "Cung", "Hlawn", "Htoo", "Kham", "Lwin", "Maung", "Moe", "Naing", "Oo", "Paw", "Sang", "Thang",
      "Thein", "Win",
      "Zaw"}},
};

static const char *const norwegian_last[] = {
    "Aasland", "Berglund", "Bjørnås", "Dalsbø", "Fjellhøy", "Gjerdåker", "Grønnevik", "Haugerud", "Kvåle",
    "Lønnås", "Myrvold",
    "Nygårdsmo", "Ødegårdstuen", "Rødsås", "Skjærvik", "Solbråten", "Sørlie", "Tveitå", "Vestbø", "Årnesmo",
};

static const char *demo_person_pick(struct dice *dice, const char *const *list, size_t count)
{
    return list[dice_roll(dice, count)];
}

static const struct origin *demo_person_origin(struct dice *dice)
{
    int weights[sizeof origins / sizeof origins[0]];
    size_t count = sizeof origins / sizeof origins[0];
    for (size_t i = 0; i < count; i++) {
        weights[i] = origins[i].weight;
    }
    return &origins[dice_weighted(dice, weights, count)];
}

struct demo_person demo_person_choose(struct dice *dice, struct arena *arena)
{
    const struct origin *origin = demo_person_origin(dice);
    const char *first = demo_person_pick(dice, origin->first, NAMES);
    const char *middle = demo_person_pick(dice, origin->last, NAMES);
    const char *last = demo_person_pick(dice, origin->last, NAMES);
    unsigned long form = dice_roll(dice, 100);
    if (form < 7) {
        last = demo_person_pick(dice, norwegian_last, sizeof norwegian_last / sizeof norwegian_last[0]);
    }
    bool one_name = form >= 45 || middle == last;
    return (struct demo_person){
        .name = one_name ? arena_printf(arena, "%s %s", first, last) : arena_printf(arena, "%s %s %s", first,
        middle, last),
        .fodeland = origin->fodeland,
    };
}
