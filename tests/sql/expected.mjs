// What the suites expect, kept apart from the database's own lists: a view, procedure or demo user that has no row here
// fails the suites.

// Views of rows that a scope decides: the table behind, and the kind of scope rows it serves.
export const SCOPED_VIEWS = {
  participant_all: { table: 'participant', kind: 'all' },
  participant_municipality: { table: 'participant', kind: 'municipality' },
  participant_district: { table: 'participant', kind: 'district' },
  participant_changed_all: { table: 'participant', kind: 'all' },
  participant_changed_municipality: { table: 'participant', kind: 'municipality' },
  participant_changed_district: { table: 'participant', kind: 'district' },
  participant_name_all: { table: 'participant', kind: 'all' },
  participant_name_municipality: { table: 'participant', kind: 'municipality' },
  participant_name_district: { table: 'participant', kind: 'district' },
  participant_number_all: { table: 'participant', kind: 'all' },
  participant_number_municipality: { table: 'participant', kind: 'municipality' },
  participant_number_district: { table: 'participant', kind: 'district' },
  choice_all: { table: 'participant_choice', kind: 'all' },
  choice_municipality: { table: 'participant_choice', kind: 'municipality' },
  choice_district: { table: 'participant_choice', kind: 'district' },
  test_all: { table: 'participant_test', kind: 'all' },
  test_municipality: { table: 'participant_test', kind: 'municipality' },
  test_district: { table: 'participant_test', kind: 'district' },
};

// The same of the introduction programme: by scope rows of that register (attack_introduksjon.test.mjs).
export const INTRO_VIEWS = {
  intro_participant_all: { table: 'intro_participant', kind: 'all' },
  intro_participant_municipality: { table: 'intro_participant', kind: 'municipality' },
  intro_participant_district: { table: 'intro_participant', kind: 'district' },
};

// Views that hold nothing about people (own_project is shorter for a caseworker, but no secret): every column they may
// have.
export const OPEN_VIEWS = {
  municipality_list: ['kommunenummer', 'kommunenavn', 'fylkesnummer', 'fylkesnavn', 'valid_from', 'valid_to',
    'successor', 'has_districts'],
  district_list: ['bydel', 'bydelsnavn', 'kommunenummer', 'owns_project'],
  reporting_year_list: ['year', 'opens', 'deadline', 'closes'],
  codebook_list: ['number', 'version', 'digest', 'applied_at', 'content'],
  gap_bit_list: ['variabel', 'bit'],
  own_project: ['project_id', 'kommunenummer', 'bydel', 'finansieringstype', 'valid_from', 'valid_to'],
};

// Demo users (requirement I3) and whom they may see (A2, P5: 3025 is what 3203 was called before).
const municipality = (...numbers) => (row) => numbers.includes(row.kommunenummer);
export const USERS = {
  oslo: { kind: 'municipality', sees: municipality('0301') },
  grunerlokka: { kind: 'district', sees: (row) => row.kommunenummer === '0301' && row.bydel === '030102' },
  trondheim: { kind: 'municipality', sees: municipality('5001') },
  flere: { kind: 'municipality', sees: municipality('4601', '3203', '3025') },
  'admin-oslo': { kind: null, sees: () => false },
  imdi: { kind: 'all', sees: () => true },
  systemeier: { kind: 'all', sees: () => true },
};

export const seesThrough = (user, view) =>
  (row) => USERS[user].kind === SCOPED_VIEWS[view].kind && USERS[user].sees(row);

// Routines a worker may run; each is attacked in attack_routines.test.mjs under its name.
export const ROUTINES = ['PACKAGE BODY ctx', 'PACKAGE ctx', 'PROCEDURE access_report_changes', 'PROCEDURE access_report_events', 'PROCEDURE access_report_open',
  'PROCEDURE access_report_workplaces', 'PROCEDURE activity_list', 'PROCEDURE activity_users', 'PROCEDURE confirmation_list', 'PROCEDURE confirmation_open',
  'PROCEDURE deleted_find', 'PROCEDURE deleted_open',
  'PROCEDURE download_begin', 'PROCEDURE download_end', 'PROCEDURE download_list', 'PROCEDURE download_persons', 'PROCEDURE download_receipt',
  'PROCEDURE factor_enrol', 'PROCEDURE factor_reset', 'PROCEDURE factor_finish', 'PROCEDURE factor_offer', 'PROCEDURE factor_prove', 'PROCEDURE factor_show',
  'PROCEDURE half_session_end', 'PROCEDURE half_session_open',
  'PROCEDURE identity_confirm', 'PROCEDURE intro_open', 'PROCEDURE intro_reopen', 'PROCEDURE intro_row_delete', 'PROCEDURE intro_row_put', 'PROCEDURE list_opened', 'PROCEDURE login_begin', 'PROCEDURE login_finish', 'PROCEDURE lookup_ask', 'PROCEDURE overview_totals',
  'PROCEDURE participant_create', 'PROCEDURE participant_delete', 'PROCEDURE participant_discharge', 'PROCEDURE participant_open',
  'PROCEDURE participant_report', 'PROCEDURE participant_restore', 'PROCEDURE participant_save', 'PROCEDURE person_search_keep', 'PROCEDURE person_search_open',
  'PROCEDURE quality_doubles', 'PROCEDURE report_progress',
  'PROCEDURE reporting_year_set', 'PROCEDURE session_end', 'PROCEDURE session_end_other', 'PROCEDURE session_list',
  'PROCEDURE people_administrators', 'PROCEDURE people_change', 'PROCEDURE people_list', 'PROCEDURE people_open',
  'PROCEDURE grant_add', 'PROCEDURE grant_change', 'PROCEDURE grant_end',
  'PROCEDURE invitation_accept', 'PROCEDURE invitation_accept_own', 'PROCEDURE invitation_again', 'PROCEDURE invitation_list',
  'PROCEDURE invitation_make', 'PROCEDURE invitation_open', 'PROCEDURE invitation_withdraw',
  'PROCEDURE password_change', 'PROCEDURE reset_ask', 'PROCEDURE reset_finish', 'PROCEDURE reset_open',
  'PROCEDURE identity_list', 'PROCEDURE identity_remove', 'PROCEDURE oidc_answer', 'PROCEDURE oidc_begin', 'PROCEDURE oidc_finish', 'PROCEDURE oidc_logout'].sort();

// What the package offers to whoever may run it.
export const CONTEXT_MEMBERS = ['is_system', 'leave', 'open', 'open_link', 'open_link_hash', 'open_system', 'request_id', 'sees_all', 'session_id', 'today',
  'user_id', 'user_name'];

// What the jobs daemon's account may run, and nothing else of any kind.
export const JOBS_ROUTINES = ['PROCEDURE intro_apply', 'PROCEDURE intro_facts', 'PROCEDURE jobs_audit_count', 'PROCEDURE jobs_audit_leaves', 'PROCEDURE jobs_audit_partitions', 'PROCEDURE jobs_audit_recent',
  'PROCEDURE jobs_audit_rows', 'PROCEDURE jobs_audit_seal', 'PROCEDURE jobs_audit_state', 'PROCEDURE jobs_housekeeping',
  'PROCEDURE lookup_done', 'PROCEDURE lookup_retry', 'PROCEDURE lookup_take', 'PROCEDURE mail_done', 'PROCEDURE mail_ready', 'PROCEDURE mail_take'];

// Tables of the main schema whose changes are not in the log, each with the reason. Any other has triggers for all that can
// happen to it (requirement L1).
export const UNLOGGED = {
  download_place: 'worked out from the log of access as a download begins',
  county_tally: 'counted from participations by their triggers alone',
  factor_attempt: 'counted to limit guessing, and swept away',
  factor_used: 'which half minutes\' codes are used up: the session that came of it is logged',
  gap_bit: 'which bit stands for which question: worked out from the codebook',
  gap_refresh: 'until which day gaps have been worked out',
  generated_object: 'which text views, triggers and routines were made from: the schema\'s own state, with its time',
  half_session: 'a login halfway, for minutes: the session that comes of it is logged, and wrong codes are in access_log',
  known_browser: 'where sessions, which are logged, were begun: what others guess elsewhere does not count there',
  login_attempt: 'counted to limit guessing and swept away; the failed ones are in access_log: what people type as user name may be a password',
  lookup_job: 'the queue of look-ups: what they change is logged where it is changed',
  migration_lock: 'one row that is locked and never written',
  oidc_login: 'a login halfway, for minutes, with its code: the session or the tie that comes of it is logged',
  one_time_key: 'the result of a write that is logged itself, kept for two days',
  participant_change: 'what each save replaced: written in the save that is logged, from the same values',
  participant_change_deleted: 'the same of participations that were deleted',
  participant_double: 'worked out from participations by their triggers alone',
  participant_tally: 'counted from participations by their triggers alone',
  person_search: 'every search is in access_log, without what was typed: the log stays for ever',
  reset_request: 'what was typed stands here for a second, and may be a password; link and new password are logged',
  rate_limit: 'when the next call outside may be made',
  report_tally: 'counted from participations by their triggers alone',
  schema_step: 'which steps the schema has taken: the schema\'s own state, with its time',
  user_scope: 'worked out from grants, which are logged',
  user_scope_date: 'worked out from grants, which are logged',
  user_write_scope: 'worked out from grants, which are logged',
};

// Columns that the log never tells, since their rows of origin are logged; and those whose change alone makes no row in it.
export const DERIVED_COLUMNS = {
  gaps: 'worked out from her answers, which are logged',
};
export const UNTOLD_COLUMNS = {
  row_version: 'counts the changes that are logged',
  changed_at: 'the log has the time',
  changed_by: 'the log has the user',
  changed_by_name: 'the log has the user',
  'intro_participant.engine_due': 'that the rule engine has yet to look',
  'session.seen_at': 'that a session is in use: the log says in what',
  'session.idle_until': 'follows seen_at',
  'mail.lease_key': 'which daemon is about to send it',
  'mail.not_before': 'follows tries',
  'oidc_provider.read_at': 'that it says the same as an hour ago',
  'mail.tries': 'what came of the last one is logged',
};

// What the account of logins may run: the daemon that asks OpenID providers.
export const LOGINS_ROUTINES = ['PROCEDURE oidc_done', 'PROCEDURE oidc_provider_put', 'PROCEDURE oidc_take'];
