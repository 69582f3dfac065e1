// string.find, match, gmatch and gsub.
//
// Derived from lstrlib.c of Lua 5.4.4. Changed: the work is charged (see library_string_match.c);
// plain search compares in pieces, each charged; gsub copies the text between matches in one go and
// refuses a long result as soon as it is known to be too long.
//
// Copyright (C) 1994-2022 Lua.org, PUC-Rio.
//
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software
// and associated documentation files (the "Software"), to deal in the Software without
// restriction, including without limitation the rights to use, copy, modify, merge, publish,
// distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
// Software is furnished to do so, subject to the following conditions: The above copyright notice
// and this permission notice shall be included in all copies or substantial portions of the
// Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED,
// INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE
// AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
// DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
#include <ctype.h>

#include "library_match.h"

#define ESCAPE '%'
#define SPECIALS "^$*+?.([%-"
#define PIECE 256  // bytes compared between two charges

static bool same_bytes(sg_work *work, const char *a, const char *b, size_t length) {
    while (length > 0) {
        size_t piece = length < PIECE ? length : PIECE;
        sg_spend(work, (lua_Integer)(piece / 8));
        if (memcmp(a, b, piece) != 0) return false;
        a += piece;
        b += piece;
        length -= piece;
    }
    return true;
}

static const char *find_plain(
    sg_work *work, const char *s, size_t length, const char *p, size_t pattern_length) {
    if (pattern_length == 0) return s;  // an empty string is everywhere
    if (pattern_length > length) return NULL;
    pattern_length--;          // its first byte is looked for by memchr
    length -= pattern_length;  // the pattern cannot start after that
    while (length > 0) {
        const char *start = memchr(s, *p, length);
        if (start == NULL) {
            sg_spend(work, (lua_Integer)(length / 8));
            return NULL;
        }
        start++;
        sg_spend(work, 8 + (start - s) / 8);
        if (same_bytes(work, start, p + 1, pattern_length)) return start - 1;
        length -= (size_t)(start - s);
        s = start;
    }
    return NULL;
}

static bool has_no_specials(sg_work *work, const char *p, size_t length) {
    size_t done = 0;
    sg_spend(work, (lua_Integer)(length / 2));
    do {
        if (strpbrk(p + done, SPECIALS) != NULL) return false;
        done += strlen(p + done) + 1;  // there may be more after a NUL
    } while (done <= length);
    return true;
}

static int find_or_match(lua_State *L, bool find) {
    size_t length, pattern_length;
    const char *s = luaL_checklstring(L, 1, &length);
    const char *p = luaL_checklstring(L, 2, &pattern_length);
    size_t start = sg_first_position(sg_optional_integer(L, 3, 1), length) - 1;
    sg_matcher m;
    sg_matcher_prepare(&m, L, s, length, p, pattern_length);
    if (start > length) {
        sg_settle(&m.work);
        luaL_pushfail(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || has_no_specials(&m.work, p, pattern_length))) {
        const char *found = find_plain(&m.work, s + start, length - start, p, pattern_length);
        sg_settle(&m.work);
        if (found == NULL) {
            luaL_pushfail(L);
            return 1;
        }
        lua_pushinteger(L, (found - s) + 1);
        lua_pushinteger(L, (found - s) + (lua_Integer)pattern_length);
        return 2;
    }
    bool anchored = *p == '^';
    if (anchored) p++;
    const char *from = s + start;
    do {
        const char *end = sg_matcher_match(&m, from, p);
        if (end != NULL) {
            int count = 0;
            if (find) {
                lua_pushinteger(L, (from - s) + 1);
                lua_pushinteger(L, end - s);
                count = 2;
            }
            count += sg_matcher_push_captures(&m, find ? NULL : from, find ? NULL : end);
            sg_settle(&m.work);
            return count;
        }
    } while (from++ < m.source_end && !anchored);
    sg_settle(&m.work);
    luaL_pushfail(L);
    return 1;
}

int sg_string_find(lua_State *L) { return find_or_match(L, true); }

int sg_string_match(lua_State *L) { return find_or_match(L, false); }

// What an iterator of gmatch keeps, in a userdata beside the two strings it points into.
typedef struct {
    const char *from;        // where to go on
    const char *pattern;
    const char *last_match;  // end of the last match, which an empty match may not repeat
    sg_matcher matcher;
} gmatch_state;

static int gmatch_next(lua_State *L) {
    gmatch_state *state = lua_touserdata(L, lua_upvalueindex(3));
    sg_matcher *m = &state->matcher;
    m->work.L = L;  // may be another coroutine each time
    m->work.eighths = SG_PRICE_CALL * 8;
    for (const char *s = state->from; s <= m->source_end; s++) {
        const char *end = sg_matcher_match(m, s, state->pattern);
        if (end != NULL && end != state->last_match) {
            state->from = state->last_match = end;
            int count = sg_matcher_push_captures(m, s, end);
            sg_settle(&m->work);
            return count;
        }
    }
    sg_settle(&m->work);
    return 0;
}

int sg_string_gmatch(lua_State *L) {
    size_t length, pattern_length;
    const char *s = luaL_checklstring(L, 1, &length);
    const char *p = luaL_checklstring(L, 2, &pattern_length);
    size_t start = sg_first_position(sg_optional_integer(L, 3, 1), length) - 1;
    sg_charge(L, SG_PRICE_CALL + 4);
    lua_settop(L, 2);  // the closure keeps both strings alive
    gmatch_state *state = lua_newuserdatauv(L, sizeof(gmatch_state), 0);
    sg_matcher_prepare(&state->matcher, L, s, length, p, pattern_length);
    state->from = s + (start > length ? length + 1 : start);
    state->pattern = p;
    state->last_match = NULL;
    lua_pushcclosure(L, gmatch_next, 3);
    return 1;
}

// Adds the replacement string, argument 3, with its %0 to %9 filled in.
static void add_replacement(sg_matcher *m, sg_text *result, const char *s, const char *e) {
    lua_State *L = m->work.L;
    size_t length;
    const char *text = lua_tolstring(L, 3, &length);
    sg_spend(&m->work, (lua_Integer)(length / 8));
    const char *p;
    while ((p = memchr(text, ESCAPE, length)) != NULL) {
        sg_spend(&m->work, 8);
        sg_text_add(result, text, (size_t)(p - text));
        p++;
        if (*p == ESCAPE) {
            sg_text_add(result, p, 1);
        } else if (*p == '0') {
            sg_spend(&m->work, (e - s) / 8);
            sg_text_add(result, s, (size_t)(e - s));
        } else if (isdigit((unsigned char)*p)) {
            const char *capture;
            ptrdiff_t size = sg_matcher_capture(m, *p - '1', s, e, &capture);
            if (size == SG_CAPTURE_POSITION) {
                sg_text_add_top(result);
            } else {
                sg_spend(&m->work, size / 8);
                sg_text_add(result, capture, (size_t)size);
            }
        } else {
            sg_settle(&m->work);
            luaL_error(L, "invalid use of '%c' in replacement string", ESCAPE);
        }
        length -= (size_t)(p + 1 - text);
        text = p + 1;
    }
    sg_text_add(result, text, length);
}

// Adds what replaces the match s..e. False when a function or table says to keep the text.
static bool add_value(
    sg_matcher *m, sg_text *result, const char *s, const char *e, int replacement) {
    lua_State *L = m->work.L;
    if (replacement == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        int count = sg_matcher_push_captures(m, s, e);
        sg_spend(&m->work, 2 * 8);
        sg_settle(&m->work);
        lua_call(L, count, 1);
    } else if (replacement == LUA_TTABLE) {
        sg_matcher_push_capture(m, 0, s, e);
        sg_spend(&m->work, 2 * 8);
        lua_gettable(L, 3);
    } else {
        add_replacement(m, result, s, e);
        return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        return false;
    }
    if (!lua_isstring(L, -1)) {
        sg_settle(&m->work);
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    }
    sg_spend(&m->work, (lua_Integer)(lua_rawlen(L, -1) / 8));
    sg_text_add_top(result);
    return true;
}

int sg_string_gsub(lua_State *L) {
    size_t length, pattern_length;
    const char *s = luaL_checklstring(L, 1, &length);
    const char *p = luaL_checklstring(L, 2, &pattern_length);
    int replacement = lua_type(L, 3);
    lua_Integer most = sg_optional_integer(L, 4, (lua_Integer)length + 1);
    luaL_argexpected(
        L,
        replacement == LUA_TNUMBER || replacement == LUA_TSTRING || replacement == LUA_TFUNCTION
            || replacement == LUA_TTABLE,
        3, "string/function/table");
    bool anchored = *p == '^';
    sg_matcher m;
    sg_matcher_prepare(&m, L, s, length, p, pattern_length);
    if (anchored) p++;
    sg_text result;
    sg_text_begin(&result, L);
    const char *pending = s;  // text from here on is not yet in the result
    const char *last_match = NULL;
    lua_Integer count = 0;
    bool changed = false;
    while (count < most) {
        const char *end = sg_matcher_match(&m, s, p);
        if (end != NULL && end != last_match) {
            count++;
            sg_spend(&m.work, 8 + (s - pending) / 8);
            sg_text_add(&result, pending, (size_t)(s - pending));
            pending = s;
            if (add_value(&m, &result, s, end, replacement)) {
                changed = true;
                pending = end;
            }
            s = last_match = end;
        } else if (s < m.source_end) {
            s++;
        } else {
            break;
        }
        if (anchored) break;
    }
    if (changed) {
        sg_spend(&m.work, (lua_Integer)(result.count / 8) + (m.source_end - pending) / 8);
        sg_settle(&m.work);
        sg_text_add(&result, pending, (size_t)(m.source_end - pending));
        sg_text_push(&result);
    } else {
        sg_settle(&m.work);
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}
