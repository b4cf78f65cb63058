/* Downloads as the log of access keeps them, and their receipts. */
#include "register/store/receipt.h"

#include "register/store/opened.h"

enum store_result receipt_begin(struct store *store, struct arena *arena, const struct receipt_entry *entry,
                                struct receipt_ticket *ticket_out)
{
    const char *sql = arena_printf(arena, "CALL %s.download_begin(?, ?, ?, ?, ?, ?, ?)", store->schema);
    struct database_value values[] = {
        database_text(entry->what),   database_text(entry->address), database_text(entry->words),
        database_text(entry->search), database_text(entry->file),    database_text(entry->codebook_version),
        database_text(entry->codebook_digest)};
    struct database_answer answer;
    enum store_result result =
        store_ask(store, arena, "download-begin", sql, values, sizeof values / sizeof *values, &answer);
    const struct database_row *row;

    if (result != STORE_OK)
        return result;
    row = store_first(&answer, 0);
    *ticket_out = (struct receipt_ticket){
        .reference = store_cell(&answer.sets[0], row, "reference"),
        .end_key = store_cell(&answer.sets[0], row, "end_key"),
        .began_at = store_cell(&answer.sets[0], row, "began_at"),
    };
    return STORE_OK;
}

enum store_result receipt_persons(struct store *store, struct arena *arena, const struct receipt_ticket *ticket,
                                  const participant_id *ids, size_t count)
{
    enum store_result result = STORE_OK;

    for (size_t at = 0; at < count && result == STORE_OK; at += OPENED_AT_MOST) {
        size_t left = count - at;
        struct database_value values[] = {
            database_text(ticket->reference), database_text(ticket->end_key),
            database_text(opened_ids(arena, ids + at, left < OPENED_AT_MOST ? left : OPENED_AT_MOST))};
        struct database_answer answer;

        result = store_ask(store, arena, "download-persons", "CALL download_persons(?, ?, ?)", values, 3, &answer);
    }
    return result;
}

enum store_result receipt_finish(struct store *store, struct arena *arena, const struct receipt_ticket *ticket,
                                 const struct receipt_end *end)
{
    const char *sql = arena_printf(arena, "CALL %s.download_end(?, ?, ?, ?, ?, ?)", store->schema);
    struct database_value values[] = {
        database_text(ticket->reference),
        database_text(ticket->end_key),
        database_number(arena, end->whole),
        database_number(arena, (long long)end->rows),
        database_number(arena, (long long)end->bytes),
        database_text(end->sha256),
    };
    struct database_answer answer;

    return store_ask(store, arena, "download-end", sql, values, sizeof values / sizeof *values, &answer);
}

static struct receipt receipt_of(const struct database_set *set, const struct database_row *row)
{
    return (struct receipt){
        .reference = store_cell(set, row, "reference"),
        .began_at = store_cell(set, row, "began_at"),
        .user_name = store_cell(set, row, "user_name"),
        .what = store_cell(set, row, "what"),
        .address = store_cell(set, row, "address"),
        .words = store_cell(set, row, "words"),
        .file = store_cell(set, row, "file"),
        .codebook_version = store_cell(set, row, "codebook"),
        .codebook_digest = store_cell(set, row, "codebook_digest"),
        .ended_at = store_cell(set, row, "ended_at"),
        .end = {.whole = store_cell_number(set, row, "whole") == 1,
                .rows = (unsigned long)store_cell_number(set, row, "row_count"),
                .bytes = (unsigned long long)store_cell_number(set, row, "byte_count"),
                .sha256 = store_cell(set, row, "sha256")},
    };
}

static enum store_result load(struct store *store, struct arena *arena, const char *sql,
                              const struct database_value *values, size_t value_count, struct receipts *receipts_out)
{
    struct database_answer answer;
    enum store_result result = store_ask(store, arena, "download-receipt", sql, values, value_count, &answer);
    struct receipt *items;

    *receipts_out = (struct receipts){0};
    if (result != STORE_OK)
        return result;
    items = arena_alloc_many(arena, answer.sets[0].row_count + 1, sizeof *items);
    for (size_t i = 0; i < answer.sets[0].row_count; i++)
        items[i] = receipt_of(&answer.sets[0], &answer.sets[0].rows[i]);
    *receipts_out = (struct receipts){items, answer.sets[0].row_count};
    return receipts_out->count == 0 ? store_found_none(store, arena) : STORE_OK;
}

enum store_result receipt_load(struct store *store, struct arena *arena, const char *reference,
                               const struct receipt **receipt_out)
{
    struct database_value values[] = {database_text(reference)};
    const char *sql = arena_printf(arena, "CALL %s.download_receipt(?)", store->schema);
    struct receipts found;
    enum store_result result = load(store, arena, sql, values, 1, &found);

    *receipt_out = result == STORE_OK && found.count > 0 ? found.items : NULL;
    return result;
}

enum store_result receipts_load(struct store *store, struct arena *arena, const char *reg, struct receipts *receipts_out)
{
    struct database_value values[] = {database_text(reg)};

    return load(store, arena, arena_printf(arena, "CALL %s.download_list(?)", store->schema), values, 1, receipts_out);
}
