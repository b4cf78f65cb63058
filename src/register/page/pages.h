/* The handlers that routes.c knows, a file per screen or download. */
#ifndef REGISTER_PAGE_PAGES_H
#define REGISTER_PAGE_PAGES_H

#include "register/page/visit.h"

enum outcome page_front(struct visit *visit);
enum outcome page_health(struct visit *visit);
enum outcome page_ready(struct visit *visit);
enum outcome page_accessibility(struct visit *visit);

enum outcome page_help(struct visit *visit);
enum outcome page_help_topic(struct visit *visit);

enum outcome page_codebook(struct visit *visit);
enum outcome page_codebook_csv(struct visit *visit);
enum outcome page_codebook_json(struct visit *visit);

enum outcome page_login_form(struct visit *visit);
enum outcome page_login(struct visit *visit);
/* A post that found the session over: the login, with what was typed (P6). */
enum outcome page_login_carrying(struct visit *visit);
enum outcome page_login_forged(struct visit *visit);
/* The half session was over when the code came. */
enum outcome page_login_again(struct visit *visit);
enum outcome page_factor_code_form(struct visit *visit);
enum outcome page_factor_code(struct visit *visit);
enum outcome page_factor_code_forged(struct visit *visit);
enum outcome page_factor_enrol_form(struct visit *visit);
enum outcome page_factor_enrol(struct visit *visit);
enum outcome page_factor_enrol_forged(struct visit *visit);
enum outcome page_factor_own_form(struct visit *visit);
enum outcome page_factor_own(struct visit *visit);
enum outcome page_reset_form(struct visit *visit);
enum outcome page_reset_ask(struct visit *visit);
enum outcome page_reset_link(struct visit *visit);
enum outcome page_reset_choose(struct visit *visit);
enum outcome page_password_form(struct visit *visit);
enum outcome page_password(struct visit *visit);
enum outcome page_logout(struct visit *visit);

enum outcome page_me(struct visit *visit);
enum outcome page_me_end(struct visit *visit);
enum outcome page_oidc_start(struct visit *visit);
enum outcome page_oidc_tie(struct visit *visit);
enum outcome page_oidc_answer(struct visit *visit);
enum outcome page_oidc_untie(struct visit *visit);
enum outcome page_me_session(struct visit *visit);

enum outcome page_users(struct visit *visit);
enum outcome page_users_invite_form(struct visit *visit);
enum outcome page_users_invite(struct visit *visit);
enum outcome page_users_invite_forged(struct visit *visit);
enum outcome page_users_invitation(struct visit *visit);
enum outcome page_user(struct visit *visit);
enum outcome page_user_change(struct visit *visit);
enum outcome page_user_change_forged(struct visit *visit);
enum outcome page_user_grant_form(struct visit *visit);
enum outcome page_user_grant(struct visit *visit);
enum outcome page_user_grant_forged(struct visit *visit);
enum outcome page_user_dates_form(struct visit *visit);
enum outcome page_user_dates(struct visit *visit);
enum outcome page_user_dates_forged(struct visit *visit);
enum outcome page_user_app_form(struct visit *visit);
enum outcome page_user_app(struct visit *visit);
enum outcome page_user_end_form(struct visit *visit);
enum outcome page_user_end(struct visit *visit);
enum outcome page_invitation(struct visit *visit);
enum outcome page_invitation_accept(struct visit *visit);
enum outcome page_invitation_forged(struct visit *visit);

enum outcome page_overview(struct visit *visit);
enum outcome page_search_form(struct visit *visit);
enum outcome page_search(struct visit *visit);
enum outcome page_search_forged(struct visit *visit);

/* The introduction programme */
enum outcome page_intro_persons(struct visit *visit);
enum outcome page_intro_persons_search(struct visit *visit);
enum outcome page_intro_persons_search_forged(struct visit *visit);

enum outcome page_download_overview(struct visit *visit);
enum outcome page_download_dataset(struct visit *visit);
enum outcome page_download_tests(struct visit *visit);
enum outcome page_receipts(struct visit *visit);
enum outcome page_downloads_under_way(struct visit *visit);
enum outcome page_download_stop(struct visit *visit);
enum outcome page_receipt(struct visit *visit);

enum outcome page_quality(struct visit *visit);

enum outcome page_participant_new(struct visit *visit);
enum outcome page_participant_create(struct visit *visit);
enum outcome page_participant_create_forged(struct visit *visit);
enum outcome page_participant_form(struct visit *visit);
enum outcome page_participant_save(struct visit *visit);
enum outcome page_participant_save_forged(struct visit *visit);
enum outcome page_participant_field(struct visit *visit);
enum outcome page_name_parts(struct visit *visit);
enum outcome page_name_ask(struct visit *visit);
enum outcome page_identity_form(struct visit *visit);
enum outcome page_identity_confirm(struct visit *visit);
enum outcome page_identity_confirm_forged(struct visit *visit);
enum outcome page_participant_data(struct visit *visit);
enum outcome page_participant_confirmed(struct visit *visit);
enum outcome page_participant_confirm(struct visit *visit);
enum outcome page_participant_discharge_form(struct visit *visit);
enum outcome page_participant_discharge(struct visit *visit);
enum outcome page_participant_delete_form(struct visit *visit);
enum outcome page_participant_delete(struct visit *visit);

enum outcome page_activity(struct visit *visit);
enum outcome page_activity_search(struct visit *visit);
enum outcome page_activity_search_forged(struct visit *visit);
enum outcome page_activity_file(struct visit *visit);

enum outcome page_access_report_form(struct visit *visit);
enum outcome page_access_report_ask(struct visit *visit);
enum outcome page_access_report_ask_forged(struct visit *visit);
enum outcome page_access_report(struct visit *visit);
enum outcome page_access_report_stored(struct visit *visit);
enum outcome page_access_report_acts(struct visit *visit);
enum outcome page_deleted(struct visit *visit);
enum outcome page_deleted_search(struct visit *visit);
enum outcome page_deleted_search_forged(struct visit *visit);
enum outcome page_restore_form(struct visit *visit);
enum outcome page_restore(struct visit *visit);

enum outcome page_intro_desk(struct visit *visit);
enum outcome page_intro_places(struct visit *visit);

enum outcome page_reporting(struct visit *visit);
enum outcome page_reporting_set(struct visit *visit);

enum outcome page_intro_person(struct visit *visit);
enum outcome page_intro_row_form(struct visit *visit);
enum outcome page_intro_row(struct visit *visit);
enum outcome page_intro_row_forged(struct visit *visit);
enum outcome page_intro_row_delete_form(struct visit *visit);
enum outcome page_intro_row_delete(struct visit *visit);
enum outcome page_intro_reopen_form(struct visit *visit);
enum outcome page_intro_reopen(struct visit *visit);
enum outcome page_intro_reopen_forged(struct visit *visit);
enum outcome page_intro_report(struct visit *visit);
enum outcome page_intro_report_search(struct visit *visit);
enum outcome page_intro_report_search_forged(struct visit *visit);
enum outcome page_intro_report_file(struct visit *visit);

#endif
