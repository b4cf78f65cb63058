noinst_LIBRARIES += libsheet.a
libsheet_a_CPPFLAGS = $(AM_CPPFLAGS) $(ISAL_CFLAGS)
libsheet_a_SOURCES = \
	src/engine/sheet/cell.c src/engine/sheet/cell.h \
	src/engine/sheet/csv.c src/engine/sheet/csv.h \
	src/engine/sheet/csv_read.c src/engine/sheet/csv_read.h \
	src/engine/sheet/table.c src/engine/sheet/table.h \
	src/engine/sheet/workbook.c src/engine/sheet/workbook.h \
	src/engine/sheet/xlsx.c src/engine/sheet/xlsx.h \
	src/engine/sheet/xml.c src/engine/sheet/xml.h \
	src/engine/sheet/zip.c src/engine/sheet/zip.h
EXTRA_DIST += src/engine/sheet/README.md

check_PROGRAMS += tests/unit/test_sheet_csv tests/unit/test_sheet_csv_read tests/unit/test_sheet_xlsx
tests_unit_test_sheet_csv_SOURCES = tests/unit/test_sheet_csv.c
tests_unit_test_sheet_csv_LDADD = libsheet.a libbase.a $(CMOCKA_LIBS)
tests_unit_test_sheet_csv_read_SOURCES = tests/unit/test_sheet_csv_read.c
tests_unit_test_sheet_csv_read_LDADD = libsheet.a libbase.a $(CSV_LIBS) $(CMOCKA_LIBS)
tests_unit_test_sheet_xlsx_SOURCES = tests/unit/test_sheet_xlsx.c
tests_unit_test_sheet_xlsx_LDADD = libsheet.a libbase.a $(ISAL_LIBS) $(CMOCKA_LIBS)
