// The pattern matcher: its state, and what find, match, gmatch and gsub need of it.
#ifndef STRATAGEM_LIBRARY_MATCH_H
#define STRATAGEM_LIBRARY_MATCH_H

#include "library.h"

#define SG_CAPTURES_MAX 32
#define SG_MATCH_DEPTH_MAX 200  // recursion of the matcher, as in stock Lua: bounds the C stack
#define SG_CAPTURE_UNFINISHED (-1)
#define SG_CAPTURE_POSITION (-2)

typedef struct {
    sg_work work;
    const char *source;       // subject
    const char *source_end;   // its end, where a NUL lies
    const char *pattern_end;  // end of the pattern, where a NUL lies
    int depth;                // recursion that is left
    int level;                // captures so far, finished or not
    struct {
        const char *start;
        ptrdiff_t length;  // or SG_CAPTURE_UNFINISHED, SG_CAPTURE_POSITION
    } capture[SG_CAPTURES_MAX];
} sg_matcher;

// Prepares a matcher and counts the price of the call. Pattern without its anchor.
void sg_matcher_prepare(
    sg_matcher *matcher, lua_State *L, const char *source, size_t source_length,
    const char *pattern, size_t pattern_length);

// Matches the pattern exactly at `s`. The end of the match, or NULL.
const char *sg_matcher_match(sg_matcher *matcher, const char *s, const char *pattern);

// The text of capture i, or of the whole match s..e when there are no captures and i is 0. For a
// position capture pushes the position and returns SG_CAPTURE_POSITION.
ptrdiff_t sg_matcher_capture(
    sg_matcher *matcher, int i, const char *s, const char *e, const char **text);

// Pushes one capture; all of them (the whole match s..e when there are none and s is not NULL).
void sg_matcher_push_capture(sg_matcher *matcher, int i, const char *s, const char *e);
int sg_matcher_push_captures(sg_matcher *matcher, const char *s, const char *e);

#endif
