noinst_LIBRARIES += libhttp.a
libhttp_a_SOURCES = \
	src/engine/http/courtesy.c src/engine/http/courtesy.h \
	src/engine/http/crew.c src/engine/http/crew.h \
	src/engine/http/fields.c src/engine/http/fields.h \
	src/engine/http/head.c src/engine/http/head.h \
	src/engine/http/listener.c src/engine/http/listener.h \
	src/engine/http/master.c src/engine/http/server.h \
	src/engine/http/notify.c src/engine/http/notify.h \
	src/engine/http/outflow.c src/engine/http/outflow.h \
	src/engine/http/path.c src/engine/http/path.h \
	src/engine/http/percent.c src/engine/http/percent.h \
	src/engine/http/progress.c src/engine/http/progress.h \
	src/engine/http/reading.c src/engine/http/reading.h src/engine/http/request.h \
	src/engine/http/response.c src/engine/http/response.h src/engine/http/reply.h \
	src/engine/http/scoreboard.c src/engine/http/scoreboard.h \
	src/engine/http/worker.c src/engine/http/worker.h
EXTRA_DIST += src/engine/http/README.md

check_PROGRAMS += tests/unit/test_http_fields tests/unit/test_http_reading tests/unit/test_http_head
tests_unit_test_http_fields_SOURCES = tests/unit/test_http_fields.c
tests_unit_test_http_fields_LDADD = libhttp.a libbase.a $(CMOCKA_LIBS)
tests_unit_test_http_reading_SOURCES = tests/unit/test_http_reading.c
tests_unit_test_http_reading_LDADD = libhttp.a libbase.a $(CMOCKA_LIBS)
tests_unit_test_http_head_SOURCES = tests/unit/test_http_head.c
tests_unit_test_http_head_LDADD = libhttp.a libbase.a $(CMOCKA_LIBS)

# The small server that tests/http/server drives; those tests have it built.
EXTRA_PROGRAMS += tests/http/server/echo
CLEANFILES += tests/http/server/echo
tests_http_server_echo_SOURCES = tests/http/server/echo.c
tests_http_server_echo_LDADD = libhttp.a libbase.a $(FCGI_LIBS)
