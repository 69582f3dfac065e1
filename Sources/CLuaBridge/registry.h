// The registry: every function and constant that a plugin can reach, described once.
//
// Each library file holds the list of its own; registry.c walks them all (sg_registry_at of
// CLuaBridge.h). From it come the libraries themselves, the page docs/lua-library.md, the editor's
// definitions, the tests of argument checks, and the arguments that the fuzz targets make.
//
// `arguments` is read by programs:
//     signatures     one or more, separated by " ; ": the number of arguments tells which
//     a signature    parameters, separated by ", "; empty for none
//     a parameter    name: type   or   name?: type (may be left out)   or   ...: type (any number)
//     a type         any, or one or more of nil, boolean, integer, number, string, table, function,
//                    thread, joined by "|"; after it, for numbers, [low..high] inclusive
// As everywhere in Lua, a number will do for a string, and a numeral for a number.
#ifndef STRATAGEM_REGISTRY_H
#define STRATAGEM_REGISTRY_H

#include <lua.h>

#include "include/CLuaBridge.h"

typedef struct {
    const char *name;        // NULL ends a list
    lua_CFunction function;  // NULL: taken unchanged from the system library
    const char *arguments;   // NULL: not a function, a constant
    const char *results;     // "type, type"; "?" after what may be nil
    const char *price;       // in units of fuel, as text
    sg_determinism determinism;
    const char *about;       // what it does, one sentence
    const char *safe;        // why a plugin may have it
} sg_function;

#define SG_FUNCTIONS_END {NULL, NULL, NULL, NULL, NULL, SG_SAME_RESULT, NULL, NULL}

// Sets every function of the list that is our own in the table on top of the stack.
void sg_register(lua_State *L, const sg_function *functions);

// Copies every entry of the list that is stock from the library that `open` makes to the table on
// top of the stack.
void sg_register_stock(lua_State *L, lua_CFunction open, const sg_function *functions);

// Makes error messages say "bad argument #1 to 'LIBRARY.name'" where the call itself has no name,
// as in pcall(string.rep). Lua looks such names up in a registry table by walking it; it walks a
// copy, of the functions in the table on top of the stack, that no plugin can reach: so the work
// is bounded and the answer the same in every run. No function may have two names. Only string,
// table and utf8 are named so: the walk takes time, and a longer message costs fuel.
void sg_name_functions(lua_State *L, const char *library);

// The list of each library.
extern const sg_function sg_base_functions[];
extern const sg_function sg_budget_functions[];
extern const sg_function sg_coroutine_functions[];
extern const sg_function sg_math_functions[];
extern const sg_function sg_random_functions[];
extern const sg_function sg_string_functions[];
extern const sg_function sg_string_metamethods[];
extern const sg_function sg_table_functions[];
extern const sg_function sg_utf8_functions[];

#endif
