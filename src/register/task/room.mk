noinst_LIBRARIES += libtask.a
libtask_a_SOURCES = \
	src/register/task/audit_compare.c src/register/task/audit_compare.h \
	src/register/task/audit_finding.c src/register/task/audit_finding.h \
	src/register/task/audit_sealing.c src/register/task/audit_sealing.h \
	src/register/task/audit_verify.c src/register/task/audit_verify.h \
	src/register/task/housekeeping.c src/register/task/housekeeping.h \
	src/register/task/intro_demo.c src/register/task/intro_demo.h \
	src/register/task/intro_export.c src/register/task/intro_export.h \
	src/register/task/intro_import.c src/register/task/intro_import.h \
	src/register/task/intro_lines.c src/register/task/intro_lines.h \
	src/register/task/lookup.c src/register/task/lookup.h \
	src/register/task/mail.c src/register/task/mail.h \
	src/register/task/mail_text.c src/register/task/mail_text.h \
	src/register/task/oidc.c src/register/task/oidc.h \
	src/register/task/rule_engine.c src/register/task/rule_engine.h \
	src/register/task/rule_engine_round.c src/register/task/rule_engine_round.h
EXTRA_DIST += src/register/task/README.md
