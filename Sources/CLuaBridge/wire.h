// Frames between the host and the process of an isolated plugin, over one stream socket.
//
// A frame is a head of two 32-bit numbers, count of the bytes that follow and kind, and the bytes.
// Both ends are builds of the same sources on one machine, so numbers are in the machine's order;
// HELLO carries what would differ between builds. The host trusts nothing that it receives: every
// read is checked against the frame's end, and values are checked where they are used.
#ifndef STRATAGEM_WIRE_H
#define STRATAGEM_WIRE_H

#include "plugin.h"

#define SG_WIRE_VERSION 1                    // changes with every change of a frame
#define SG_FRAME_BYTES_MAX (4u << 20)        // above what data, results and texts may have
#define SG_NUMBER_KEYS_MAX 8192              // colliding, they cost about 0.1 s

typedef enum {
    SG_WIRE_HELLO = 1,   // child: version, sizes, what guards it; once
    SG_WIRE_CREATE,      // host: budget; a new sandbox, in place of the one before
    SG_WIRE_LOAD,        // name, text
    SG_WIRE_MANIFEST,    //                                            -> plain data
    SG_WIRE_SESSION,     // role, stream key, names                    -> what the plugin has
    SG_WIRE_START,       // ctx
    SG_WIRE_MIGRATE,     // version
    SG_WIRE_SAVE,        // name                                       -> plain data
    SG_WIRE_RESTORE,     // plain data
    SG_WIRE_EVALUATE,    // fuel, name, text                           -> text
    SG_WIRE_INJECTED,    // text                                       -> text
    SG_WIRE_DECIDE,      // round, money, carry                        -> action
    SG_WIRE_LEARN,       // round, money, carry, reward
    SG_WIRE_LEGAL,       // round                                      -> legal actions
    SG_WIRE_STEP,        // round, action                              -> outcome
    SG_WIRE_OBSERVE,     // round                                      -> plain data
    SG_WIRE_PROBE,       // number of a forbidden act                  -> errno, when it survives
    SG_WIRE_USAGE,       // index                                      -> whether, and the entry
    SG_WIRE_FORGET,      // the usage until now
    SG_WIRE_REPLY,       // child: the answer to each of these
    SG_WIRE_VIEW,        // child, inside DECIDE or LEARN: asks for seen.view
    SG_WIRE_VIEW_REPLY,  // host: plain data, or that the game failed
} sg_wire_kind;

// Why a channel gave nothing.
typedef enum { SG_WIRE_OPEN, SG_WIRE_TIMEOUT, SG_WIRE_CLOSED, SG_WIRE_GARBAGE } sg_wire_end;

typedef struct {
    int descriptor;
    sg_buffer in, out;
    size_t taken;            // bytes of `in` that were given out already
} sg_channel;

// Reads a frame; once something was missing, `bad` is set and all that follows reads as zero.
typedef struct {
    const uint8_t *bytes;
    size_t count, at;
    bool bad;
} sg_reader;

// Starts a frame in channel->out; the sg_put functions append to it.
void sg_frame_begin(sg_channel *channel, sg_wire_kind kind);
void sg_put_u32(sg_channel *channel, uint32_t value);
void sg_put_i64(sg_channel *channel, int64_t value);
void sg_put_bytes(sg_channel *channel, const void *bytes, size_t count);
void sg_put_fault(sg_channel *channel, const sg_fault *fault);
void sg_put_usage(sg_channel *channel, const sg_usage *usage);

uint32_t sg_take_u32(sg_reader *reader);
int64_t sg_take_i64(sg_reader *reader);
sg_bytes sg_take_bytes(sg_reader *reader);
// Bytes as NUL-terminated text, cut to the room. Text with a NUL inside ends there.
void sg_take_text(sg_reader *reader, char *out, size_t room);
// Any fault that the bytes can say is one that can be shown.
void sg_take_fault(sg_reader *reader, sg_fault *fault);
void sg_take_usage(sg_reader *reader, sg_usage *usage);
// Whether everything was read and nothing was missing.
bool sg_reader_is_done(const sg_reader *reader);

// Sends the frame that was begun, and receives the next one; the reader's bytes are lent until the
// next receive. deadline is a time of sg_now_nanoseconds, 0 for none. The first wait of a request
// may block in recv for the socket's own timeout; `polls` makes every wait exact.
sg_wire_end sg_channel_send(sg_channel *channel, int64_t deadline);
sg_wire_end sg_channel_receive(
    sg_channel *channel, uint32_t *kind, sg_reader *reader, int64_t deadline, bool polls);
void sg_channel_close(sg_channel *channel);

int64_t sg_now_nanoseconds(void);

// data_check.c: whether bytes are plain data within the limits of convert.h, without functions
// unless told otherwise.
bool sg_data_is_sound(const uint8_t *bytes, size_t count, bool functions);
// And whether a state of this process can take it in without a long instruction: numeric keys of
// maps can be made to collide, so only so many may cross.
bool sg_data_is_quick(const uint8_t *bytes, size_t count);

#endif
