noinst_LIBRARIES += libview.a
libview_a_SOURCES = \
	src/engine/view/control.c src/engine/view/drawing.h \
	src/engine/view/escape.c src/engine/view/escape.h src/engine/view/inside.h \
	src/engine/view/library.cc src/engine/view/library.h src/engine/view/load.c \
	src/engine/view/vocabulary.c src/engine/view/vocabulary.h src/engine/view/program.c \
	src/engine/view/qr.c src/engine/view/qr.h \
	src/engine/view/question.c src/engine/view/question.h src/engine/view/render.c \
	src/engine/view/rule.c src/engine/view/rule.h \
	src/engine/view/summary.c \
	src/engine/view/surroundings.c \
	src/engine/view/template.h src/engine/view/values.c src/engine/view/values.h \
	src/engine/view/worded.c src/engine/view/worded.h
EXTRA_DIST += src/engine/view/README.md

check_PROGRAMS += tests/unit/test_view_template tests/unit/test_view_question
tests_unit_test_view_template_SOURCES = tests/unit/test_view_template.c tests/unit/view_scene.h
tests_unit_test_view_template_LDADD = libview.a libbase.a $(CTEMPLATE_LIBS) $(CMOCKA_LIBS) -lstdc++
tests_unit_test_view_question_SOURCES = tests/unit/test_view_question.c tests/unit/answer_scene.h tests/unit/view_scene.h
tests_unit_test_view_question_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_view_question_LDADD = libview.a $(ANSWER_TEST_LIBS) $(CTEMPLATE_LIBS) -lstdc++
