noinst_LIBRARIES += libdomain.a
libdomain_a_SOURCES = \
	src/register/domain/audit/seal.c src/register/domain/audit/seal.h \
	src/register/domain/jobbsjansen/country.c src/register/domain/jobbsjansen/country.h \
	src/register/domain/jobbsjansen/annual_report.c src/register/domain/jobbsjansen/annual_report.h \
	src/register/domain/jobbsjansen/derive.c src/register/domain/jobbsjansen/derive.h \
	src/register/domain/jobbsjansen/fetched.c src/register/domain/jobbsjansen/fetched.h \
	src/register/domain/jobbsjansen/gate.c src/register/domain/jobbsjansen/gate.h \
	src/register/domain/jobbsjansen/lookup.c src/register/domain/jobbsjansen/lookup.h \
	src/register/domain/access/browser.c src/register/domain/access/browser.h \
	src/register/domain/access/code.c src/register/domain/access/code.h \
	src/register/domain/access/contact.c src/register/domain/access/contact.h \
	src/register/domain/access/grant.c src/register/domain/access/grant.h \
	src/register/domain/access/opaque.c src/register/domain/access/opaque.h \
	src/register/domain/access/pad.c src/register/domain/access/pad.h \
	src/register/domain/access/password.c src/register/domain/access/password.h \
	src/register/domain/access/id_token.c src/register/domain/access/id_token.h \
	src/register/domain/access/oidc.h \
	src/register/domain/demo/course.c src/register/domain/demo/course.h \
	src/register/domain/demo/demo.c src/register/domain/demo/demo.h \
	src/register/domain/demo/dice.c src/register/domain/demo/dice.h \
	src/register/domain/demo/end.c \
	src/register/domain/demo/introduksjon.c src/register/domain/demo/introduksjon.h \
	src/register/domain/demo/number.c src/register/domain/demo/number.h \
	src/register/domain/demo/pages.c src/register/domain/demo/pages.h \
	src/register/domain/demo/person.c src/register/domain/demo/person.h \
	src/register/domain/demo/place.c src/register/domain/demo/place.h \
	src/register/domain/demo/questions.c src/register/domain/demo/questions.h \
	src/register/domain/demo/tests.c src/register/domain/demo/tests.h \
	src/register/domain/mail/mail.c src/register/domain/mail/mail.h \
	src/register/domain/digits.c src/register/domain/digits.h \
	src/register/domain/person_id.c src/register/domain/person_id.h \
	src/register/domain/person_search.c src/register/domain/person_search.h \
	src/register/domain/introduksjon/deadline.c src/register/domain/introduksjon/deadline.h \
	src/register/domain/introduksjon/distribution.c src/register/domain/introduksjon/distribution.h \
	src/register/domain/introduksjon/duf.c src/register/domain/introduksjon/duf.h \
	src/register/domain/introduksjon/import_column.c src/register/domain/introduksjon/import_column.h \
	src/register/domain/introduksjon/import_line.c src/register/domain/introduksjon/import_line.h \
	src/register/domain/introduksjon/person.c src/register/domain/introduksjon/person.h \
	src/register/domain/introduksjon/rule_engine.c src/register/domain/introduksjon/rule_engine.h \
	src/register/domain/introduksjon/programme.c src/register/domain/introduksjon/programme.h \
	src/register/domain/introduksjon/law.h \
	src/register/domain/jobbsjansen/fodselsnummer.c src/register/domain/jobbsjansen/fodselsnummer.h \
	src/register/domain/jobbsjansen/names.c src/register/domain/jobbsjansen/names.h \
	src/register/domain/jobbsjansen/participant.c src/register/domain/jobbsjansen/participant.h \
	src/register/domain/jobbsjansen/programme.c src/register/domain/jobbsjansen/programme.h \
	src/register/domain/jobbsjansen/status.c src/register/domain/jobbsjansen/status.h
EXTRA_DIST += src/register/domain/README.md src/register/domain/access/README.md \
	src/register/domain/audit/README.md \
	src/register/domain/demo/README.md \
	src/register/domain/introduksjon/README.md \
	src/register/domain/jobbsjansen/README.md src/register/domain/mail/README.md

# Domain sees answer and crypto, and through them codebook and base.
DOMAIN_LIBS = libdomain.a libanswer.a libcodebook.a libcrypto_room.a libbase.a \
	$(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS)

check_PROGRAMS += tests/unit/test_domain_annual_report
tests_unit_test_domain_annual_report_SOURCES = tests/unit/test_domain_annual_report.c
tests_unit_test_domain_annual_report_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_browser
tests_unit_test_domain_browser_SOURCES = tests/unit/test_domain_browser.c
tests_unit_test_domain_browser_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_demo tests/unit/test_domain_fodselsnummer tests/unit/test_domain_status
tests_unit_test_domain_demo_SOURCES = tests/unit/test_domain_demo.c
tests_unit_test_domain_demo_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_domain_demo_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_unit_test_domain_fodselsnummer_SOURCES = tests/unit/test_domain_fodselsnummer.c
tests_unit_test_domain_fodselsnummer_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
tests_unit_test_domain_status_SOURCES = tests/unit/test_domain_status.c
tests_unit_test_domain_status_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_duf
tests_unit_test_domain_duf_SOURCES = tests/unit/test_domain_duf.c
tests_unit_test_domain_duf_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_person_id
tests_unit_test_domain_person_id_SOURCES = tests/unit/test_domain_person_id.c
tests_unit_test_domain_person_id_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_deadline
tests_unit_test_domain_deadline_SOURCES = tests/unit/test_domain_deadline.c
tests_unit_test_domain_deadline_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_programme
tests_unit_test_domain_programme_SOURCES = tests/unit/test_domain_programme.c
tests_unit_test_domain_programme_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_demo_introduksjon
tests_unit_test_domain_demo_introduksjon_SOURCES = tests/unit/test_domain_demo_introduksjon.c
tests_unit_test_domain_demo_introduksjon_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_domain_demo_introduksjon_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_import_line
tests_unit_test_domain_import_line_SOURCES = tests/unit/test_domain_import_line.c
tests_unit_test_domain_import_line_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_domain_import_line_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_rule_engine
tests_unit_test_domain_rule_engine_SOURCES = tests/unit/test_domain_rule_engine.c
tests_unit_test_domain_rule_engine_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_distribution
tests_unit_test_domain_distribution_SOURCES = tests/unit/test_domain_distribution.c
tests_unit_test_domain_distribution_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_derive
tests_unit_test_domain_derive_SOURCES = tests/unit/test_domain_derive.c tests/unit/answer_scene.h
tests_unit_test_domain_derive_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_domain_derive_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_lookup
tests_unit_test_domain_lookup_SOURCES = tests/unit/test_domain_lookup.c
tests_unit_test_domain_lookup_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_person_search
tests_unit_test_domain_person_search_SOURCES = tests/unit/test_domain_person_search.c
tests_unit_test_domain_person_search_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_seal
tests_unit_test_domain_seal_SOURCES = tests/unit/test_domain_seal.c
tests_unit_test_domain_seal_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_mail
tests_unit_test_domain_mail_SOURCES = tests/unit/test_domain_mail.c
tests_unit_test_domain_mail_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_domain_password
tests_unit_test_domain_password_SOURCES = tests/unit/test_domain_password.c
tests_unit_test_domain_password_LDADD = $(DOMAIN_LIBS) $(ZXCVBN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_contact
tests_unit_test_domain_contact_SOURCES = tests/unit/test_domain_contact.c
tests_unit_test_domain_contact_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_grant
tests_unit_test_domain_grant_SOURCES = tests/unit/test_domain_grant.c
tests_unit_test_domain_grant_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_domain_id_token
tests_unit_test_domain_id_token_SOURCES = tests/unit/test_domain_id_token.c
tests_unit_test_domain_id_token_LDADD = $(DOMAIN_LIBS) $(CMOCKA_LIBS)
