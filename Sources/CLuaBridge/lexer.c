// The lexer of the injection pass. It is exact for texts that Lua has compiled; for others it only
// promises to stay inside the text and to end.
#include "lexer.h"

#include <stdbool.h>
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_hexadecimal(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool is_newline(char c) { return c == '\n' || c == '\r'; }

static char peek(const sg_lexer *lexer, size_t ahead) {
    return (size_t)(lexer->end - lexer->at) > ahead ? lexer->at[ahead] : '\0';
}

static bool at_end(const sg_lexer *lexer) { return lexer->at >= lexer->end; }

sg_lexer sg_lexer_start(const char *text, size_t length) {
    return (sg_lexer){text, text, text + length};
}

size_t sg_lexer_offset(const sg_lexer *lexer) { return (size_t)(lexer->at - lexer->start); }

// Number of '=' of a long bracket that opens here, or -1 when none does.
static int long_bracket_level(const sg_lexer *lexer) {
    if (peek(lexer, 0) != '[') return -1;
    int level = 0;
    while (peek(lexer, (size_t)level + 1) == '=') level++;
    return peek(lexer, (size_t)level + 1) == '[' ? level : -1;
}

static void skip_long_bracket(sg_lexer *lexer, int level) {
    lexer->at += level + 2;
    while (!at_end(lexer)) {
        if (*lexer->at++ != ']') continue;
        int seen = 0;
        while (peek(lexer, (size_t)seen) == '=') seen++;
        if (seen == level && peek(lexer, (size_t)seen) == ']') {
            lexer->at += seen + 1;
            return;
        }
    }
}

static void skip_comment(sg_lexer *lexer) {
    lexer->at += 2;
    int level = long_bracket_level(lexer);
    if (level >= 0) {
        skip_long_bracket(lexer, level);
        return;
    }
    while (!at_end(lexer) && !is_newline(*lexer->at)) lexer->at++;
}

static void skip_space(sg_lexer *lexer) {
    while (!at_end(lexer)) {
        char c = *lexer->at;
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            lexer->at++;
        } else if (c == '-' && peek(lexer, 1) == '-') {
            skip_comment(lexer);
        } else {
            return;
        }
    }
}

// A quoted string ends at its own quote: every other character may follow a backslash, and after
// \z or an escaped line break raw line breaks may stand inside.
static void skip_quoted(sg_lexer *lexer) {
    char quote = *lexer->at++;
    while (!at_end(lexer)) {
        char c = *lexer->at++;
        if (c == quote) return;
        if (c == '\\' && !at_end(lexer)) lexer->at++;
    }
}

// As read_numeral of llex.c: everything that looks like a part of a number belongs to it.
static void skip_number(sg_lexer *lexer) {
    bool hexadecimal = peek(lexer, 0) == '0' && (peek(lexer, 1) == 'x' || peek(lexer, 1) == 'X');
    lexer->at += hexadecimal ? 2 : 1;
    while (!at_end(lexer)) {
        char c = *lexer->at;
        char lower = (char)(c | 0x20);
        if (lower == (hexadecimal ? 'p' : 'e')) {
            lexer->at++;
            if (peek(lexer, 0) == '+' || peek(lexer, 0) == '-') lexer->at++;
        } else if (is_hexadecimal(c) || c == '.') {
            lexer->at++;
        } else {
            return;
        }
    }
}

static sg_keyword keyword_of(const char *text, size_t length) {
    static const struct { const char *text; sg_keyword keyword; } words[] = {
        {"function", SG_FUNCTION}, {"while", SG_WHILE}, {"for", SG_FOR}, {"if", SG_IF},
        {"repeat", SG_REPEAT}, {"do", SG_DO}, {"until", SG_UNTIL}, {"end", SG_END},
        {"goto", SG_GOTO}, {"local", SG_LOCAL}, {"return", SG_RETURN}, {"break", SG_BREAK},
        {"else", SG_ELSE}, {"elseif", SG_ELSEIF}, {"and", SG_OTHER_KEYWORD},
        {"false", SG_OTHER_KEYWORD}, {"in", SG_OTHER_KEYWORD}, {"nil", SG_OTHER_KEYWORD},
        {"not", SG_OTHER_KEYWORD}, {"or", SG_OTHER_KEYWORD}, {"then", SG_OTHER_KEYWORD},
        {"true", SG_OTHER_KEYWORD},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].text) == length && memcmp(words[i].text, text, length) == 0) {
            return words[i].keyword;
        }
    }
    return SG_NOT_KEYWORD;
}

static int take_symbol(sg_lexer *lexer) {
    static const char *const long_symbols[] = {"...", "..", "//", "::", "<<", ">>", "==", "~=",
                                               "<=", ">="};
    for (size_t i = 0; i < sizeof long_symbols / sizeof long_symbols[0]; i++) {
        size_t length = strlen(long_symbols[i]);
        if ((size_t)(lexer->end - lexer->at) >= length &&
            memcmp(lexer->at, long_symbols[i], length) == 0) {
            lexer->at += length;
            return long_symbols[i][0] == ':' ? SG_DOUBLE_COLON : SG_LONG_SYMBOL;
        }
    }
    return (unsigned char)*lexer->at++;
}

sg_token sg_lexer_next(sg_lexer *lexer) {
    skip_space(lexer);
    sg_token token = {SG_TOKEN_END, lexer->at, 0, SG_NOT_KEYWORD, 0};
    if (at_end(lexer)) return token;
    char c = *lexer->at;
    int level = long_bracket_level(lexer);
    if (is_letter(c)) {
        while (is_letter(peek(lexer, 0)) || is_digit(peek(lexer, 0))) lexer->at++;
        token.length = (size_t)(lexer->at - token.text);
        token.keyword = keyword_of(token.text, token.length);
        token.kind = token.keyword == SG_NOT_KEYWORD ? SG_TOKEN_NAME : SG_TOKEN_KEYWORD;
    } else if (is_digit(c) || (c == '.' && is_digit(peek(lexer, 1)))) {
        skip_number(lexer);
        token.kind = SG_TOKEN_NUMBER;
    } else if (c == '"' || c == '\'') {
        skip_quoted(lexer);
        token.kind = SG_TOKEN_STRING;
    } else if (level >= 0) {
        skip_long_bracket(lexer, level);
        token.kind = SG_TOKEN_STRING;
    } else {
        token.kind = SG_TOKEN_SYMBOL;
        token.symbol = take_symbol(lexer);
    }
    token.length = (size_t)(lexer->at - token.text);
    return token;
}
