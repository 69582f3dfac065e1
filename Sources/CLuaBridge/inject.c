// Metering by injection: one pass over the tokens of a plugin text finds every place that control
// flow must pass again and again, and puts a charge there, on the same line:
//
//     do local f=__fuel-COST __fuel=f if f<0 then __tick() end end
//
// at the start of the main chunk, after the ')' that closes a function's parameters, after
// 'repeat', after the 'do' of 'while' and 'for', and before every 'goto'. COST is the number of
// tokens that one pass through that block executes at most: nested functions and loops pay for
// themselves. A 'while' condition and an 'until' condition count to their loop. A backward 'goto'
// pays for all tokens since the label. A plain 'do' block runs once a pass of the block around it
// and needs no charge.
//
// The local saves one read of an upvalue in five instructions. Nothing of Lua or of the host runs
// between its reading and its last use, and it is never written back after __tick has set __fuel.
// It needs a place among the 200 locals of a function, a register and a level of nesting, so a text
// at one of these limits is compiled once more with charges that need none of them:
//
//     __fuel=__fuel-COST if __fuel<0 then __tick() end
//
// Both forms charge the same, and what compiling costs in fuel is reckoned by this second text.
//
// __fuel and __tick are locals of a wrapper around the text, so they are upvalues that every
// function of the plugin shares, in whatever coroutine, callback or handler it runs. The text may
// not contain these two names.
//
// The text is compiled by itself first: only a valid chunk is wrapped, so it cannot close the
// wrapper early, and the lexer below needs to be right for valid programs only. It follows
// llex.c of Lua 5.4 token by token.
#include "inject.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lexer.h"
#include "meter.h"
#define BLOCKS_MAX 512       // Lua's parser stops at 200 nested C levels
#define LABELS_MAX 256
#define FUEL "__fuel"
#define TICK "__tick"
#define NONE (-1)

typedef enum { BLOCK_FUNCTION, BLOCK_WHILE, BLOCK_FOR, BLOCK_LOOP, BLOCK_REPEAT, BLOCK_PLAIN } kind;

// How a charge is spelled: with a local of its own, or with upvalues only.
typedef enum { FORM_LOCAL, FORM_UPVALUE } form;

// One place where a charge goes.
typedef struct {
    size_t offset;
    int64_t cost;
} point;

typedef struct {
    kind kind;
    int charge;              // index of the point that pays for this block's tokens
    int labels;              // labels that could be seen where it began
    int tail;                // of a function: the 'until' condition that it is written in, or NONE
} block;

typedef struct {
    const char *name;
    size_t length;
    int64_t token;
} label;

typedef struct {
    point *points;
    int count, capacity;
    block blocks[BLOCKS_MAX];
    int depth;
    label labels[LABELS_MAX];
    int label_count;
    int parameters;          // depth of '(' after 'function', 0 when outside
    bool awaiting_parameters;
    int tail;                // point of the repeat whose 'until' condition is being read, or NONE
    int64_t tokens;
    const char *at;          // the token being read
    const char *error;
} injection;

static int add_point(injection *in, size_t offset, int64_t cost) {
    if (in->count == in->capacity) {
        in->error = "the text has too many loops and functions";
        return 0;
    }
    in->points[in->count] = (point){offset, cost};
    return in->count++;
}

static void open_block(injection *in, kind kind, int charge) {
    if (in->depth + 1 >= BLOCKS_MAX) {
        in->error = "blocks are nested too deeply";
        return;
    }
    in->blocks[++in->depth] = (block){kind, charge, in->label_count, in->tail};
    if (kind == BLOCK_FUNCTION) in->tail = NONE;
}

static void close_block(injection *in) {
    if (in->depth == 0) {
        in->error = "unbalanced 'end'";
        return;
    }
    const block *closed = &in->blocks[in->depth];
    if (closed->kind == BLOCK_FUNCTION) in->tail = closed->tail;
    in->label_count = closed->labels;  // no 'goto' from outside reaches the labels inside
    in->depth--;
}

static int charge_of(const injection *in) { return in->blocks[in->depth].charge; }

// The first label that lies in the function around this place.
static int first_label(const injection *in) {
    for (int i = in->depth; i > 0; i--) {
        if (in->blocks[i].kind == BLOCK_FUNCTION) return in->blocks[i].labels;
    }
    return 0;
}

static int64_t goto_cost(const injection *in, const sg_token *name) {
    for (int i = first_label(in); i < in->label_count; i++) {
        const label *each = &in->labels[i];
        if (each->length == name->length && memcmp(each->name, name->text, name->length) == 0) {
            return in->tokens - each->token;
        }
    }
    return 1;
}

static void add_label(injection *in, const sg_token *name) {
    if (in->label_count == LABELS_MAX) {
        in->error = "the text has too many labels";
        return;
    }
    in->labels[in->label_count++] = (label){name->text, name->length, in->tokens};
}

static void take_do(injection *in, size_t after) {
    block *top = &in->blocks[in->depth];
    if (in->depth > 0 && top->kind == BLOCK_WHILE) {
        in->points[top->charge].offset = after;
        top->kind = BLOCK_LOOP;
    } else if (in->depth > 0 && top->kind == BLOCK_FOR) {
        top->kind = BLOCK_LOOP;
        top->charge = add_point(in, after, 1);
    } else {
        open_block(in, BLOCK_PLAIN, charge_of(in));
    }
}

// Ends the region of an 'until' condition: the first keyword that cannot be part of it.
static bool ends_condition(sg_keyword word) {
    switch (word) {
        case SG_LOCAL: case SG_IF: case SG_WHILE: case SG_FOR: case SG_REPEAT: case SG_RETURN:
        case SG_BREAK: case SG_GOTO: case SG_END: case SG_UNTIL: case SG_ELSE: case SG_ELSEIF:
        case SG_DO:
            return true;
        default:
            return false;
    }
}

static void take_keyword(injection *in, const sg_token *token, const sg_lexer *lexer) {
    size_t after = sg_lexer_offset(lexer);
    if (ends_condition(token->keyword)) in->tail = NONE;
    switch (token->keyword) {
        case SG_FUNCTION: in->awaiting_parameters = true; break;
        case SG_WHILE: open_block(in, BLOCK_WHILE, add_point(in, 0, 1)); break;
        case SG_FOR: open_block(in, BLOCK_FOR, charge_of(in)); break;
        case SG_IF: open_block(in, BLOCK_PLAIN, charge_of(in)); break;
        case SG_REPEAT: open_block(in, BLOCK_REPEAT, add_point(in, after, 1)); break;
        case SG_DO: take_do(in, after); break;
        case SG_UNTIL:
            in->tail = charge_of(in);
            close_block(in);
            break;
        case SG_END: close_block(in); break;
        case SG_GOTO: {
            sg_lexer ahead = *lexer;
            sg_token name = sg_lexer_next(&ahead);
            add_point(in, after - token->length, goto_cost(in, &name));
            break;
        }
        default: break;
    }
}

static void take_symbol(injection *in, const sg_token *token, sg_lexer *lexer) {
    if (in->awaiting_parameters && token->symbol == '(') {
        in->awaiting_parameters = false;
        in->parameters = 1;
    } else if (in->parameters > 0 && token->symbol == ')') {
        in->parameters = 0;
        open_block(in, BLOCK_FUNCTION, add_point(in, sg_lexer_offset(lexer), 1));
    } else if (token->symbol == SG_DOUBLE_COLON) {
        sg_token name = sg_lexer_next(lexer);
        add_label(in, &name);
        sg_lexer_next(lexer);
    }
}

static bool is_reserved(const sg_token *token) {
    return token->length == 6 &&
           (memcmp(token->text, FUEL, 6) == 0 || memcmp(token->text, TICK, 6) == 0);
}

static void scan(injection *in, const char *text, size_t length) {
    sg_lexer lexer = sg_lexer_start(text, length);
    in->tail = NONE;
    in->depth = 0;
    in->blocks[0] = (block){BLOCK_FUNCTION, add_point(in, 0, 1), 0, NONE};
    while (in->error == NULL) {
        sg_token token = sg_lexer_next(&lexer);
        if (token.kind == SG_TOKEN_END) break;
        in->at = token.text;
        in->tokens++;
        in->points[charge_of(in)].cost++;
        if (in->tail != NONE) in->points[in->tail].cost++;
        if (token.kind == SG_TOKEN_NAME && is_reserved(&token)) {
            in->error = "the names " FUEL " and " TICK " are reserved for metering";
        } else if (token.kind == SG_TOKEN_KEYWORD) {
            take_keyword(in, &token, &lexer);
        } else if (token.kind == SG_TOKEN_SYMBOL) {
            take_symbol(in, &token, &lexer);
        }
    }
}

// Insertion sort: points come almost in order (a 'while' gets its offset late).
static void sort_points(point *points, int count) {
    for (int i = 1; i < count; i++) {
        point moving = points[i];
        int at = i;
        while (at > 0 && points[at - 1].offset > moving.offset) {
            points[at] = points[at - 1];
            at--;
        }
        points[at] = moving;
    }
}

#define CHARGE_BYTES 128

// Returns the length of the charge.
static size_t spell(char out[CHARGE_BYTES], form form, int64_t cost) {
    const char *text = form == FORM_LOCAL
                           ? " do local f=" FUEL "-%lld " FUEL "=f if f<0 then " TICK "() end end "
                           : " " FUEL "=" FUEL "-%lld if " FUEL "<0 then " TICK "() end ";
    return (size_t)snprintf(out, CHARGE_BYTES, text, (long long)cost);
}

static void write_injected(
    lua_State *L, const injection *in, const char *text, size_t length, form form) {
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    size_t done = 0;
    for (int i = 0; i < in->count; i++) {
        char charge[CHARGE_BYTES];
        luaL_addlstring(&out, text + done, in->points[i].offset - done);
        done = in->points[i].offset;
        luaL_addlstring(&out, charge, spell(charge, form, in->points[i].cost));
    }
    luaL_addlstring(&out, text + done, length - done);
    luaL_pushresult(&out);
}

// As Lua counts lines: "\r\n" and "\n\r" are one line break each.
static int line_of(const char *text, const char *at) {
    int line = 1;
    for (const char *c = text; c < at; c++) {
        if (*c != '\n' && *c != '\r') continue;
        if (c + 1 < at && (c[1] == '\n' || c[1] == '\r') && c[1] != *c) c++;
        line++;
    }
    return line;
}

// Refuses a text that is too long, with a message; before Lua's parser, whose time can grow with
// the square of the length.
static bool is_short_enough(lua_State *L, size_t length, const char *place) {
    if (length <= SG_SOURCE_BYTES_MAX) return true;
    lua_pushfstring(
        L, "%s: the text has %I bytes; a plugin may have at most %d", place, (lua_Integer)length,
        SG_SOURCE_BYTES_MAX);
    return false;
}

// Pushes the charges of a text as an injection, or a message and returns NULL.
static injection *find_charges(
    lua_State *L, const char *text, size_t length, const char *place) {
    if (!is_short_enough(L, length, place)) return NULL;
    // Every point belongs to a token of at least two characters, but for ')'.
    int capacity = (int)length + 2;
    injection *in = lua_newuserdatauv(L, sizeof(injection) + (size_t)capacity * sizeof(point), 0);
    memset(in, 0, sizeof(injection));
    in->points = (point *)(in + 1);
    in->capacity = capacity;
    scan(in, text, length);
    if (in->error != NULL) {
        lua_pushfstring(L, "%s:%d: %s", place, line_of(text, in->at), in->error);
        lua_remove(L, -2);
        return NULL;
    }
    sort_points(in->points, in->count);
    return in;
}

int sg_inject(lua_State *L, const char *text, size_t length, const char *place) {
    const injection *in = find_charges(L, text, length, place);
    if (in == NULL) return 0;
    write_injected(L, in, text, length, FORM_LOCAL);
    lua_remove(L, -2);
    return 1;
}

#define WRAPPER_HEAD "local " FUEL "," TICK "=0,... return function(...)"
#define WRAPPER_TAIL "\nend"

// The wrapped text with charges in pieces, so that it takes no memory and so no fuel.
typedef struct {
    const injection *in;
    const char *text;
    size_t length, done;     // bytes of the text, and how many of them were given out
    int next;                // the point whose charge is the next one
    bool is_begun, is_ended;
    char charge[CHARGE_BYTES];
} pieces;

static const char *next_piece(lua_State *L, void *context, size_t *size) {
    (void)L;
    pieces *each = context;
    if (!each->is_begun) {
        each->is_begun = true;
        *size = sizeof WRAPPER_HEAD - 1;
        return WRAPPER_HEAD;
    }
    bool is_last = each->next == each->in->count;
    size_t stop = is_last ? each->length : each->in->points[each->next].offset;
    if (each->done < stop) {
        const char *piece = each->text + each->done;
        *size = stop - each->done;
        each->done = stop;
        return piece;
    }
    if (!is_last) {
        *size = spell(each->charge, FORM_LOCAL, each->in->points[each->next].cost);
        each->next++;
        return each->charge;
    }
    *size = each->is_ended ? 0 : sizeof WRAPPER_TAIL - 1;
    each->is_ended = true;
    return WRAPPER_TAIL;
}

// lua_pushstring, as the parser for a chunk's name, takes long texts from a small cache by address,
// if no collection came in between: what it allocates is not charged.
static void push_uncharged(lua_State *L, const char *text, int64_t *allocation) {
    int64_t before = allocation == NULL ? 0 : *allocation;
    lua_pushstring(L, text);
    if (allocation != NULL) *allocation = before;
}

static int compile(
    lua_State *L, const char *text, size_t length, const char *chunk_name, int64_t *allocation) {
    const char *place = chunk_name[0] == '@' || chunk_name[0] == '=' ? chunk_name + 1 : "text";
    if (!is_short_enough(L, length, place)) return LUA_ERRSYNTAX;
    int status = luaL_loadbufferx(L, text, length, chunk_name, "t");
    if (status != LUA_OK) return status;
    lua_pop(L, 1);
    const injection *in = find_charges(L, text, length, place);
    if (in == NULL) return LUA_ERRSYNTAX;
    push_uncharged(L, WRAPPER_HEAD, allocation);
    write_injected(L, in, text, length, FORM_UPVALUE);
    push_uncharged(L, WRAPPER_TAIL, allocation);
    lua_concat(L, 3);
    int64_t spent = allocation == NULL ? 0 : *allocation;
    pieces parts = {.in = in, .text = text, .length = length};
    status = lua_load(L, next_piece, &parts, chunk_name, "t");
    if (status == LUA_ERRSYNTAX) {
        lua_pop(L, 1);
        if (allocation != NULL) *allocation = spent;  // the text is paid for once
        size_t size;
        const char *wrapped = lua_tolstring(L, -1, &size);
        status = luaL_loadbufferx(L, wrapped, size, chunk_name, "t");
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
    return status;
}

int sg_compile(
    lua_State *L, const char *text, size_t length, const char *chunk_name, int64_t *allocation) {
    push_uncharged(L, chunk_name, allocation);  // kept in the cache while the parser asks for it
    int status = compile(L, text, length, chunk_name, allocation);
    lua_remove(L, -2);
    return status;
}
