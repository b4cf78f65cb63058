noinst_LIBRARIES += libcodebook.a
libcodebook_a_SOURCES = \
	src/engine/codebook/check.c src/engine/codebook/check.h \
	src/engine/codebook/check_rule.c \
	src/engine/codebook/check_variable.c \
	src/engine/codebook/codebook.c src/engine/codebook/codebook.h \
	src/engine/codebook/compare.c src/engine/codebook/compare.h \
	src/engine/codebook/draft.c src/engine/codebook/draft.h \
	src/engine/codebook/lint.c src/engine/codebook/lint.h \
	src/engine/codebook/lint_rule.c src/engine/codebook/lint_wording.c src/engine/codebook/lint_work.h \
	src/engine/codebook/load.c \
	src/engine/codebook/names.c \
	src/engine/codebook/read.c src/engine/codebook/read.h \
	src/engine/codebook/read_rule.c \
	src/engine/codebook/read_variable.c \
	src/engine/codebook/read_class.c \
	src/engine/codebook/read_wording.c \
	src/engine/codebook/wording.c src/engine/codebook/wording.h \
	src/engine/codebook/xml.c src/engine/codebook/xml.h
libcodebook_a_CPPFLAGS = $(AM_CPPFLAGS) $(LIBXML2_CFLAGS)
EXTRA_DIST += src/engine/codebook/README.md

check_PROGRAMS += tests/unit/test_codebook tests/unit/test_codebook_lint tests/unit/test_codebook_refuse \
	tests/unit/test_codebook_class tests/unit/test_codebook_introduction \
	tests/unit/test_codebook_wording
CODEBOOK_TEST_LIBS = libcodebook.a libcrypto_room.a libbase.a $(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS) \
	$(CMOCKA_LIBS)
CODEBOOK_TEST_CPPFLAGS = $(AM_CPPFLAGS) -DTEST_SOURCE_DIR='"$(abs_top_srcdir)"'
tests_unit_test_codebook_SOURCES = tests/unit/test_codebook.c
tests_unit_test_codebook_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_codebook_LDADD = $(CODEBOOK_TEST_LIBS)
tests_unit_test_codebook_refuse_SOURCES = tests/unit/test_codebook_refuse.c
tests_unit_test_codebook_refuse_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_codebook_refuse_LDADD = $(CODEBOOK_TEST_LIBS)
tests_unit_test_codebook_class_SOURCES = tests/unit/test_codebook_class.c
tests_unit_test_codebook_class_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_codebook_class_LDADD = $(CODEBOOK_TEST_LIBS)
tests_unit_test_codebook_introduction_SOURCES = tests/unit/test_codebook_introduction.c
tests_unit_test_codebook_introduction_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_codebook_introduction_LDADD = $(CODEBOOK_TEST_LIBS)
tests_unit_test_codebook_wording_SOURCES = tests/unit/test_codebook_wording.c
tests_unit_test_codebook_wording_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_codebook_wording_LDADD = $(CODEBOOK_TEST_LIBS)
tests_unit_test_codebook_lint_SOURCES = tests/unit/test_codebook_lint.c
tests_unit_test_codebook_lint_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_codebook_lint_LDADD = $(CODEBOOK_TEST_LIBS)
