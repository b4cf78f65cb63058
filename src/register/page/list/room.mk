noinst_LIBRARIES += liblist.a
liblist_a_SOURCES = \
	src/register/page/list/address.c src/register/page/list/address.h \
	src/register/page/list/chips.c src/register/page/list/chips.h \
	src/register/page/list/choice.c src/register/page/list/choice.h \
	src/register/page/list/empty.c src/register/page/list/empty.h \
	src/register/page/list/heading.c src/register/page/list/heading.h \
	src/register/page/list/kept.c src/register/page/list/kept.h \
	src/register/page/list/offer.c src/register/page/list/offer.h \
	src/register/page/list/pager.c src/register/page/list/pager.h \
	src/register/page/list/place.c src/register/page/list/place.h \
	src/register/page/list/read.c \
	src/register/page/list/search.c src/register/page/list/search.h \
	src/register/page/list/shape.h
EXTRA_DIST += src/register/page/list/README.md

check_PROGRAMS += tests/unit/test_list_address
tests_unit_test_list_address_SOURCES = tests/unit/test_list_address.c
tests_unit_test_list_address_LDADD = liblist.a libbase.a $(CMOCKA_LIBS)
