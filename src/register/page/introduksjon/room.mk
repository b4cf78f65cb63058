# The handlers are part of the pages: routes.c names them.
libpage_a_SOURCES += \
	src/register/page/introduksjon/desk.c src/register/page/introduksjon/desk.h \
	src/register/page/introduksjon/desk_list.c \
	src/register/page/introduksjon/places.c \
	src/register/page/introduksjon/standing.c src/register/page/introduksjon/standing.h \
	src/register/page/introduksjon/hint.c src/register/page/introduksjon/hint.h \
	src/register/page/introduksjon/message.c src/register/page/introduksjon/message.h \
	src/register/page/introduksjon/person.c \
	src/register/page/introduksjon/person_open.c src/register/page/introduksjon/person_open.h \
	src/register/page/introduksjon/reopen.c \
	src/register/page/introduksjon/row.c \
	src/register/page/introduksjon/row_card.c src/register/page/introduksjon/row_card.h \
	src/register/page/introduksjon/row_delete.c \
	src/register/page/introduksjon/row_draw.c \
	src/register/page/introduksjon/row_form.c src/register/page/introduksjon/row_form.h \
	src/register/page/introduksjon/code.c src/register/page/introduksjon/code.h \
	src/register/page/introduksjon/persons.c \
	src/register/page/introduksjon/persons_selection.c src/register/page/introduksjon/persons_selection.h
libpage_a_SOURCES += \
	src/register/page/introduksjon/report.c \
	src/register/page/introduksjon/report_chart.c src/register/page/introduksjon/report_chart.h \
	src/register/page/introduksjon/report_column.c src/register/page/introduksjon/report_column.h \
	src/register/page/introduksjon/report_file.c \
	src/register/page/introduksjon/report_filter.c src/register/page/introduksjon/report_filter.h \
	src/register/page/introduksjon/report_panel.c src/register/page/introduksjon/report_panel.h \
	src/register/page/introduksjon/report_selection.c src/register/page/introduksjon/report_selection.h \
	src/register/page/introduksjon/report_words.c src/register/page/introduksjon/report_words.h
EXTRA_DIST += src/register/page/introduksjon/README.md
