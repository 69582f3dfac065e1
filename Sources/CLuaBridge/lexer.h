// Tokens of a valid Lua 5.4 text, as llex.c reads them; see lexer.c.
#ifndef STRATAGEM_LEXER_H
#define STRATAGEM_LEXER_H

#include <stddef.h>

typedef enum {
    SG_NOT_KEYWORD = 0,
    SG_FUNCTION, SG_WHILE, SG_FOR, SG_IF, SG_REPEAT, SG_DO, SG_UNTIL, SG_END, SG_GOTO,
    SG_LOCAL, SG_RETURN, SG_BREAK, SG_ELSE, SG_ELSEIF, SG_OTHER_KEYWORD,
} sg_keyword;

typedef enum {
    SG_TOKEN_END, SG_TOKEN_NAME, SG_TOKEN_KEYWORD, SG_TOKEN_NUMBER, SG_TOKEN_STRING,
    SG_TOKEN_SYMBOL,
} sg_token_kind;

#define SG_DOUBLE_COLON 256
#define SG_LONG_SYMBOL 257    // any other symbol of two or three characters

typedef struct {
    sg_token_kind kind;
    const char *text;
    size_t length;
    sg_keyword keyword;
    int symbol;               // the character, or one of the two above
} sg_token;

typedef struct {
    const char *start, *at, *end;
} sg_lexer;

sg_lexer sg_lexer_start(const char *text, size_t length);
sg_token sg_lexer_next(sg_lexer *lexer);
size_t sg_lexer_offset(const sg_lexer *lexer);

#endif
