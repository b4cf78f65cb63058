noinst_LIBRARIES += libview.a
libview_a_SOURCES = \
	src/engine/view/template.cc src/engine/view/template.h \
	src/engine/view/question.c src/engine/view/question.h \
	src/engine/view/summary.c \
	src/engine/view/control.c src/engine/view/drawing.h \
	src/engine/view/surroundings.c \
	src/engine/view/rule.c src/engine/view/rule.h
