noinst_LIBRARIES += libcontext.a
libcontext_a_SOURCES = src/register/context/context.c src/register/context/context.h
EXTRA_DIST += src/register/context/README.md
