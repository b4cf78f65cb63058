/* Countries by the three letters that Folkeregisteret uses. */
#include "register/domain/jobbsjansen/country.h"

#include <stdlib.h>
#include <string.h>

struct country {
    char code[4];
    const char *name;
};

/* ISO 3166-1 in the order of the codes, with short names in bokmål; XXK and XXX are Norwegian additions (SSB Klass 552). */
static const struct country countries[] = {
    {"ABW", "Aruba"}, {"AFG", "Afghanistan"}, {"AGO", "Angola"}, {"AIA", "Anguilla"}, {"ALA", "Åland"},
    {"ALB", "Albania"}, {"AND", "Andorra"}, {"ARE", "De forente arabiske emirater"}, {"ARG", "Argentina"},
    {"ARM", "Armenia"}, {"ASM", "Amerikansk Samoa"}, {"ATA", "Antarktis"},
    {"ATF", "De franske sørterritorier"}, {"ATG", "Antigua og Barbuda"}, {"AUS", "Australia"},
    {"AUT", "Østerrike"}, {"AZE", "Aserbajdsjan"}, {"BDI", "Burundi"}, {"BEL", "Belgia"}, {"BEN", "Benin"},
    {"BES", "Karibisk Nederland"}, {"BFA", "Burkina Faso"}, {"BGD", "Bangladesh"}, {"BGR", "Bulgaria"},
    {"BHR", "Bahrain"}, {"BHS", "Bahamas"}, {"BIH", "Bosnia-Hercegovina"}, {"BLM", "Saint-Barthélemy"},
    {"BLR", "Belarus"}, {"BLZ", "Belize"}, {"BMU", "Bermuda"}, {"BOL", "Bolivia"}, {"BRA", "Brasil"},
    {"BRB", "Barbados"}, {"BRN", "Brunei"}, {"BTN", "Bhutan"}, {"BVT", "Bouvetøya"}, {"BWA", "Botswana"},
    {"CAF", "Den sentralafrikanske republikk"}, {"CAN", "Canada"}, {"CCK", "Kokosøyene"}, {"CHE", "Sveits"},
    {"CHL", "Chile"}, {"CHN", "Kina"}, {"CIV", "Elfenbenskysten"}, {"CMR", "Kamerun"},
    {"COD", "Den demokratiske republikken Kongo"}, {"COG", "Kongo-Brazzaville"}, {"COK", "Cookøyene"},
    {"COL", "Colombia"}, {"COM", "Komorene"}, {"CPV", "Kapp Verde"}, {"CRI", "Costa Rica"}, {"CUB", "Cuba"},
    {"CUW", "Curaçao"}, {"CXR", "Christmasøya"}, {"CYM", "Caymanøyene"}, {"CYP", "Kypros"},
    {"CZE", "Tsjekkia"}, {"DEU", "Tyskland"}, {"DJI", "Djibouti"}, {"DMA", "Dominica"}, {"DNK", "Danmark"},
    {"DOM", "Den dominikanske republikk"}, {"DZA", "Algerie"}, {"ECU", "Ecuador"}, {"EGY", "Egypt"},
    {"ERI", "Eritrea"}, {"ESH", "Vest-Sahara"}, {"ESP", "Spania"}, {"EST", "Estland"}, {"ETH", "Etiopia"},
    {"FIN", "Finland"}, {"FJI", "Fiji"}, {"FLK", "Falklandsøyene"}, {"FRA", "Frankrike"},
    {"FRO", "Færøyene"}, {"FSM", "Mikronesiaføderasjonen"}, {"GAB", "Gabon"}, {"GBR", "Storbritannia"},
    {"GEO", "Georgia"}, {"GGY", "Guernsey"}, {"GHA", "Ghana"}, {"GIB", "Gibraltar"}, {"GIN", "Guinea"},
    {"GLP", "Guadeloupe"}, {"GMB", "Gambia"}, {"GNB", "Guinea-Bissau"}, {"GNQ", "Ekvatorial-Guinea"},
    {"GRC", "Hellas"}, {"GRD", "Grenada"}, {"GRL", "Grønland"}, {"GTM", "Guatemala"},
    {"GUF", "Fransk Guyana"}, {"GUM", "Guam"}, {"GUY", "Guyana"}, {"HKG", "Hongkong"},
    {"HMD", "Heard- og McDonaldøyene"}, {"HND", "Honduras"}, {"HRV", "Kroatia"}, {"HTI", "Haiti"},
    {"HUN", "Ungarn"}, {"IDN", "Indonesia"}, {"IMN", "Man"}, {"IND", "India"},
    {"IOT", "Det britiske territoriet i Indiahavet"}, {"IRL", "Irland"}, {"IRN", "Iran"}, {"IRQ", "Irak"},
    {"ISL", "Island"}, {"ISR", "Israel"}, {"ITA", "Italia"}, {"JAM", "Jamaica"}, {"JEY", "Jersey"},
    {"JOR", "Jordan"}, {"JPN", "Japan"}, {"KAZ", "Kasakhstan"}, {"KEN", "Kenya"}, {"KGZ", "Kirgisistan"},
    {"KHM", "Kambodsja"}, {"KIR", "Kiribati"}, {"KNA", "Saint Kitts og Nevis"}, {"KOR", "Sør-Korea"},
    {"KWT", "Kuwait"}, {"LAO", "Laos"}, {"LBN", "Libanon"}, {"LBR", "Liberia"}, {"LBY", "Libya"},
    {"LCA", "St. Lucia"}, {"LIE", "Liechtenstein"}, {"LKA", "Sri Lanka"}, {"LSO", "Lesotho"},
    {"LTU", "Litauen"}, {"LUX", "Luxemburg"}, {"LVA", "Latvia"}, {"MAC", "Macao"}, {"MAF", "Saint-Martin"},
    {"MAR", "Marokko"}, {"MCO", "Monaco"}, {"MDA", "Moldova"}, {"MDG", "Madagaskar"}, {"MDV", "Maldivene"},
    {"MEX", "Mexico"}, {"MHL", "Marshalløyene"}, {"MKD", "Nord-Makedonia"}, {"MLI", "Mali"},
    {"MLT", "Malta"}, {"MMR", "Myanmar"}, {"MNE", "Montenegro"}, {"MNG", "Mongolia"},
    {"MNP", "Nord-Marianene"}, {"MOZ", "Mosambik"}, {"MRT", "Mauritania"}, {"MSR", "Montserrat"},
    {"MTQ", "Martinique"}, {"MUS", "Mauritius"}, {"MWI", "Malawi"}, {"MYS", "Malaysia"}, {"MYT", "Mayotte"},
    {"NAM", "Namibia"}, {"NCL", "Ny-Caledonia"}, {"NER", "Niger"}, {"NFK", "Norfolkøya"},
    {"NGA", "Nigeria"}, {"NIC", "Nicaragua"}, {"NIU", "Niue"}, {"NLD", "Nederland"}, {"NOR", "Norge"},
    {"NPL", "Nepal"}, {"NRU", "Nauru"}, {"NZL", "New Zealand"}, {"OMN", "Oman"}, {"PAK", "Pakistan"},
    {"PAN", "Panama"}, {"PCN", "Pitcairnøyene"}, {"PER", "Peru"}, {"PHL", "Filippinene"}, {"PLW", "Palau"},
    {"PNG", "Papua Ny-Guinea"}, {"POL", "Polen"}, {"PRI", "Puerto Rico"}, {"PRK", "Nord-Korea"},
    {"PRT", "Portugal"}, {"PRY", "Paraguay"}, {"PSE", "Palestina"}, {"PYF", "Fransk Polynesia"},
    {"QAT", "Qatar"}, {"REU", "Réunion"}, {"ROU", "Romania"}, {"RUS", "Russland"}, {"RWA", "Rwanda"},
    {"SAU", "Saudi-Arabia"}, {"SDN", "Sudan"}, {"SEN", "Senegal"}, {"SGP", "Singapore"},
    {"SGS", "Sør-Georgia og Sør-Sandwichøyene"}, {"SHN", "St. Helena"}, {"SJM", "Svalbard og Jan Mayen"},
    {"SLB", "Salomonøyene"}, {"SLE", "Sierra Leone"}, {"SLV", "El Salvador"}, {"SMR", "San Marino"},
    {"SOM", "Somalia"}, {"SPM", "Saint-Pierre-et-Miquelon"}, {"SRB", "Serbia"}, {"SSD", "Sør-Sudan"},
    {"STP", "São Tomé og Príncipe"}, {"SUR", "Surinam"}, {"SVK", "Slovakia"}, {"SVN", "Slovenia"},
    {"SWE", "Sverige"}, {"SWZ", "Eswatini"}, {"SXM", "Sint Maarten"}, {"SYC", "Seychellene"},
    {"SYR", "Syria"}, {"TCA", "Turks- og Caicosøyene"}, {"TCD", "Tsjad"}, {"TGO", "Togo"},
    {"THA", "Thailand"}, {"TJK", "Tadsjikistan"}, {"TKL", "Tokelau"}, {"TKM", "Turkmenistan"},
    {"TLS", "Øst-Timor"}, {"TON", "Tonga"}, {"TTO", "Trinidad og Tobago"}, {"TUN", "Tunisia"},
    {"TUR", "Tyrkia"}, {"TUV", "Tuvalu"}, {"TWN", "Taiwan"}, {"TZA", "Tanzania"}, {"UGA", "Uganda"},
    {"UKR", "Ukraina"}, {"UMI", "USAs ytre øyer"}, {"URY", "Uruguay"}, {"USA", "USA"},
    {"UZB", "Usbekistan"}, {"VAT", "Vatikanstaten"}, {"VCT", "St. Vincent og Grenadinene"},
    {"VEN", "Venezuela"}, {"VGB", "De britiske jomfruøyene"}, {"VIR", "De amerikanske jomfruøyene"},
    {"VNM", "Vietnam"}, {"VUT", "Vanuatu"}, {"WLF", "Wallis og Futuna"}, {"WSM", "Samoa"},
    {"XXK", "Kosovo"}, {"XXX", "Statsløs"}, {"YEM", "Jemen"}, {"ZAF", "Sør-Afrika"}, {"ZMB", "Zambia"},
    {"ZWE", "Zimbabwe"},
};

static int compare(const void *code, const void *country)
{
    return strcmp(code, ((const struct country *)country)->code);
}

const char *country_name(const char *code)
{
    const struct country *found =
        bsearch(code, countries, sizeof countries / sizeof *countries, sizeof *countries, compare);

    return found ? found->name : NULL;
}
