noinst_LIBRARIES += libanswer.a
libanswer_a_SOURCES = \
	src/engine/answer/answer.h \
	src/engine/answer/answers.c \
	src/engine/answer/changes.c \
	src/engine/answer/columns.c src/engine/answer/columns.h \
	src/engine/answer/gaps.c \
	src/engine/answer/judge.c \
	src/engine/answer/merge.c src/engine/answer/merge.h \
	src/engine/answer/parse.c \
	src/engine/answer/rules.c src/engine/answer/rules.h \
	src/engine/answer/show.c \
	src/engine/answer/texts.h
EXTRA_DIST += src/engine/answer/README.md

check_PROGRAMS += tests/unit/test_answer_parse tests/unit/test_answer_judge tests/unit/test_answer_columns \
	tests/unit/test_answer_decimal
ANSWER_TEST_LIBS = libanswer.a $(CODEBOOK_TEST_LIBS)
tests_unit_test_answer_parse_SOURCES = tests/unit/test_answer_parse.c tests/unit/answer_scene.h
tests_unit_test_answer_parse_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_answer_parse_LDADD = $(ANSWER_TEST_LIBS)
tests_unit_test_answer_judge_SOURCES = tests/unit/test_answer_judge.c tests/unit/answer_scene.h
tests_unit_test_answer_judge_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_answer_judge_LDADD = $(ANSWER_TEST_LIBS)
tests_unit_test_answer_decimal_SOURCES = tests/unit/test_answer_decimal.c tests/unit/answer_scene.h
tests_unit_test_answer_decimal_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_answer_decimal_LDADD = $(ANSWER_TEST_LIBS)
tests_unit_test_answer_columns_SOURCES = tests/unit/test_answer_columns.c tests/unit/answer_scene.h
tests_unit_test_answer_columns_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_answer_columns_LDADD = $(ANSWER_TEST_LIBS)

check_PROGRAMS += tests/unit/test_answer_merge
tests_unit_test_answer_merge_SOURCES = tests/unit/test_answer_merge.c tests/unit/answer_scene.h
tests_unit_test_answer_merge_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_answer_merge_LDADD = $(ANSWER_TEST_LIBS)
