noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/engine/base/arena.c src/engine/base/arena.h \
	src/engine/base/buffer.c src/engine/base/buffer.h \
	src/engine/base/clock.c src/engine/base/clock.h \
	src/engine/base/date.c src/engine/base/date.h \
	src/engine/base/decimal.c src/engine/base/decimal.h \
	src/engine/base/json.c src/engine/base/json.h src/engine/base/json_read.c src/engine/base/json_read.h \
	src/engine/base/log.c src/engine/base/log.h \
	src/engine/base/problem.c src/engine/base/problem.h \
	src/engine/base/settings.c src/engine/base/settings.h \
	src/engine/base/text.c src/engine/base/text.h \
	src/engine/base/words.c src/engine/base/words.h
EXTRA_DIST += src/engine/base/README.md

check_PROGRAMS += tests/unit/test_base_arena tests/unit/test_base_date tests/unit/test_base_decimal tests/unit/test_base_json tests/unit/test_base_settings \
	tests/unit/test_base_text tests/unit/test_base_words
tests_unit_test_base_arena_SOURCES = tests/unit/test_base_arena.c
tests_unit_test_base_arena_LDADD = libbase.a $(CMOCKA_LIBS)
tests_unit_test_base_date_SOURCES = tests/unit/test_base_date.c
tests_unit_test_base_date_LDADD = libbase.a $(CMOCKA_LIBS)
tests_unit_test_base_decimal_SOURCES = tests/unit/test_base_decimal.c
tests_unit_test_base_decimal_LDADD = libbase.a $(CMOCKA_LIBS)
tests_unit_test_base_json_SOURCES = tests/unit/test_base_json.c
tests_unit_test_base_json_LDADD = libbase.a $(CMOCKA_LIBS)
tests_unit_test_base_settings_SOURCES = tests/unit/test_base_settings.c
tests_unit_test_base_settings_LDADD = libbase.a $(CMOCKA_LIBS)
tests_unit_test_base_text_SOURCES = tests/unit/test_base_text.c
tests_unit_test_base_text_LDADD = libbase.a $(CMOCKA_LIBS)
tests_unit_test_base_words_SOURCES = tests/unit/test_base_words.c
tests_unit_test_base_words_LDADD = libbase.a $(CMOCKA_LIBS)
