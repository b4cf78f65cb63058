noinst_LIBRARIES += libform.a
libform_a_SOURCES = \
	src/register/page/form/check.c src/register/page/form/check.h \
	src/register/page/form/gone.c src/register/page/form/gone.h \
	src/register/page/form/once.c src/register/page/form/once.h \
	src/register/page/form/post.h \
	src/register/page/form/posted.c src/register/page/form/posted.h \
	src/register/page/form/sections.c src/register/page/form/sections.h \
	src/register/page/form/summary.c src/register/page/form/summary.h
EXTRA_DIST += src/register/page/form/README.md
