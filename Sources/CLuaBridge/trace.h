// The way to an error: frames of Lua calls as fixed-size records, captured where the error is
// raised and made text only when a fault is filled.
//
// A capture allocates nothing in Lua, pushes at most one value and never asks Lua for names: the
// search for a name ("local 'f'") can take very long in crafted code. Functions are named from the
// plugin's text instead, and library functions by their address (names.h).
#ifndef STRATAGEM_TRACE_H
#define STRATAGEM_TRACE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_TRACE_FRAMES 64       // of one fault; more are left out in the middle
#define SG_TRACE_FIRST 10        // frames shown at the beginning and at the end of one stack,
#define SG_TRACE_LAST 11         // as luaL_traceback does
#define SG_PLACE_FRAMES 12       // kept where the allocator refused
#define SG_CAUGHT_FRAMES 8       // kept of an error that the plugin catches
#define SG_CAUGHT_MAX 64         // such errors a call: a plugin may catch very many
#define SG_TRACE_MESSAGE 200

typedef enum { SG_FRAME_LUA, SG_FRAME_LIBRARY, SG_FRAME_NOTE, SG_FRAME_SKIPPED } sg_frame_kind;

typedef struct {
    sg_frame_kind kind;
    bool is_vararg, is_tail_call;
    int32_t line;                // that runs; number of frames left out, when skipped
    int32_t line_defined, last_line;
    lua_CFunction library;
    const char *note;            // a text of the host's own, with static storage
    char source[LUA_IDSIZE];
} sg_frame;

// Frames, innermost first, of one error: through coroutines, and through pcall when the plugin
// catches the error and raises it again.
typedef struct {
    int32_t count;
    bool is_complete;            // all the way to the host: they belong to the fault
    bool in_flight;              // raised again by the host itself: the next capture belongs to it
    int32_t caught;              // captures of caught errors in this call
    size_t message_length;
    char message[SG_TRACE_MESSAGE];  // beginning of the error's text: tells who raises it again
    sg_frame frames[SG_TRACE_FRAMES];
} sg_trace;

struct sg_meter;

// Describes one frame; false when there is none at this level. Pushes nothing: a C function is
// told from others only when `names` is true and there is room for one value.
bool sg_frame_read(lua_State *L, int level, bool names, sg_frame *frame);

// Starts anew, or goes on when the error value at this index of L belongs to the error whose
// frames are kept.
void sg_trace_begin(struct sg_meter *meter, lua_State *L, int value);

// Adds the frames of a stack from this level on.
void sg_trace_add_stack(struct sg_meter *meter, lua_State *L, int level);

// Adds the frames from this level up to the one that catches the error: of pcall and xpcall.
void sg_trace_add_caught(
    struct sg_meter *meter, lua_State *L, int level, const lua_CFunction catchers[2]);

void sg_trace_add_note(struct sg_meter *meter, const char *note);

void sg_trace_add_frames(struct sg_meter *meter, const sg_frame *frames, int32_t count);

// Forgets what is kept.
void sg_trace_forget(struct sg_meter *meter);

// Writes frames as text: "stack traceback:" and one line a frame, at most `room` bytes with the
// NUL; what does not fit is left out in the middle.
void sg_trace_write(
    const struct sg_meter *meter, const sg_frame *frames, int32_t count, char *out, size_t room);

// Adds lines to a text of `used` bytes in a buffer of `room`; cuts in the middle, too.
void sg_trace_join(char *text, size_t used, const char *lines, size_t room);

#endif
