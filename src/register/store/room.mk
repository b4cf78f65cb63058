noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	src/register/store/access_event.c src/register/store/access_event.h \
	src/register/store/access_report.c src/register/store/access_report.h \
	src/register/store/account.c src/register/store/account.h \
	src/register/store/activity.c src/register/store/activity.h \
	src/register/store/audit_check.c src/register/store/audit_check.h \
	src/register/store/audit_log.c src/register/store/audit_log.h \
	src/register/store/audit_seal.c src/register/store/audit_seal.h \
	src/register/store/audit_trigger.c src/register/store/audit_trigger.h \
	src/register/store/branch.c src/register/store/branch.h \
	src/register/store/bulk.c src/register/store/bulk.h \
	src/register/store/codebook_list.c src/register/store/codebook_list.h \
	src/register/store/confirmation.c src/register/store/confirmation.h \
	src/register/store/deleted.c src/register/store/deleted.h \
	src/register/store/demo_invitations.c src/register/store/demo_held.c src/register/store/demo_load.c src/register/store/demo_load.h \
	src/register/store/demo_users.c \
	src/register/store/factor.c src/register/store/factor.h \
	src/register/store/housekeeping.c src/register/store/housekeeping.h \
	src/register/store/intro_engine.c src/register/store/intro_engine.h \
	src/register/store/intro_export.c src/register/store/intro_export.h \
	src/register/store/intro_import.c src/register/store/intro_import.h src/register/store/intro_import_work.h \
	src/register/store/intro_import_apply.c src/register/store/intro_import_settle.c \
	src/register/store/logged_table.c src/register/store/logged_table.h \
	src/register/store/intro_branch.c src/register/store/intro_branch.h \
	src/register/store/intro_list.c src/register/store/intro_list.h \
	src/register/store/intro_report.c src/register/store/intro_report.h \
	src/register/store/intro_report_order.c src/register/store/intro_report_order.h \
	src/register/store/intro_person.c src/register/store/intro_person.h \
	src/register/store/intro_summary.c src/register/store/intro_summary.h \
	src/register/store/invitation.c src/register/store/invitation.h \
	src/register/store/lookup.c src/register/store/lookup.h \
	src/register/store/mail.c src/register/store/mail.h \
	src/register/store/migrate.c src/register/store/migrate.h src/register/store/migrate_work.h \
	src/register/store/migrate_account.c src/register/store/migrate_choices.c \
	src/register/store/migrate_codebook.c src/register/store/migrate_codebook.h src/register/store/migrate_gap.c \
	src/register/store/migrate_holders.c src/register/store/migrate_holders.h \
	src/register/store/migrate_impact.c src/register/store/migrate_place.c \
	src/register/store/migrate_step.c src/register/store/migrate_table.c \
	src/register/store/migrate_tally.c src/register/store/migrate_trigger.c \
	src/register/store/opened.c src/register/store/opened.h \
	src/register/store/oidc.c src/register/store/oidc.h \
	src/register/store/order.c src/register/store/order.h \
	src/register/store/overview.c src/register/store/overview.h \
	src/register/store/overview_row.c src/register/store/overview_row.h \
	src/register/store/overview_stream.c \
	src/register/store/participant.c src/register/store/participant.h \
	src/register/store/participant_load.c src/register/store/participant_set.h \
	src/register/store/password.c src/register/store/password.h \
	src/register/store/people.c src/register/store/people.h src/register/store/people_row.h \
	src/register/store/place.c src/register/store/place.h \
	src/register/store/quality.c src/register/store/quality.h \
	src/register/store/receipt.c src/register/store/receipt.h \
	src/register/store/report.c src/register/store/report.h \
	src/register/store/schema_fill.c src/register/store/schema_fill.h \
	src/register/store/schema_gap.c src/register/store/schema_gap.h \
	src/register/store/schema_intro.c src/register/store/schema_intro.h \
	src/register/store/schema_table.c src/register/store/schema_table.h \
	src/register/store/scopes.c src/register/store/scopes.h \
	src/register/store/search.c src/register/store/search.h \
	src/register/store/search_condition.c src/register/store/search_condition.h \
	src/register/store/sentence.c src/register/store/sentence.h \
	src/register/store/session.c src/register/store/session.h \
	src/register/store/sql_text.c src/register/store/sql_text.h \
	src/register/store/totals.c src/register/store/totals.h \
	src/register/store/tests_stream.c src/register/store/stream.c src/register/store/stream.h \
	src/register/store/store.c src/register/store/store.h \
	src/register/store/trigger.h src/register/store/trigger_follow.c src/register/store/trigger_guard.c \
	src/register/store/trigger_log.c
EXTRA_DIST += src/register/store/README.md

check_PROGRAMS += tests/unit/test_store_sql_text tests/unit/test_store_migrate tests/unit/test_store_demo \
	tests/unit/test_store_gap tests/unit/test_store_schema_intro
tests_unit_test_store_schema_intro_SOURCES = tests/unit/test_store_schema_intro.c
tests_unit_test_store_schema_intro_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_store_schema_intro_LDADD = $(tests_unit_test_store_migrate_LDADD)
tests_unit_test_store_sql_text_SOURCES = tests/unit/test_store_sql_text.c
tests_unit_test_store_sql_text_LDADD = libstore.a libbase.a $(CMOCKA_LIBS)
tests_unit_test_store_migrate_SOURCES = tests/unit/test_store_migrate.c tests/unit/private_database.c \
	tests/unit/private_database.h
tests_unit_test_store_migrate_LDADD = libstore.a libdomain.a libdatabase.a libanswer.a libcodebook.a libcrypto_room.a \
	libbase.a $(MARIADB_LIBS) $(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS) $(CMOCKA_LIBS)
tests_unit_test_store_demo_SOURCES = tests/unit/test_store_demo.c tests/unit/private_database.c \
	tests/unit/private_database.h
tests_unit_test_store_demo_LDADD = $(tests_unit_test_store_migrate_LDADD)
tests_unit_test_store_gap_SOURCES = tests/unit/test_store_gap.c tests/unit/private_database.c \
	tests/unit/private_database.h
tests_unit_test_store_gap_LDADD = $(tests_unit_test_store_migrate_LDADD)
