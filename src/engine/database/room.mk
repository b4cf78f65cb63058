noinst_LIBRARIES += libdatabase.a
libdatabase_a_SOURCES = \
	src/engine/database/connection.c src/engine/database/database.h \
	src/engine/database/reader.c \
	src/engine/database/statement.c src/engine/database/private.h \
	src/engine/database/stream.c
libdatabase_a_CFLAGS = $(AM_CFLAGS) $(MARIADB_CFLAGS)
EXTRA_DIST += src/engine/database/README.md

check_PROGRAMS += tests/unit/test_database
tests_unit_test_database_SOURCES = tests/unit/test_database.c tests/unit/private_database.c tests/unit/private_database.h
tests_unit_test_database_LDADD = libdatabase.a libbase.a $(MARIADB_LIBS) $(CMOCKA_LIBS)
