// Asking for the activity log as a worker does.
import { call } from './database.mjs';

export const ALL = '1,2,3,4,5,6';

// The answer's sets: the count, and the rows.
export const list = (connection, { kinds = ALL, user = null, from = null, to = null, search = null, place = {}, newer = 0, limit = 26, receipt = null } = {}) =>
  call(connection, 'activity_list', kinds, user, from, to, search, place.logged_at ?? null, place.source ?? null, place.log_id ?? null, newer, limit, receipt);

export const rowsOf = async (connection, options) => (await list(connection, options))[1] ?? [];
