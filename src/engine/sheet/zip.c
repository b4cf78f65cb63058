/* A zip file through libarchive, straight into a buffer. */
#include "engine/sheet/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <stdlib.h>
#include <time.h>

/* Some readers refuse entries that are half zip64, which is what streaming makes of it: so there is none of it, and
 * the whole stays well below 4 GiB. */
#define BYTES_AT_MOST 4000000000ULL
/* Higher levels cost twice the time and save a tenth. */
#define LEVEL "3"

struct zip {
    struct archive *archive;
    struct archive_entry *entry;
    struct buffer *out; /* NULL when it is being given back: nobody reads it any more */
    unsigned long long written;
    const char *failure;
};

static la_ssize_t zip_take(struct archive *archive, void *taker, const void *bytes, size_t length)
{
    struct zip *zip = taker;
    (void)archive;
    if (zip->out != NULL) {
        buffer_add(zip->out, bytes, length);
        zip->written += length;
        if (zip->out->overflowed) {
            zip->failure = "the buffer is full";
        } else if (zip->written > BYTES_AT_MOST) {
            zip->failure = "the file would be above 4 GB";
        }
    }
    return (la_ssize_t)length;
}

/* To its end although it may be broken off: only there does libarchive give all its memory back. */
static void zip_release(void *thing)
{
    struct zip *zip = thing;
    zip->out = NULL;
    archive_entry_free(zip->entry);
    archive_write_free(zip->archive);
}

static void zip_check(struct zip *zip, int result)
{
    if (result < ARCHIVE_WARN && zip->failure == NULL) {
        const char *why = archive_error_string(zip->archive);
        zip->failure = why == NULL ? "libarchive fails" : why;
    }
}

struct zip *zip_begin(struct arena *arena, struct buffer *out)
{
    struct zip *zip = arena_alloc(arena, sizeof *zip);
    zip->out = out;
    zip->archive = archive_write_new();
    zip->entry = archive_entry_new();
    if (zip->archive == NULL || zip->entry == NULL) {
        abort(); /* no memory: as in an arena */
    }
    arena_on_reset(arena, zip_release, zip);
    zip_check(zip, archive_write_set_format_zip(zip->archive));
    zip_check(zip, archive_write_set_format_option(zip->archive, "zip", "compression-level", LEVEL));
    zip_check(zip, archive_write_set_format_option(zip->archive, "zip", "zip64", NULL));
    zip_check(zip, archive_write_set_bytes_per_block(zip->archive, 0));
    zip_check(zip, archive_write_open(zip->archive, zip, NULL, zip_take, NULL));
    return zip;
}

void zip_entry(struct zip *zip, const char *name)
{
    if (zip->failure != NULL) {
        return;
    }
    archive_entry_clear(zip->entry);
    archive_entry_set_pathname(zip->entry, name);
    archive_entry_set_filetype(zip->entry, AE_IFREG);
    archive_entry_set_perm(zip->entry, 0644);
    archive_entry_set_mtime(zip->entry, time(NULL), 0);
    zip_check(zip, archive_write_header(zip->archive, zip->entry));
}

void zip_add(struct zip *zip, const char *bytes, size_t length)
{
    if (zip->failure == NULL && length > 0 && archive_write_data(zip->archive, bytes, length) != (la_ssize_t)length) {
        zip_check(zip, ARCHIVE_FATAL);
    }
}

void zip_end(struct zip *zip)
{
    if (zip->failure == NULL) {
        zip_check(zip, archive_write_close(zip->archive));
    }
}

const char *zip_failure(const struct zip *zip)
{
    return zip->failure;
}
