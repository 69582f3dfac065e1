// Headers of loops that are paid for ahead: `for NAME = NUMBER , LIMIT do` on one line, the number
// written in decimal, no step. Such a loop runs over integers, and its limit says how often. All
// else (a step, a first value that is not written out, comments and line breaks before 'do') is
// left to the charge of each turn.
#include "counted_loop.h"

#include <string.h>

#include "meter.h"
#define DIGITS_MAX 9
#define NAME_BYTES_MAX 40    // a charge with two names in it stays short

// The value of a decimal integer, or -1.
static int64_t value_of(const sg_token *token) {
    if (token->kind != SG_TOKEN_NUMBER || token->length > DIGITS_MAX) return -1;
    int64_t value = 0;
    for (size_t i = 0; i < token->length; i++) {
        if (token->text[i] < '0' || token->text[i] > '9') return -1;
        value = value * 10 + (token->text[i] - '0');
    }
    return value;
}

static bool is_symbol(const sg_token *token, int symbol) {
    return token->kind == SG_TOKEN_SYMBOL && token->symbol == symbol;
}

// Reads the limit up to 'do'. False when there is a step, or a function in the limit.
static bool read_limit(sg_lexer *lexer, int64_t *last) {
    int tokens = 0, brackets = 0;
    sg_token token, newest = {0};
    for (;; tokens++, newest = token) {
        token = sg_lexer_next(lexer);
        if (token.kind == SG_TOKEN_END || token.keyword == SG_FUNCTION) return false;
        if (token.keyword == SG_DO) break;
        if (is_symbol(&token, ',') && brackets == 0) return false;
        brackets += is_symbol(&token, '(') || is_symbol(&token, '[') || is_symbol(&token, '{');
        brackets -= is_symbol(&token, ')') || is_symbol(&token, ']') || is_symbol(&token, '}');
    }
    int64_t value = tokens == 1 ? value_of(&newest) : -1;
    *last = value >= 0 ? value : SG_LIMIT_UNKNOWN;
    return true;
}

bool sg_counted_loop_read(sg_lexer after_for, sg_counted_loop *out) {
    const char *begin = after_for.at;
    sg_lexer *lexer = &after_for;
    sg_token name = sg_lexer_next(lexer);
    sg_token equals = sg_lexer_next(lexer);
    sg_token first = sg_lexer_next(lexer);
    sg_token comma = sg_lexer_next(lexer);
    int64_t value = value_of(&first);
    if (name.kind != SG_TOKEN_NAME || name.length > NAME_BYTES_MAX || value < 0 ||
        !is_symbol(&equals, '=') || !is_symbol(&comma, ',')) {
        return false;
    }
    *out = (sg_counted_loop){
        .name = name.text, .name_length = (int)name.length, .first = value,
        .comma = sg_lexer_offset(lexer)};
    if (memchr(begin, '-', (size_t)(lexer->at - begin)) != NULL) return false;  // a comment
    if (!read_limit(lexer, &out->last)) return false;
    size_t length = (size_t)(lexer->at - begin);
    return memchr(begin, '\n', length) == NULL && memchr(begin, '\r', length) == NULL;
}

int64_t sg_counted_loop_turns(const sg_counted_loop *loop) {
    if (loop->has_exit || loop->last < loop->first) return 0;
    int64_t turns = loop->last - loop->first + 1;
    return turns <= SG_AHEAD_FUEL / loop->cost ? turns : 0;
}

int64_t sg_counted_loop_stride(const sg_counted_loop *loop) {
    int64_t turns = loop->has_exit ? 0 : SG_AHEAD_FUEL / loop->cost;
    return turns >= 4 ? turns : 0;
}
