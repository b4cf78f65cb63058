noinst_LIBRARIES += libpage.a
libpage_a_SOURCES = \
	src/register/page/access_report/acts.c src/register/page/access_report/acts.h \
	src/register/page/access_report/deleted.c \
	src/register/page/access_report/file.c \
	src/register/page/access_report/held.c src/register/page/access_report/held.h \
	src/register/page/access_report/opened.h \
	src/register/page/access_report/person_form.c src/register/page/access_report/person_form.h \
	src/register/page/access_report/report.c \
	src/register/page/access_report/restore.c \
	src/register/page/access_report/stored.c src/register/page/access_report/stored.h \
	src/register/page/account/factor_code.c src/register/page/account/factor.h \
	src/register/page/account/factor_enrol.c \
	src/register/page/account/factor_own.c \
	src/register/page/account/password.c \
	src/register/page/account/reset.c \
	src/register/page/account/recovery.c src/register/page/account/recovery.h \
	src/register/page/account/me.c \
	src/register/page/account/invitation.c \
	src/register/page/account/me_session.c \
	src/register/page/account/user.c \
	src/register/page/account/user_app.c \
	src/register/page/account/user_end.c \
	src/register/page/account/user_grant.c \
	src/register/page/account/user_open.c src/register/page/account/user_open.h \
	src/register/page/account/users.c \
	src/register/page/account/users_form.c src/register/page/account/users_form.h \
	src/register/page/account/users_form_fill.c \
	src/register/page/account/users_invite.c \
	src/register/page/account/users_table.c src/register/page/account/users_table.h \
	src/register/page/account/users_words.c src/register/page/account/users_words.h \
	src/register/page/account/oidc.c src/register/page/account/oidc.h \
	src/register/page/account/oidc_answer.c \
	src/register/page/account/oidc_identity.c \
	src/register/page/account/oidc_start.c \
	src/register/page/account/oidc_tie.c \
	src/register/page/codebook/browse.c \
	src/register/page/codebook/chosen.c src/register/page/codebook/chosen.h \
	src/register/page/codebook/codes.c src/register/page/codebook/codes.h \
	src/register/page/codebook/dictionary.c src/register/page/codebook/dictionary.h \
	src/register/page/codebook/file.c src/register/page/codebook/file.h \
	src/register/page/codebook/schema.c \
	src/register/page/codebook/search.c src/register/page/codebook/search.h \
	src/register/page/codebook/words.c src/register/page/codebook/words.h \
	src/register/page/download/download.c src/register/page/download/download.h \
	src/register/page/download/options.c src/register/page/download/options.h \
	src/register/page/download/receipt.c src/register/page/download/receipt.h \
	src/register/page/download/receipt_page.c src/register/page/download/receipt_page.h \
	src/register/page/download/register.c src/register/page/download/register.h \
	src/register/page/download/under_way.c src/register/page/download/under_way.h \
	src/register/page/entry/carry.c src/register/page/entry/carry.h \
	src/register/page/entry/front.c \
	src/register/page/entry/health.c \
	src/register/page/entry/inside.c src/register/page/entry/inside.h \
	src/register/page/entry/login.c \
	src/register/page/entry/inside.c src/register/page/entry/inside.h \
	src/register/page/error.c src/register/page/error.h \
	src/register/page/frame.c src/register/page/frame.h \
	src/register/page/help/help.c \
	src/register/page/help/topics.c src/register/page/help/topics.h \
	src/register/page/language.c src/register/page/language.h \
	src/register/page/pages.h \
	src/register/page/log/activity.c src/register/page/log/activity_file.c \
	src/register/page/log/activity_details.c src/register/page/log/activity_details.h \
	src/register/page/log/activity_filter.c src/register/page/log/activity_filter.h \
	src/register/page/log/activity_time.c src/register/page/log/activity_time.h \
	src/register/page/log/activity_words.c src/register/page/log/activity_words.h \
	src/register/page/participant/annual.c src/register/page/participant/annual.h \
	src/register/page/participant/choices.c src/register/page/participant/choices.h \
	src/register/page/participant/confirm.c \
	src/register/page/participant/confirmed.c \
	src/register/page/participant/data.c src/register/page/participant/data.h \
	src/register/page/participant/decide.c \
	src/register/page/participant/delete.c \
	src/register/page/participant/discharge.c \
	src/register/page/participant/edit.c \
	src/register/page/participant/field.c \
	src/register/page/participant/filled.c src/register/page/participant/filled.h \
	src/register/page/participant/form.c src/register/page/participant/form.h \
	src/register/page/participant/identity.c \
	src/register/page/participant/name.c \
	src/register/page/participant/name_panel.c src/register/page/participant/name_panel.h \
	src/register/page/participant/list.c src/register/page/participant/list.h \
	src/register/page/participant/naming.c src/register/page/participant/naming.h \
	src/register/page/participant/new.c \
	src/register/page/participant/notice.c src/register/page/participant/notice.h \
	src/register/page/participant/open.c src/register/page/participant/open.h \
	src/register/page/participant/review.c src/register/page/participant/review.h \
	src/register/page/participant/run.c \
	src/register/page/participant/save.c src/register/page/participant/save.h \
	src/register/page/participant/side_card.c src/register/page/participant/side_card.h \
	src/register/page/participant/steps.c src/register/page/participant/steps.h \
	src/register/page/participant/summary.c src/register/page/participant/summary.h \
	src/register/page/participant/twice.c src/register/page/participant/twice.h \
	src/register/page/participant/world.c src/register/page/participant/world.h \
	src/register/page/participants/answer_sheet.c src/register/page/participants/answer_sheet.h \
	src/register/page/participants/download_dataset.c \
	src/register/page/participants/download_overview.c \
	src/register/page/participants/empty.c src/register/page/participants/empty.h \
	src/register/page/participants/filter.c src/register/page/participants/filter.h \
	src/register/page/participants/lacks.c src/register/page/participants/lacks.h \
	src/register/page/participants/overview.c \
	src/register/page/participants/places.c src/register/page/participants/places.h \
	src/register/page/participants/reminder.c src/register/page/participants/reminder.h \
	src/register/page/participants/panel.c src/register/page/participants/panel.h \
	src/register/page/participants/row.c src/register/page/participants/row.h \
	src/register/page/participants/search.c \
	src/register/page/participants/selection_columns.c src/register/page/participants/selection_columns.h \
	src/register/page/participants/selection_download.c src/register/page/participants/selection_download.h \
	src/register/page/participants/selection.c src/register/page/participants/selection.h \
	src/register/page/quality/doubles.c \
	src/register/page/registers.c src/register/page/registers.h \
	src/register/page/reporting/dates.c src/register/page/reporting/dates.h \
	src/register/page/reporting/progress.c src/register/page/reporting/progress.h \
	src/register/page/reporting/reporting.c \
	src/register/page/routes.c src/register/page/routes.h \
	src/register/page/search/search.c src/register/page/search/search.h \
	src/register/page/serve.c src/register/page/serve.h \
	src/register/page/show.c src/register/page/show.h \
	src/register/page/site.h \
	src/register/page/visit.c src/register/page/visit.h
EXTRA_DIST += src/register/page/README.md
