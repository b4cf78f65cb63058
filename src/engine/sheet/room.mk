noinst_LIBRARIES += libsheet.a
libsheet_a_SOURCES = src/engine/sheet/csv.c src/engine/sheet/csv.h
EXTRA_DIST += src/engine/sheet/README.md

check_PROGRAMS += tests/unit/test_sheet_csv
tests_unit_test_sheet_csv_SOURCES = tests/unit/test_sheet_csv.c
tests_unit_test_sheet_csv_LDADD = libsheet.a libbase.a $(CMOCKA_LIBS)
