/* Countries by the three letters that Folkeregisteret uses (variable 13). */
#ifndef REGISTER_DOMAIN_JOBBSJANSEN_COUNTRY_H
#define REGISTER_DOMAIN_JOBBSJANSEN_COUNTRY_H

/* "SOM" gives "Somalia"; NULL for a code that is not known. */
const char *country_name(const char *code);

#endif
