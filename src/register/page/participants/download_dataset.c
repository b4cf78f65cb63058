/* Every variable of the overview's rows as a file, and their Norwegian tests as a table of their own (requirements D1,
 * D3). */
#include "register/page/pages.h"
#include "register/page/participants/answer_sheet.h"
#include "register/page/participants/selection_download.h"

struct dataset_download {
    struct selection_download women;
    struct answer_sheet sheet; /* the one that rows go to */
    bool counts; /* these rows are those of the receipt */
};

static bool cells(void *taker, struct arena *arena, participant_id id, const struct answers *answers)
{
    struct dataset_download *download = taker;

    (void)id;
    answer_sheet_add(&download->sheet, arena, answers);
    return download->counts ? download_end_row(&download->women.file) : download_send_row(&download->women.file);
}

static enum store_result add_dataset(struct dataset_download *download, bool *whole_out)
{
    struct visit *visit = download->women.file.visit;
    const struct codebook_register *reg = visit->site->reg;

    download->counts = true;
    answer_sheet_begin(&download->sheet, visit->arena, &download->women.file.table, "datasett",
                       columns_of(visit->arena, reg, download->women.file.values));
    selection_download_announce(&download->women);
    return dataset_stream(&visit->site->store, visit->arena, &download->women.selection.query, reg, cells, download,
                          whole_out);
}

static void tests_sheet(struct dataset_download *download, bool counts)
{
    struct visit *visit = download->women.file.visit;
    const struct codebook_variable *const *variables;
    size_t count = tests_variables(visit->arena, visit->site->reg, &variables);

    download->counts = counts;
    answer_sheet_begin(&download->sheet, visit->arena, &download->women.file.table, "prover",
                       columns_of_these(visit->arena, variables, count, download->women.file.values));
}

static enum store_result add_tests(struct dataset_download *download, bool *whole_out)
{
    struct visit *visit = download->women.file.visit;

    return tests_stream(&visit->site->store, visit->arena, &download->women.selection.query, visit->site->reg, cells,
                        download, whole_out);
}

/* Views or routines were made anew while the women were sent, and the database has forgotten who asks (C6): it is told
 * once more. Where the session is over by now, the file does not become whole. */
static enum store_result tell_again(struct visit *visit)
{
    const struct account *account = NULL;
    enum store_result result = store_thaw(&visit->site->store);

    if (result == STORE_OK)
        result = session_open(&visit->site->store, visit->arena, visit->context.token, visit->context.reg, &account);
    return result == STORE_OK && !account ? STORE_LOST : result;
}

/* Both sheets are of the same moment. */
static enum store_result add_sheets(struct dataset_download *download, bool *whole_out)
{
    struct visit *visit = download->women.file.visit;
    enum store_result result = store_freeze(&visit->site->store);

    if (result == STORE_OK)
        result = add_dataset(download, whole_out);
    if (result != STORE_OK || !*whole_out)
        return result;
    tests_sheet(download, false);
    result = add_tests(download, whole_out);
    if (result != STORE_LOST)
        return result;
    result = tell_again(visit);
    return result == STORE_OK ? add_tests(download, whole_out) : result;
}

enum outcome page_download_dataset(struct visit *visit)
{
    struct dataset_download download = {0};
    enum outcome outcome = selection_download_read(visit, DOWNLOAD_VALUES, &download.women);
    enum store_result result;
    bool whole = false;

    if (outcome == OUTCOME_READY)
        outcome = selection_download_begin(&download.women, "datasett");
    if (outcome != OUTCOME_READY)
        return outcome;
    if (table_has_more_sheets(&download.women.file.table))
        result = add_sheets(&download, &whole);
    else
        result = add_dataset(&download, &whole);
    return download_end(&download.women.file, result, whole);
}

enum outcome page_download_tests(struct visit *visit)
{
    struct dataset_download download = {0};
    enum outcome outcome = selection_download_read(visit, DOWNLOAD_VALUES, &download.women);
    enum store_result result;
    bool whole = false;

    if (outcome == OUTCOME_READY)
        outcome = selection_download_begin(&download.women, "prover");
    if (outcome != OUTCOME_READY)
        return outcome;
    tests_sheet(&download, true);
    result = add_tests(&download, &whole);
    return download_end(&download.women.file, result, whole);
}
