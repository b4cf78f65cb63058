noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = \
	src/register/domain/jobbsjansen/derive.c src/register/domain/jobbsjansen/derive.h \
	src/register/domain/access/grant.c src/register/domain/access/grant.h \
	src/register/domain/jobbsjansen/fodselsnummer.c src/register/domain/jobbsjansen/fodselsnummer.h \
	src/register/domain/jobbsjansen/names.c src/register/domain/jobbsjansen/names.h \
	src/register/domain/jobbsjansen/participant.c src/register/domain/jobbsjansen/participant.h \
	src/register/domain/jobbsjansen/person_id.c src/register/domain/jobbsjansen/person_id.h \
	src/register/domain/jobbsjansen/programme.c src/register/domain/jobbsjansen/programme.h \
	src/register/domain/jobbsjansen/status.c src/register/domain/jobbsjansen/status.h
EXTRA_DIST += src/register/domain/README.md src/register/domain/access/README.md \
	src/register/domain/jobbsjansen/README.md

# Domain sees answer and crypto, and through them codebook and base.
DOMAIN_LIBS = libdomain.a libanswer.a libcodebook.a libcrypto_room.a libbase.a \
	$(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS)

check_PROGRAMS += tests/unit/test_domain_fodselsnummer tests/unit/test_domain_status
tests_unit_test_domain_fodselsnummer_SOURCES = tests/unit/test_domain_fodselsnummer.c
tests_unit_test_domain_fodselsnummer_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_unit_test_domain_status_SOURCES = tests/unit/test_domain_status.c
tests_unit_test_domain_status_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
