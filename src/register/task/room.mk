noinst_LIBRARIES += libtask.a
libtask_a_SOURCES = src/register/task/housekeeping.c src/register/task/housekeeping.h \
	src/register/task/lookup.c src/register/task/lookup.h \
	src/register/task/mail.c src/register/task/mail.h \
	src/register/task/mail_text.c src/register/task/mail_text.h
EXTRA_DIST += src/register/task/README.md
