noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	src/register/store/branch.c src/register/store/branch.h \
	src/register/store/overview.c src/register/store/overview.h \
	src/register/store/overview_row.c src/register/store/overview_row.h \
	src/register/store/overview_stream.c \
	src/register/store/participant.c src/register/store/participant.h \
	src/register/store/participant_load.c \
	src/register/store/place.c src/register/store/place.h \
	src/register/store/session.c src/register/store/session.h \
	src/register/store/store.c src/register/store/store.h
EXTRA_DIST += src/register/store/README.md
