// The pattern matcher: a backtracking matcher whose every step is charged.
//
// Derived from lstrlib.c of Lua 5.4.4. Changed: work is counted in sg_work (1 unit a step, more for
// long sets and back references) and charged while matching; '.' repeats without a loop; the depth
// is set anew for each match, so that an iterator of gmatch that failed once can be called again
// (in stock Lua its depth limit is then lost and the C stack overflows).
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

static const char *match(sg_matcher *m, const char *s, const char *p);

// Raises a pattern error; the work so far is charged first.
#define pattern_error(m, ...) (sg_settle(&(m)->work), luaL_error((m)->work.L, __VA_ARGS__))

static int check_capture(sg_matcher *m, int digit) {
    int l = digit - '1';
    if (l < 0 || l >= m->level || m->capture[l].length == SG_CAPTURE_UNFINISHED) {
        return pattern_error(m, "invalid capture index %%%d", l + 1);
    }
    return l;
}

static int capture_to_close(sg_matcher *m) {
    for (int level = m->level - 1; level >= 0; level--) {
        if (m->capture[level].length == SG_CAPTURE_UNFINISHED) return level;
    }
    return pattern_error(m, "invalid pattern capture");
}

// The end of the single-character item that starts at p: where its suffix, if any, lies.
static const char *item_end(sg_matcher *m, const char *p) {
    switch (*p++) {
    case ESCAPE:
        if (p == m->pattern_end) pattern_error(m, "malformed pattern (ends with '%%')");
        return p + 1;
    case '[': {
        const char *start = p;
        if (*p == '^') p++;
        do {  // look for a ']'
            if (p == m->pattern_end) pattern_error(m, "malformed pattern (missing ']')");
            if (*(p++) == ESCAPE && p < m->pattern_end) p++;  // skip escapes such as '%]'
        } while (*p != ']');
        sg_spend(&m->work, p - start);
        return p + 1;
    }
    default:
        return p;
    }
}

static bool match_class(int c, int class) {
    int result;
    switch (tolower(class)) {
    case 'a': result = isalpha(c); break;
    case 'c': result = iscntrl(c); break;
    case 'd': result = isdigit(c); break;
    case 'g': result = isgraph(c); break;
    case 'l': result = islower(c); break;
    case 'p': result = ispunct(c); break;
    case 's': result = isspace(c); break;
    case 'u': result = isupper(c); break;
    case 'w': result = isalnum(c); break;
    case 'x': result = isxdigit(c); break;
    case 'z': result = (c == 0); break;  // deprecated
    default: return class == c;
    }
    return islower(class) ? result != 0 : result == 0;
}

// Whether c is in the set that starts at p with '[' and ends at `end` with ']'.
static bool match_set(int c, const char *p, const char *end) {
    bool inside = true;
    if (p[1] == '^') {
        inside = false;
        p++;
    }
    while (++p < end) {
        if (*p == ESCAPE) {
            p++;
            if (match_class(c, (unsigned char)*p)) return inside;
        } else if (p[1] == '-' && p + 2 < end) {
            p += 2;
            if ((unsigned char)p[-2] <= c && c <= (unsigned char)*p) return inside;
        } else if ((unsigned char)*p == c) {
            return inside;
        }
    }
    return !inside;
}

// What one single-character comparison costs, in eighths.
static inline lua_Integer item_price(const char *p, const char *end) {
    return *p == '[' ? 3 + (end - p) : 3;
}

static inline bool match_single(sg_matcher *m, const char *s, const char *p, const char *end) {
    if (s >= m->source_end) return false;
    int c = (unsigned char)*s;
    switch (*p) {
    case '.': return true;
    case ESCAPE: return match_class(c, (unsigned char)p[1]);
    case '[': return match_set(c, p, end - 1);
    default: return (unsigned char)*p == c;
    }
}

// %bxy
static const char *match_balance(sg_matcher *m, const char *s, const char *p) {
    if (p >= m->pattern_end - 1) {
        pattern_error(m, "malformed pattern (missing arguments to '%%b')");
    }
    if (*s != *p) return NULL;
    const char *start = s;
    const char *found = NULL;
    int depth = 1;
    while (++s < m->source_end) {
        if (*s == p[1]) {
            if (--depth == 0) {
                found = s + 1;
                break;
            }
        } else if (*s == p[0]) {
            depth++;
        }
    }
    sg_spend(&m->work, s - start);
    return found;
}

// %f[set]: whether s lies between a character out of the set and one in it.
static bool at_frontier(sg_matcher *m, const char *s, const char *p, const char **end) {
    if (*p != '[') pattern_error(m, "missing '[' after '%%f' in pattern");
    *end = item_end(m, p);
    sg_spend(&m->work, 2 * item_price(p, *end));
    int previous = s == m->source ? '\0' : (unsigned char)s[-1];
    return !match_set(previous, p, *end - 1) && match_set((unsigned char)*s, p, *end - 1);
}

// Suffix '*' (and '+', one character later): as many as possible, then fewer.
static const char *expand_most(sg_matcher *m, const char *s, const char *p, const char *end) {
    ptrdiff_t count = 0;
    if (*p == '.') {
        count = m->source_end - s;
    } else {
        lua_Integer price = item_price(p, end);
        while (match_single(m, s + count, p, end)) {
            count++;
            sg_spend(&m->work, price);
        }
    }
    for (; count >= 0; count--) {
        const char *result = match(m, s + count, end + 1);
        if (result != NULL) return result;
    }
    return NULL;
}

// Suffix '-': as few as possible, then more.
static const char *expand_least(sg_matcher *m, const char *s, const char *p, const char *end) {
    lua_Integer price = item_price(p, end);
    for (;;) {
        const char *result = match(m, s, end + 1);
        if (result != NULL) return result;
        if (!match_single(m, s, p, end)) return NULL;
        s++;
        sg_spend(&m->work, price);
    }
}

static const char *start_capture(sg_matcher *m, const char *s, const char *p, ptrdiff_t what) {
    if (m->level >= SG_CAPTURES_MAX) pattern_error(m, "too many captures");
    m->capture[m->level].start = s;
    m->capture[m->level].length = what;
    m->level++;
    const char *result = match(m, s, p);
    if (result == NULL) m->level--;
    return result;
}

static const char *end_capture(sg_matcher *m, const char *s, const char *p) {
    int l = capture_to_close(m);
    m->capture[l].length = s - m->capture[l].start;
    const char *result = match(m, s, p);
    if (result == NULL) m->capture[l].length = SG_CAPTURE_UNFINISHED;
    return result;
}

// %1 to %9: the text of that capture again.
static const char *match_capture(sg_matcher *m, const char *s, int digit) {
    int l = check_capture(m, digit);
    size_t length = (size_t)m->capture[l].length;  // a position capture is longer than any string
    if ((size_t)(m->source_end - s) < length) return NULL;
    sg_spend(&m->work, (lua_Integer)(length / 8));
    return memcmp(m->capture[l].start, s, length) == 0 ? s + length : NULL;
}

// Matches p at s; the end of the match, or NULL. A loop for what stock Lua calls tail recursion.
static const char *match(sg_matcher *m, const char *s, const char *p) {
    if (m->depth-- == 0) pattern_error(m, "pattern too complex");
    while (p != m->pattern_end) {
        const char *end;
        sg_spend(&m->work, 8);
        switch (*p) {
        case '(':
            s = p[1] == ')' ? start_capture(m, s, p + 2, SG_CAPTURE_POSITION)
                            : start_capture(m, s, p + 1, SG_CAPTURE_UNFINISHED);
            goto done;
        case ')':
            s = end_capture(m, s, p + 1);
            goto done;
        case '$':
            if (p + 1 != m->pattern_end) break;  // a plain '$'
            if (s != m->source_end) s = NULL;
            goto done;
        case ESCAPE:
            if (p[1] == 'b') {
                s = match_balance(m, s, p + 2);
                if (s == NULL) goto done;
                p += 4;
                continue;
            }
            if (p[1] == 'f') {
                if (!at_frontier(m, s, p + 2, &end)) goto fail;
                p = end;
                continue;
            }
            if ('0' <= p[1] && p[1] <= '9') {
                s = match_capture(m, s, p[1]);
                if (s == NULL) goto done;
                p += 2;
                continue;
            }
            break;
        default:
            break;
        }
        end = item_end(m, p);
        if (*p == '[') sg_spend(&m->work, end - p);
        if (!match_single(m, s, p, end)) {
            if (*end != '*' && *end != '?' && *end != '-') goto fail;
            p = end + 1;  // none is enough
        } else if (*end == '?') {
            const char *result = match(m, s + 1, end + 1);
            if (result != NULL) {
                s = result;
                goto done;
            }
            p = end + 1;
        } else if (*end == '+' || *end == '*') {
            s = expand_most(m, *end == '+' ? s + 1 : s, p, end);
            goto done;
        } else if (*end == '-') {
            s = expand_least(m, s, p, end);
            goto done;
        } else {
            s++;
            p = end;
        }
    }
    goto done;
fail:
    s = NULL;
done:
    m->depth++;
    return s;
}

void sg_matcher_prepare(
    sg_matcher *m, lua_State *L, const char *source, size_t source_length, const char *pattern,
    size_t pattern_length) {
    m->work.L = L;
    m->work.eighths = SG_PRICE_CALL * 8;
    m->source = source;
    m->source_end = source + source_length;
    m->pattern_end = pattern + pattern_length;
}

const char *sg_matcher_match(sg_matcher *m, const char *s, const char *pattern) {
    m->level = 0;
    m->depth = SG_MATCH_DEPTH_MAX;
    return match(m, s, pattern);
}

ptrdiff_t sg_matcher_capture(
    sg_matcher *m, int i, const char *s, const char *e, const char **text) {
    if (i >= m->level) {
        if (i != 0) pattern_error(m, "invalid capture index %%%d", i + 1);
        *text = s;
        return e - s;
    }
    ptrdiff_t length = m->capture[i].length;
    *text = m->capture[i].start;
    if (length == SG_CAPTURE_UNFINISHED) {
        pattern_error(m, "unfinished capture");
    } else if (length == SG_CAPTURE_POSITION) {
        lua_pushinteger(m->work.L, (m->capture[i].start - m->source) + 1);
    }
    return length;
}

void sg_matcher_push_capture(sg_matcher *m, int i, const char *s, const char *e) {
    const char *text;
    ptrdiff_t length = sg_matcher_capture(m, i, s, e, &text);
    if (length == SG_CAPTURE_POSITION) return;  // already pushed
    sg_spend(&m->work, length / 8);
    lua_pushlstring(m->work.L, text, (size_t)length);
}

int sg_matcher_push_captures(sg_matcher *m, const char *s, const char *e) {
    int count = m->level == 0 && s != NULL ? 1 : m->level;
    luaL_checkstack(m->work.L, count, "too many captures");
    for (int i = 0; i < count; i++) sg_matcher_push_capture(m, i, s, e);
    return count;
}
