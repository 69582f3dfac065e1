// Frames: building, sending, receiving and reading them.
#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD_BYTES 8
#define RECEIVE_BYTES (1 << 16)

int64_t sg_now_nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// --- writing ----------------------------------------------------------------------------------

void sg_frame_begin(sg_channel *channel, sg_wire_kind kind) {
    channel->out.count = 0;
    sg_put_u32(channel, 0);
    sg_put_u32(channel, kind);
}

void sg_put_u32(sg_channel *channel, uint32_t value) {
    sg_buffer_append(&channel->out, &value, sizeof value);
}

void sg_put_i64(sg_channel *channel, int64_t value) {
    sg_buffer_append(&channel->out, &value, sizeof value);
}

void sg_put_bytes(sg_channel *channel, const void *bytes, size_t count) {
    sg_put_u32(channel, (uint32_t)count);
    sg_buffer_append(&channel->out, bytes, count);
}

static void put_text(sg_channel *channel, const char *text) {
    sg_put_bytes(channel, text, strlen(text));
}

static void put_hot(sg_channel *channel, const sg_hot_function *hot, int32_t count) {
    sg_put_u32(channel, (uint32_t)count);
    for (int32_t i = 0; i < count; i++) {
        sg_put_i64(channel, hot[i].fuel);
        sg_put_u32(channel, (uint32_t)hot[i].line);
        sg_put_u32(channel, (uint32_t)hot[i].line_defined);
        put_text(channel, hot[i].source);
        put_text(channel, hot[i].name);
        put_text(channel, hot[i].library);
    }
}

// The numbers of a kill, in the order in which they cross.
#define KILL_NUMBERS(fault) { \
    &(fault)->budget_used, &(fault)->budget, &(fault)->budget_allowed, \
    &(fault)->fuel_allocation, &(fault)->fuel_library, &(fault)->memory_live, \
    &(fault)->memory_peak, &(fault)->memory_request }

// The one place that knows the fields of a fault, with sg_take_fault.
void sg_put_fault(sg_channel *channel, const sg_fault *fault) {
    sg_put_u32(channel, (uint32_t)fault->kind);
    sg_put_i64(channel, fault->fuel_used);
    sg_put_i64(channel, fault->fuel_budget);
    sg_put_u32(channel, (uint32_t)fault->line);
    put_text(channel, fault->call);
    put_text(channel, fault->message);
    put_text(channel, fault->traceback);
    const int64_t *const numbers[] = KILL_NUMBERS(fault);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sg_put_i64(channel, *numbers[i]);
    }
    put_hot(channel, fault->hot, fault->hot_count);
}

void sg_put_usage(sg_channel *channel, const sg_usage *usage) {
    put_text(channel, usage->call);
    sg_put_u32(channel, (uint32_t)usage->line);
    sg_put_i64(channel, usage->calls);
    sg_put_i64(channel, usage->fuel_most);
    sg_put_i64(channel, usage->fuel_budget);
    put_hot(channel, usage->hot, usage->hot_count);
}

// --- reading ----------------------------------------------------------------------------------

static void take(sg_reader *reader, void *out, size_t count) {
    if (reader->bad || count > reader->count - reader->at) {
        reader->bad = true;
        memset(out, 0, count);
        return;
    }
    memcpy(out, reader->bytes + reader->at, count);
    reader->at += count;
}

uint32_t sg_take_u32(sg_reader *reader) {
    uint32_t value;
    take(reader, &value, sizeof value);
    return value;
}

int64_t sg_take_i64(sg_reader *reader) {
    int64_t value;
    take(reader, &value, sizeof value);
    return value;
}

sg_bytes sg_take_bytes(sg_reader *reader) {
    uint32_t count = sg_take_u32(reader);
    if (reader->bad || count > reader->count - reader->at) {
        reader->bad = true;
        return (sg_bytes){NULL, 0};
    }
    sg_bytes lent = {reader->bytes + reader->at, count};
    reader->at += count;
    return lent;
}

void sg_take_text(sg_reader *reader, char *out, size_t room) {
    sg_bytes text = sg_take_bytes(reader);
    size_t count = text.count < room ? text.count : room - 1;
    if (count > 0) memcpy(out, text.bytes, count);
    out[count] = '\0';
}

// Numbers that are shown to people are never below zero.
static int64_t take_count(sg_reader *reader) {
    int64_t value = sg_take_i64(reader);
    return value > 0 ? value : 0;
}

static int32_t take_line(sg_reader *reader) {
    uint32_t line = sg_take_u32(reader);
    return line < INT32_MAX ? (int32_t)line : 0;
}

static int32_t take_hot(sg_reader *reader, sg_hot_function *hot) {
    uint32_t count = sg_take_u32(reader);
    if (count > SG_HOT_FUNCTIONS) {
        reader->bad = true;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        hot[i].fuel = take_count(reader);
        hot[i].line = take_line(reader);
        hot[i].line_defined = take_line(reader);
        sg_take_text(reader, hot[i].source, sizeof hot[i].source);
        sg_take_text(reader, hot[i].name, sizeof hot[i].name);
        sg_take_text(reader, hot[i].library, sizeof hot[i].library);
    }
    return (int32_t)count;
}

void sg_take_fault(sg_reader *reader, sg_fault *fault) {
    memset(fault, 0, sizeof *fault);
    uint32_t kind = sg_take_u32(reader);
    bool known = kind > SG_FAULT_NONE && kind < SG_FAULT_KINDS;
    fault->kind = known ? (int32_t)kind : SG_FAULT_ERROR;
    fault->fuel_used = take_count(reader);
    fault->fuel_budget = take_count(reader);
    fault->line = take_line(reader);
    sg_take_text(reader, fault->call, sizeof fault->call);
    sg_take_text(reader, fault->message, sizeof fault->message);
    sg_take_text(reader, fault->traceback, sizeof fault->traceback);
    int64_t *const numbers[] = KILL_NUMBERS(fault);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        *numbers[i] = take_count(reader);
    }
    fault->hot_count = take_hot(reader, fault->hot);
}

void sg_take_usage(sg_reader *reader, sg_usage *usage) {
    memset(usage, 0, sizeof *usage);
    sg_take_text(reader, usage->call, sizeof usage->call);
    usage->line = take_line(reader);
    usage->calls = take_count(reader);
    usage->fuel_most = take_count(reader);
    usage->fuel_budget = take_count(reader);
    usage->hot_count = take_hot(reader, usage->hot);
}

bool sg_reader_is_done(const sg_reader *reader) {
    return !reader->bad && reader->at == reader->count;
}

// --- the socket -------------------------------------------------------------------------------

// Waits until the socket is ready or the deadline has passed.
static sg_wire_end wait_until(int descriptor, short events, int64_t deadline) {
    for (;;) {
        int64_t left = deadline - sg_now_nanoseconds();
        if (deadline != 0 && left <= 0) return SG_WIRE_TIMEOUT;
        struct pollfd entry = {descriptor, events, 0};
        int ready = poll(&entry, 1, deadline == 0 ? -1 : (int)(left / 1000000) + 1);
        if (ready > 0) return SG_WIRE_OPEN;
        if (ready < 0 && errno != EINTR) return SG_WIRE_CLOSED;
    }
}

sg_wire_end sg_channel_send(sg_channel *channel, int64_t deadline) {
    uint32_t count = (uint32_t)(channel->out.count - HEAD_BYTES);
    if (count > SG_FRAME_BYTES_MAX) return SG_WIRE_GARBAGE;
    memcpy(channel->out.bytes, &count, sizeof count);
    size_t sent = 0;
    while (sent < channel->out.count) {
        ssize_t now = send(channel->descriptor, channel->out.bytes + sent,
                           channel->out.count - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (now > 0) {
            sent += (size_t)now;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            sg_wire_end end = wait_until(channel->descriptor, POLLOUT, deadline);
            if (end != SG_WIRE_OPEN) return end;
        } else if (errno != EINTR) {
            return SG_WIRE_CLOSED;
        }
    }
    return SG_WIRE_OPEN;
}

// Receives at least one byte more.
static sg_wire_end fill(sg_channel *channel, int64_t deadline, bool polls) {
    for (;;) {
        if (polls) {
            sg_wire_end end = wait_until(channel->descriptor, POLLIN, deadline);
            if (end != SG_WIRE_OPEN) return end;
        }
        if (!sg_buffer_reserve(&channel->in, RECEIVE_BYTES)) return SG_WIRE_GARBAGE;
        ssize_t now = recv(channel->descriptor, channel->in.bytes + channel->in.count,
                           RECEIVE_BYTES, polls ? MSG_DONTWAIT : 0);
        if (now > 0) {
            channel->in.count += (size_t)now;
            return SG_WIRE_OPEN;
        }
        bool again = now < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
        if (!again) return SG_WIRE_CLOSED;
        polls = deadline != 0;
    }
}

sg_wire_end sg_channel_receive(
    sg_channel *channel, uint32_t *kind, sg_reader *reader, int64_t deadline, bool polls) {
    sg_buffer *in = &channel->in;
    // What was lent is given back; a frame that came early moves to the front.
    if (channel->taken > 0) {
        in->count -= channel->taken;
        if (in->count > 0) memmove(in->bytes, in->bytes + channel->taken, in->count);
        channel->taken = 0;
    }
    size_t needed = HEAD_BYTES;
    uint32_t count = 0;
    while (in->count < needed || needed == HEAD_BYTES) {
        if (in->count >= HEAD_BYTES) {
            memcpy(&count, in->bytes, sizeof count);
            if (count > SG_FRAME_BYTES_MAX) return SG_WIRE_GARBAGE;
            needed = HEAD_BYTES + (size_t)count;
            if (in->count >= needed) break;
        }
        sg_wire_end end = fill(channel, deadline, polls);
        if (end != SG_WIRE_OPEN) return end;
        polls = deadline != 0;
    }
    memcpy(kind, in->bytes + sizeof count, sizeof *kind);
    *reader = (sg_reader){in->bytes + HEAD_BYTES, count, 0, false};
    channel->taken = HEAD_BYTES + (size_t)count;
    return SG_WIRE_OPEN;
}

void sg_channel_close(sg_channel *channel) {
    if (channel->descriptor >= 0) close(channel->descriptor);
    channel->descriptor = -1;
    channel->taken = 0;
    sg_buffer_free(&channel->in);
    sg_buffer_free(&channel->out);
}
