# Programs: what each is made of, in link order.
PROGRAM_LIBS = libpage.a libform.a liblist.a libcontext.a libstore.a libdomain.a libview.a libsheet.a libhttp.a \
	libdatabase.a libanswer.a libcodebook.a libcrypto_room.a libbase.a
PROGRAM_FOREIGN_LIBS = $(FCGI_LIBS) $(MARIADB_LIBS) $(LIBXML2_LIBS) $(CTEMPLATE_LIBS) \
	$(OPENSSL_LIBS) $(ARGON2_LIBS) $(ISAL_LIBS) $(QRENCODE_LIBS) $(ZXCVBN_LIBS)

sbin_PROGRAMS += jobbsjanse-worker
jobbsjanse_worker_SOURCES = \
	src/command/worker.c \
	src/command/generation.c src/command/generation.h \
	src/command/program_settings.c src/command/program_settings.h \
	src/command/secret.c src/command/secret.h
# The template shim is C++: the linker must be too.
nodist_EXTRA_jobbsjanse_worker_SOURCES = dummy.cc
jobbsjanse_worker_LDADD = $(PROGRAM_LIBS) $(PROGRAM_FOREIGN_LIBS)

bin_PROGRAMS += jobbsjanse
jobbsjanse_SOURCES = \
	src/command/jobbsjanse.c src/command/command.h \
	src/command/admin.c src/command/admin.h \
	src/command/command_audit.c \
	src/command/command_codebook.c \
	src/command/command_database.c \
	src/command/command_exchange.c \
	src/command/schema_task.c src/command/schema_task.h \
	src/command/command_demo.c src/command/command_demo.h \
	src/command/command_rule_engine.c \
	src/command/program_settings.c src/command/program_settings.h \
	src/command/secret.c src/command/secret.h
jobbsjanse_LDADD = libtask.a libstore.a libdomain.a libsheet.a libdatabase.a libanswer.a libcodebook.a libcrypto_room.a libbase.a \
	$(CSV_LIBS) $(MARIADB_LIBS) $(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS)

sbin_PROGRAMS += jobbsjanse-jobs
jobbsjanse_jobs_SOURCES = \
	src/command/jobs.c \
	src/command/daemon.c src/command/daemon.h \
	src/command/jobs_mail.c src/command/jobs_mail.h \
	src/command/program_settings.c src/command/program_settings.h \
	src/command/secret.c src/command/secret.h
jobbsjanse_jobs_LDADD = libtask.a liboutside.a libstore.a libhttp.a libdomain.a libdatabase.a libanswer.a libcodebook.a \
	libcrypto_room.a libbase.a $(CURL_LIBS) $(JANSSON_LIBS) $(CJOSE_LIBS) $(MARIADB_LIBS) $(LIBXML2_LIBS) $(OPENSSL_LIBS) $(ARGON2_LIBS)

sbin_PROGRAMS += jobbsjanse-logins
jobbsjanse_logins_SOURCES = \
	src/command/logins.c \
	src/command/daemon.c src/command/daemon.h \
	src/command/program_settings.c src/command/program_settings.h \
	src/command/secret.c src/command/secret.h
jobbsjanse_logins_LDADD = $(jobbsjanse_jobs_LDADD)

# A task from the queue to the tables needs the database, which the room of tasks does not see: so it is tested here.
check_PROGRAMS += tests/unit/test_task_lookup
tests_unit_test_task_lookup_SOURCES = tests/unit/test_task_lookup.c tests/unit/private_database.c \
	tests/unit/private_database.h
tests_unit_test_task_lookup_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_task_lookup_LDADD = $(jobbsjanse_jobs_LDADD) $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_task_rule_engine
tests_unit_test_task_rule_engine_SOURCES = tests/unit/test_task_rule_engine.c
tests_unit_test_task_rule_engine_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_task_rule_engine_LDADD = $(jobbsjanse_jobs_LDADD) $(CMOCKA_LIBS)

# The same goes for the seals.
check_PROGRAMS += tests/unit/test_task_audit
tests_unit_test_task_audit_SOURCES = tests/unit/test_task_audit.c tests/unit/private_database.c \
	tests/unit/private_database.h
tests_unit_test_task_audit_CPPFLAGS = $(CODEBOOK_TEST_CPPFLAGS)
tests_unit_test_task_audit_LDADD = $(jobbsjanse_jobs_LDADD) $(CMOCKA_LIBS)
