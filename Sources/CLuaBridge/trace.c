// Captures the way to an error and writes it as text.
#include "trace.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meter.h"
#include "names.h"
#include "plugin.h"

// --- capture ----------------------------------------------------------------------------------

bool sg_frame_read(lua_State *L, int level, bool names, sg_frame *frame) {
    lua_Debug record;
    if (!lua_getstack(L, level, &record)) return false;
    lua_getinfo(L, "Slut", &record);
    memset(frame, 0, sizeof *frame);
    frame->is_tail_call = record.istailcall;
    if (record.currentline > 0) {
        frame->kind = SG_FRAME_LUA;
        frame->line = record.currentline;
        frame->line_defined = record.linedefined;
        frame->last_line = record.lastlinedefined;
        frame->is_vararg = record.isvararg;
        memcpy(frame->source, record.short_src, sizeof frame->source);
        return true;
    }
    frame->kind = SG_FRAME_LIBRARY;
    if (names) {
        lua_getinfo(L, "f", &record);
        frame->library = lua_tocfunction(L, -1);
        lua_pop(L, 1);
    }
    return true;
}

static sg_trace *opened(sg_meter *meter) {
    if (meter->trace == NULL) {
        meter->trace = malloc(sizeof(sg_trace));
        if (meter->trace != NULL) memset(meter->trace, 0, sizeof(sg_trace));
    }
    return meter->trace;
}

void sg_trace_forget(sg_meter *meter) {
    if (meter->trace == NULL) return;
    meter->trace->count = 0;
    meter->trace->message_length = 0;
    meter->trace->in_flight = meter->trace->is_complete = false;
}

// Whether a message is, or quotes, the one whose frames are kept. Short ones must be the same.
static bool quotes(const sg_trace *trace, const char *message, size_t length) {
    size_t kept = trace->message_length;
    if (kept == 0 || kept > length) return false;
    if (kept == length || kept == SG_TRACE_MESSAGE) {
        if (memcmp(message, trace->message, kept) == 0) return true;
    }
    if (kept < 8) return false;
    for (size_t at = 0; at + kept <= length && at <= SG_TRACE_MESSAGE; at++) {
        if (memcmp(message + at, trace->message, kept) == 0) return true;
    }
    return false;
}

void sg_trace_begin(sg_meter *meter, lua_State *L, int value) {
    sg_trace *trace = opened(meter);
    if (trace == NULL) return;
    size_t length = 0;
    const char *message = lua_type(L, value) == LUA_TSTRING ? lua_tolstring(L, value, &length) : "";
    if (!trace->in_flight) {
        if (!quotes(trace, message, length)) trace->count = 0;
        bool continues = trace->count > 0 && trace->frames[trace->count - 1].kind != SG_FRAME_NOTE;
        if (continues) sg_trace_add_note(meter, "(...caught, and raised again by...)");
    }
    trace->in_flight = trace->is_complete = false;
    trace->message_length = length < SG_TRACE_MESSAGE ? length : SG_TRACE_MESSAGE;
    memcpy(trace->message, message, trace->message_length);
}

// A free frame; the oldest ones after the first are given up when there is none.
static sg_frame *next_frame(sg_trace *trace) {
    enum { kept = SG_TRACE_FRAMES / 2 };
    if (trace->count == SG_TRACE_FRAMES) {
        sg_frame *mark = &trace->frames[kept];
        sg_frame *given_up = mark + 1;
        if (mark->kind != SG_FRAME_SKIPPED) {
            memset(mark, 0, sizeof *mark);
            mark->kind = SG_FRAME_SKIPPED;
            mark->line = 1;
        }
        mark->line += given_up->kind == SG_FRAME_SKIPPED ? given_up->line : 1;
        trace->count--;
        memmove(given_up, given_up + 1, (size_t)(trace->count - kept - 1) * sizeof(sg_frame));
    }
    return &trace->frames[trace->count++];
}

void sg_trace_add_frames(sg_meter *meter, const sg_frame *frames, int32_t count) {
    sg_trace *trace = opened(meter);
    for (int32_t i = 0; trace != NULL && i < count; i++) *next_frame(trace) = frames[i];
}

void sg_trace_add_note(sg_meter *meter, const char *note) {
    sg_trace *trace = opened(meter);
    if (trace == NULL) return;
    sg_frame *frame = next_frame(trace);
    memset(frame, 0, sizeof *frame);
    frame->kind = SG_FRAME_NOTE;
    frame->note = note;
}

// The last level of a stack, as lauxlib.c finds it.
static int last_level(lua_State *L) {
    lua_Debug record;
    int low = 1, high = 1;
    while (lua_getstack(L, high, &record)) {
        low = high;
        high *= 2;
    }
    while (low < high) {
        int middle = (low + high) / 2;
        if (lua_getstack(L, middle, &record)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return high - 1;
}

void sg_trace_add_stack(sg_meter *meter, lua_State *L, int level) {
    sg_trace *trace = opened(meter);
    if (trace == NULL) return;
    meter->host_window++;
    // luaL_traceback of 5.4.4 does not check for stack room itself (fixed upstream 2db966fc).
    bool names = lua_checkstack(L, 2) != 0;
    int last = last_level(L);
    int skipped_from = last - level >= SG_TRACE_FIRST + SG_TRACE_LAST + 1
        ? level + SG_TRACE_FIRST : -1;
    sg_frame frame;
    while (level <= last && sg_frame_read(L, level, names, &frame)) {
        *next_frame(trace) = frame;
        level++;
        if (level == skipped_from) {
            int after = last - SG_TRACE_LAST + 1;
            frame = (sg_frame){.kind = SG_FRAME_SKIPPED, .line = after - level};
            *next_frame(trace) = frame;
            level = after;
        }
    }
    meter->host_window--;
}

void sg_trace_add_caught(
    sg_meter *meter, lua_State *L, int level, const lua_CFunction catchers[2]) {
    sg_trace *trace = opened(meter);
    if (trace == NULL) return;
    sg_frame frame;
    for (int i = 0; i < SG_CAUGHT_FRAMES && sg_frame_read(L, level + i, true, &frame); i++) {
        if (frame.library == catchers[0] || frame.library == catchers[1]) break;
        *next_frame(trace) = frame;
    }
}

// --- text -------------------------------------------------------------------------------------

typedef struct {
    char *bytes;
    size_t count, room;
} writer;

__attribute__((format(printf, 2, 3)))
static void add(writer *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(out->bytes + out->count, out->room - out->count, format, arguments);
    va_end(arguments);
    if (written > 0 && (size_t)written < out->room - out->count) out->count += (size_t)written;
    out->bytes[out->count] = '\0';
}

static void add_function(writer *out, const sg_plugin *plugin, const sg_frame *frame) {
    char name[SG_NAME_BYTES];
    if (sg_is_main(plugin, frame)) {
        add(out, "in main chunk");
    } else if (sg_function_name(plugin, frame, name)) {
        add(out, "in function '%s'", name);
    } else {
        add(out, "in function <%s:%d>", frame->source, frame->line_defined);
    }
}

static void add_frame(writer *out, const sg_plugin *plugin, const sg_frame *frame) {
    const char *name;
    switch (frame->kind) {
        case SG_FRAME_LUA:
            add(out, "\n\t%s:%d: ", frame->source, frame->line);
            add_function(out, plugin, frame);
            break;
        case SG_FRAME_LIBRARY:
            name = frame->library == NULL ? NULL : sg_library_name(frame->library);
            if (name == NULL) return;    // the host's own
            add(out, "\n\t[C]: in function '%s'", name);
            break;
        case SG_FRAME_NOTE: add(out, "\n\t%s", frame->note); break;
        case SG_FRAME_SKIPPED: add(out, "\n\t...\t(skipping %d levels)", frame->line); break;
    }
    if (frame->is_tail_call) add(out, "\n\t(...tail calls...)");
}

// Takes whole lines out of the middle until the text fits.
static void cut_middle(writer *out, size_t room) {
    static const char mark[] = "\n\t...";
    if (out->count < room) return;
    size_t head = room * 2 / 3;
    while (head > 0 && out->bytes[head] != '\n') head--;
    size_t tail = out->count - (room - head - sizeof mark);
    while (tail < out->count && out->bytes[tail] != '\n') tail++;
    memcpy(out->bytes + head, mark, sizeof mark - 1);
    memmove(out->bytes + head + sizeof mark - 1, out->bytes + tail, out->count - tail + 1);
    out->count = head + sizeof mark - 1 + out->count - tail;
}

void sg_trace_write(
    const sg_meter *meter, const sg_frame *frames, int32_t count, char *out, size_t room) {
    enum { widest = 180 };           // a line: source, numbers, name
    char bytes[(SG_TRACE_FRAMES + 1) * widest];
    writer text = {bytes, 0, sizeof bytes};
    add(&text, "stack traceback:");
    for (int32_t i = 0; i < count; i++) add_frame(&text, meter->plugin, &frames[i]);
    cut_middle(&text, room);
    memcpy(out, text.bytes, text.count + 1);
}

void sg_trace_join(char *text, size_t used, const char *lines, size_t room) {
    size_t count = strlen(lines);
    char bytes[2 * 4096 + 64];
    if (used + count >= sizeof bytes) return;
    memcpy(bytes, text, used);
    memcpy(bytes + used, lines, count + 1);
    writer joined = {bytes, used + count, sizeof bytes};
    cut_middle(&joined, room);
    memcpy(text, joined.bytes, joined.count + 1);
}

// --- functions of a plugin --------------------------------------------------------------------

static bool is_own(const sg_plugin *plugin, const sg_frame *frame) {
    return plugin->text != NULL && strcmp(frame->source, plugin->shown_name) == 0;
}

bool sg_is_main(const sg_plugin *plugin, const sg_frame *frame) {
    if (!frame->is_vararg || frame->line_defined != 1) return false;
    // The wrapper's `end` stands on a line of its own after the text; of a text that was given to
    // `load` the lines are not known.
    return !is_own(plugin, frame) || frame->last_line > plugin->line_count;
}

bool sg_function_name(const sg_plugin *plugin, const sg_frame *frame, char name[SG_NAME_BYTES]) {
    return is_own(plugin, frame) &&
           sg_name_in_text(
               plugin->text, plugin->text_length, frame->line_defined, frame->last_line, name);
}
