noinst_LIBRARIES += liboutside.a
liboutside_a_SOURCES = \
	src/register/outside/folkeregisteret.c src/register/outside/folkeregisteret.h \
	src/register/outside/http_client.c src/register/outside/http_client.h \
	src/register/outside/json_document.c src/register/outside/json_document.h \
	src/register/outside/oidc.c src/register/outside/oidc.h \
	src/register/outside/oidc_document.c src/register/outside/oidc_document.h \
	src/register/outside/mail_message.c src/register/outside/mail_message.h \
	src/register/outside/person_document.c src/register/outside/person_document.h \
	src/register/outside/smtp_client.c src/register/outside/smtp_client.h \
	src/register/outside/smtp_reply.c src/register/outside/smtp_reply.h
EXTRA_DIST += src/register/outside/README.md

check_PROGRAMS += tests/unit/test_outside_person_document
tests_unit_test_outside_person_document_SOURCES = tests/unit/test_outside_person_document.c
tests_unit_test_outside_person_document_LDADD = liboutside.a libdomain.a libanswer.a libcodebook.a libcrypto_room.a libbase.a \
	$(CURL_LIBS) $(JANSSON_LIBS) $(CJOSE_LIBS) $(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_outside_http_client
tests_unit_test_outside_http_client_SOURCES = tests/unit/test_outside_http_client.c
tests_unit_test_outside_http_client_LDADD = $(tests_unit_test_outside_person_document_LDADD)
check_PROGRAMS += tests/unit/test_outside_mail_message
tests_unit_test_outside_mail_message_SOURCES = tests/unit/test_outside_mail_message.c
tests_unit_test_outside_mail_message_LDADD = $(tests_unit_test_outside_person_document_LDADD)
check_PROGRAMS += tests/unit/test_outside_smtp_reply
tests_unit_test_outside_smtp_reply_SOURCES = tests/unit/test_outside_smtp_reply.c
tests_unit_test_outside_smtp_reply_LDADD = $(tests_unit_test_outside_person_document_LDADD)
