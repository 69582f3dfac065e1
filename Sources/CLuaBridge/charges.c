// Finds the charges of a plugin text: one pass over the tokens stops at every place that control
// flow must pass again and again: at the start of the main chunk, after the ')' that closes a
// function's parameters, after 'repeat', after the 'do' of 'while' and 'for', and before every
// 'goto'. COST is the number of tokens that one pass through that block executes at most: nested
// functions and loops pay for themselves. A 'while' condition and an 'until' condition count to
// their loop. A backward 'goto' pays for all tokens since the label. A plain 'do' block runs once a
// pass of the block around it and needs no charge.
//
// A loop `for i = 1, limit do` that no 'break', 'return' or 'goto' leaves is noted besides: it can
// be paid for ahead (charge_text.c).
#include "charges.h"

#include <string.h>

#include "lexer.h"
#include "meter.h"
#define BLOCKS_MAX 512       // Lua's parser stops at 200 nested C levels
#define LABELS_MAX 256
#define NONE SG_NO_INDEX

typedef enum { BLOCK_FUNCTION, BLOCK_WHILE, BLOCK_FOR, BLOCK_LOOP, BLOCK_REPEAT, BLOCK_PLAIN } kind;

typedef struct {
    kind kind;
    int charge;              // index of the point that pays for this block's tokens
    int labels;              // labels that could be seen where it began
    int tail;                // of a function: the 'until' condition that it is written in, or NONE
    int loop;                // of a counted loop: its index, or NONE
} block;

typedef struct {
    const char *name;
    size_t length;
    int64_t token;
} label;

typedef struct {
    sg_charges found;
    int point_capacity, loop_capacity;
    block blocks[BLOCKS_MAX];
    int depth;
    label labels[LABELS_MAX];
    int label_count;
    int parameters;          // depth of '(' after 'function', 0 when outside
    bool awaiting_parameters;
    int tail;                // point of the repeat whose 'until' condition is being read, or NONE
    int64_t tokens;
    bool is_field;           // the token before this one was '.' or ':'
    const char *at;          // the token being read
    const char *error;
} injection;

static int add_loop_point(
    injection *in, size_t offset, int32_t cost, sg_point_kind kind, int loop) {
    if (in->found.point_count == in->point_capacity) {
        in->error = "the text has too many loops and functions";
        return 0;
    }
    in->found.points[in->found.point_count] = (sg_point){(uint32_t)offset, cost, loop, kind};
    return in->found.point_count++;
}

static int add_point(injection *in, size_t offset, int32_t cost) {
    return add_loop_point(in, offset, cost, SG_POINT_CHARGE, NONE);
}

static void open_block(injection *in, kind kind, int charge) {
    if (in->depth + 1 >= BLOCKS_MAX) {
        in->error = "blocks are nested too deeply";
        return;
    }
    in->blocks[++in->depth] = (block){kind, charge, in->label_count, in->tail, NONE};
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

static int32_t goto_cost(const injection *in, const sg_token *name) {
    for (int i = first_label(in); i < in->label_count; i++) {
        const label *each = &in->labels[i];
        if (each->length == name->length && memcmp(each->name, name->text, name->length) == 0) {
            return (int32_t)(in->tokens - each->token);
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

// Notes a counted loop whose 'for' ends at the lexer's place.
static void take_for(injection *in, const sg_token *token, const sg_lexer *lexer) {
    open_block(in, BLOCK_FOR, charge_of(in));
    sg_charges *found = &in->found;
    if (in->error != NULL || found->loop_count == in->loop_capacity) return;
    if (!sg_counted_loop_read(*lexer, &found->loops[found->loop_count])) return;
    int loop = found->loop_count++;
    in->blocks[in->depth].loop = loop;
    size_t before = sg_lexer_offset(lexer) - token->length;
    add_loop_point(in, before, 0, SG_POINT_LOOP_OPEN, loop);
    add_loop_point(in, found->loops[loop].comma, 0, SG_POINT_LOOP_COMMA, loop);
}

static bool is_loop(kind kind) {
    return kind == BLOCK_WHILE || kind == BLOCK_FOR || kind == BLOCK_LOOP || kind == BLOCK_REPEAT;
}

// Notes that the loops around this place, in its function, can be left from here: all, or the
// inner one only.
static void take_exit(injection *in, bool leaves_all) {
    for (int i = in->depth; i > 0 && in->blocks[i].kind != BLOCK_FUNCTION; i--) {
        if (!is_loop(in->blocks[i].kind)) continue;
        if (in->blocks[i].loop != NONE) in->found.loops[in->blocks[i].loop].has_exit = true;
        if (!leaves_all) return;
    }
}

static void take_do(injection *in, size_t after) {
    block *top = &in->blocks[in->depth];
    if (in->depth > 0 && top->kind == BLOCK_WHILE) {
        in->found.points[top->charge].offset = (uint32_t)after;
        top->kind = BLOCK_LOOP;
    } else if (in->depth > 0 && top->kind == BLOCK_FOR) {
        top->kind = BLOCK_LOOP;
        if (top->loop == NONE) {
            top->charge = add_point(in, after, 1);
            return;
        }
        add_loop_point(in, after - sizeof "do" + 1, 0, SG_POINT_LOOP_DO, top->loop);
        top->charge = add_loop_point(in, after, 1, SG_POINT_CHARGE, top->loop);
        in->found.loops[top->loop].charge = top->charge;
    } else {
        open_block(in, BLOCK_PLAIN, charge_of(in));
    }
}

static void take_end(injection *in, size_t after) {
    int loop = in->blocks[in->depth].loop;
    if (loop != NONE) add_loop_point(in, after, 0, SG_POINT_LOOP_CLOSE, loop);
    close_block(in);
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
        case SG_FOR: take_for(in, token, lexer); break;
        case SG_IF: open_block(in, BLOCK_PLAIN, charge_of(in)); break;
        case SG_REPEAT: open_block(in, BLOCK_REPEAT, add_point(in, after, 1)); break;
        case SG_DO: take_do(in, after); break;
        case SG_UNTIL:
            in->tail = charge_of(in);
            close_block(in);
            break;
        case SG_END: take_end(in, after); break;
        case SG_BREAK: take_exit(in, false); break;
        case SG_RETURN: take_exit(in, true); break;
        case SG_GOTO: {
            take_exit(in, true);
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

static bool is_one_of(const sg_token *token, const char *const *names) {
    for (; *names != NULL; names++) {
        if (strlen(*names) == token->length && memcmp(*names, token->text, token->length) == 0) {
            return true;
        }
    }
    return false;
}

static void take_name(injection *in, const sg_token *token) {
    static const char *const reserved[] = {"__fuel", "__tick", "__paid", "__upto", NULL};
    // The ways from a text to the functions that make coroutines; a field of this name is none.
    static const char *const ways[] = {"coroutine", "load", "_ENV", "_G", NULL};
    if (is_one_of(token, reserved)) {
        in->error = "the names __fuel, __tick, __paid and __upto are reserved for metering";
    }
    if (!in->is_field && is_one_of(token, ways)) in->found.names_coroutines = true;
}

static bool precedes_field(const sg_token *token) {
    return token->kind == SG_TOKEN_SYMBOL && (token->symbol == '.' || token->symbol == ':');
}

static void scan(injection *in, const char *text, size_t length) {
    sg_lexer lexer = sg_lexer_start(text, length);
    in->tail = NONE;
    in->depth = 0;
    in->blocks[0] = (block){BLOCK_FUNCTION, add_point(in, 0, 1), 0, NONE, NONE};
    while (in->error == NULL) {
        sg_token token = sg_lexer_next(&lexer);
        if (token.kind == SG_TOKEN_END) break;
        in->at = token.text;
        in->tokens++;
        in->found.points[charge_of(in)].cost++;
        if (in->tail != NONE) in->found.points[in->tail].cost++;
        if (token.kind == SG_TOKEN_NAME) {
            take_name(in, &token);
        } else if (token.kind == SG_TOKEN_KEYWORD) {
            take_keyword(in, &token, &lexer);
        } else if (token.kind == SG_TOKEN_SYMBOL) {
            take_symbol(in, &token, &lexer);
        }
        in->is_field = precedes_field(&token);
    }
}

// Insertion sort: points come almost in order (a 'while' gets its offset late).
static void sort_points(sg_point *points, int count) {
    for (int i = 1; i < count; i++) {
        sg_point moving = points[i];
        int at = i;
        while (at > 0 && points[at - 1].offset > moving.offset) {
            points[at] = points[at - 1];
            at--;
        }
        points[at] = moving;
    }
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

#define TABLE_FUEL 910       // and one unit for each byte of the text and two more

static injection *new_injection(lua_State *L, size_t length, int64_t *allocation) {
    // Every point belongs to a token of at least two characters, but for ')'; a counted loop to
    // `for i=1,1 do end`, 16 characters, with five points.
    size_t points = length + 2, loops = length / 16 + 1;
    int64_t before = allocation == NULL ? 0 : *allocation;
    injection *in = lua_newuserdatauv(
        L, sizeof(injection) + points * sizeof(sg_point) + loops * sizeof(sg_counted_loop), 0);
    // A price of its own, so that it does not depend on the fields of these records.
    if (allocation != NULL) *allocation = before + TABLE_FUEL + (int64_t)points;
    memset(in, 0, sizeof(injection));
    in->found.loops = (sg_counted_loop *)(in + 1);
    in->found.points = (sg_point *)(in->found.loops + loops);
    in->point_capacity = (int)points;
    in->loop_capacity = (int)loops;
    return in;
}

const sg_charges *sg_find_charges(
    lua_State *L, const char *text, size_t length, const char *place, int64_t *allocation) {
    injection *in = new_injection(L, length, allocation);
    scan(in, text, length);
    if (in->error != NULL) {
        lua_pushfstring(L, "%s:%d: %s", place, line_of(text, in->at), in->error);
        lua_remove(L, -2);
        return NULL;
    }
    for (int i = 0; i < in->found.loop_count; i++) {
        sg_counted_loop *loop = &in->found.loops[i];
        loop->cost = in->found.points[loop->charge].cost;
    }
    sort_points(in->found.points, in->found.point_count);
    return &in->found;
}
