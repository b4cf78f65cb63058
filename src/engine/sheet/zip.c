/* A zip file (APPNOTE 6.3.3, without zip64) straight into a buffer, compressed by ISA-L. */
#include "engine/sheet/zip.h"

#include <assert.h>
#include <isa-l.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

/* Some readers refuse entries that are half zip64, which is what streaming makes of it: so there is none of it, and
 * the whole stays well below 4 GiB. */
#define BYTES_AT_MOST 4000000000ULL
/* Four times as fast as zlib's third level, for a quarter more bytes; the next levels cost more than they save. */
enum { LEVEL = 1, LEVEL_MEMORY = ISAL_DEF_LVL1_DEFAULT };
enum { PIECE = 16 * 1024, DIRECTORY_AT_MOST = 64 * 1024, NAME_AT_MOST = 63 };
enum { LOCAL_MARK = 0x04034b50, SIZES_MARK = 0x08074b50, CENTRAL_MARK = 0x02014b50, END_MARK = 0x06054b50 };
enum { VERSION = 20, SIZES_FOLLOW = 8, DEFLATED = 8 };

struct zip {
    struct buffer *out;
    struct buffer central; /* an entry of the directory for each that has ended */
    unsigned entries;
    unsigned long long written, start; /* bytes in all; where the open entry begins */
    char name[NAME_AT_MOST + 1];       /* of the open one, or "" */
    unsigned long long raw, packed;    /* its bytes */
    uint32_t checksum, time;
    struct isal_zstream stream;
    unsigned char level_memory[LEVEL_MEMORY];
    unsigned char piece[PIECE];
    const char *failure;
};

static void zip_add_number(struct buffer *out, size_t size, unsigned long long number)
{
    enum { BYTE = 8 };
    for (; size > 0; size--, number >>= BYTE) {
        buffer_add_char(out, (char)(number & UINT8_MAX));
    }
}

static void zip_put(struct zip *zip, const void *bytes, size_t length)
{
    buffer_add(zip->out, bytes, length);
    zip->written += length;
    if (zip->out->overflowed) {
        zip->failure = "the buffer is full";
    } else if (zip->written > BYTES_AT_MOST) {
        zip->failure = "the file would be above 4 GB";
    }
}

static void zip_put_number(struct zip *zip, size_t size, unsigned long long number)
{
    zip_add_number(zip->out, size, number);
    zip->written += size;
}

/* As MS-DOS told it: the date in the upper half, in steps of two seconds. */
static uint32_t zip_time_now(void)
{
    enum { YEAR = 25, MONTH = 21, DAY = 16, HOUR = 11, MINUTE = 5, FIRST_YEAR = 80 };
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    return (uint32_t)(local.tm_year - FIRST_YEAR) << YEAR | (uint32_t)(local.tm_mon + 1) << MONTH |
           (uint32_t)local.tm_mday << DAY | (uint32_t)local.tm_hour << HOUR | (uint32_t)local.tm_min << MINUTE |
           (uint32_t)local.tm_sec / 2;
}

struct zip *zip_begin(struct arena *arena, struct buffer *out)
{
    struct zip *zip = arena_alloc(arena, sizeof *zip);
    zip->out = out;
    zip->time = zip_time_now();
    buffer_init(&zip->central, arena, DIRECTORY_AT_MOST);
    return zip;
}

static void zip_compress(struct zip *zip)
{
    do {
        zip->stream.next_out = zip->piece;
        zip->stream.avail_out = PIECE;
        int result = isal_deflate(&zip->stream);
        assert(result == COMP_OK);
        (void)result;
        size_t made = PIECE - zip->stream.avail_out;
        zip->packed += made;
        zip_put(zip, zip->piece, made);
    } while (zip->failure == NULL && zip->stream.avail_out == 0);
}

/* What an entry's head and its line in the directory have in common, from the version on. */
static void zip_add_facts(const struct zip *zip, struct buffer *out, bool known)
{
    zip_add_number(out, 2, VERSION);
    zip_add_number(out, 2, SIZES_FOLLOW);
    zip_add_number(out, 2, DEFLATED);
    zip_add_number(out, 4, zip->time);
    zip_add_number(out, 4, known ? zip->checksum : 0);
    zip_add_number(out, 4, known ? zip->packed : 0);
    zip_add_number(out, 4, known ? zip->raw : 0);
    zip_add_number(out, 2, strlen(zip->name));
    zip_add_number(out, 2, 0); /* no extra field */
}

static void zip_add_to_directory(struct zip *zip)
{
    enum { COMMENT_DISK_ATTRIBUTES = 10 }; /* all zero */
    zip_add_number(&zip->central, 4, CENTRAL_MARK);
    zip_add_number(&zip->central, 2, VERSION);
    zip_add_facts(zip, &zip->central, true);
    zip_add_number(&zip->central, COMMENT_DISK_ATTRIBUTES, 0);
    zip_add_number(&zip->central, 4, zip->start);
    buffer_add_text(&zip->central, zip->name);
    zip->entries++;
}

static void zip_close_entry(struct zip *zip)
{
    if (zip->name[0] == '\0' || zip->failure != NULL) {
        return;
    }
    zip->stream.end_of_stream = 1;
    zip_compress(zip);
    assert(zip->failure != NULL || zip->stream.internal_state.state == ZSTATE_END);
    zip_put_number(zip, 4, SIZES_MARK);
    zip_put_number(zip, 4, zip->checksum);
    zip_put_number(zip, 4, zip->packed);
    zip_put_number(zip, 4, zip->raw);
    zip_add_to_directory(zip);
    zip->name[0] = '\0';
}

void zip_entry(struct zip *zip, const char *name)
{
    zip_close_entry(zip);
    if (zip->failure != NULL) {
        return;
    }
    isal_deflate_init(&zip->stream);
    zip->stream.level = LEVEL;
    zip->stream.level_buf = zip->level_memory;
    zip->stream.level_buf_size = LEVEL_MEMORY;
    assert(strlen(name) <= NAME_AT_MOST);
    memcpy(zip->name, name, strlen(name) + 1);
    zip->start = zip->written;
    zip->raw = 0;
    zip->packed = 0;
    zip->checksum = 0;
    size_t before = zip->out->length;
    zip_add_number(zip->out, 4, LOCAL_MARK);
    zip_add_facts(zip, zip->out, false);
    zip->written += zip->out->length - before;
    zip_put(zip, name, strlen(name));
}

void zip_add(struct zip *zip, const char *bytes, size_t length)
{
    assert(zip->failure != NULL || zip->name[0] != '\0');
    if (zip->failure != NULL || length == 0) {
        return;
    }
    union { /* read only, though not declared so */
        const char *given;
        unsigned char *taken;
    } input = {.given = bytes};
    assert(length <= UINT32_MAX);
    zip->checksum = crc32_gzip_refl(zip->checksum, input.taken, length);
    zip->raw += length;
    zip->stream.next_in = input.taken;
    zip->stream.avail_in = (uint32_t)length;
    zip_compress(zip);
}

void zip_end(struct zip *zip)
{
    zip_close_entry(zip);
    if (zip->failure != NULL) {
        return;
    }
    unsigned long long start = zip->written;
    assert(!zip->central.overflowed);
    zip_put(zip, buffer_text(&zip->central), zip->central.length);
    zip_put_number(zip, 4, END_MARK);
    zip_put_number(zip, 4, 0); /* one disk */
    zip_put_number(zip, 2, zip->entries);
    zip_put_number(zip, 2, zip->entries);
    zip_put_number(zip, 4, zip->central.length);
    zip_put_number(zip, 4, start);
    zip_put_number(zip, 2, 0); /* no comment */
}

const char *zip_failure(const struct zip *zip)
{
    return zip->failure;
}
