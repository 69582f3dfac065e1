// Values of arguments, made from bytes by what the registry says about a parameter.
#ifndef STRATAGEM_VALUES_H
#define STRATAGEM_VALUES_H

#include "both_states.h"

// A Lua text that both states run first: it returns the functions and metatables of fuzz_prelude.
extern const char *const fuzz_prelude;

// A parameter of a registered function; see registry.h for the form of its text.
typedef struct {
    uint32_t types;      // bit LUA_TNIL, LUA_TNUMBER ... of each type that it takes
    bool is_any;
    bool is_integer;     // numbers are to be integers
    bool is_rest;        // any number of them
} fuzz_parameter;

#define FUZZ_PARAMETERS_MAX 8

// Reads signature number `choice` (modulo how many there are); returns its number of parameters.
int fuzz_signature(const char *arguments, unsigned choice, fuzz_parameter out[]);

// What was pushed, for those who must know what stock Lua would do with it.
typedef struct {
    bool has_reference;      // a table, function or thread
    bool has_metatable;
    bool has_odd_function;   // one that is no strict order
} fuzz_seen;

// Pushes one value, the same on both states: mostly of the parameter's types, at times any.
void fuzz_push(
    fuzz_input *input, const fuzz_parameter *parameter, lua_State *L, lua_State *S,
    fuzz_seen *seen);

#endif
