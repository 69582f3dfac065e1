// Where the sandbox differs from stock Lua on purpose, all of it: the differential tests and the
// fuzz targets allow these differences and no other.
#include <stddef.h>

#include "include/CLuaBridge.h"

static const sg_difference differences[] = {
    {"pairs next", "visit keys in order: numbers ascending, strings by bytes, booleans",
     "stock follows a hash that is seeded anew in each process", "keys must be"},
    {"tostring string.format print error",
     "texts hold no address, and a NaN has no sign; %p is refused",
     "addresses differ in each run, the sign of a NaN from processor to processor",
     "conversion '%p' is refused"},
    {"table.sort", "is stable, takes at most 65,536 elements, and accepts any order function",
     "stock chooses pivots by the clock: equal elements end up in another order each time",
     "table.sort takes at most"},
    {"table.sort", "compares other pairs: an error of a comparison may name other values",
     "another algorithm", "attempt to compare"},
    {"table.*", "work on plain tables: __len, __newindex and an __index that is no table are "
     "refused; elements are read without __index",
     "a metamethod can fake a length of 2^62, and its work would not be metered",
     "works on plain tables"},
    {"table.unpack table.move", "take no string for a list",
     "stock reads it as a list without elements, which is always a mistake", "got string)"},
    {"string.* table.concat utf8.char", "a string of more than 1 MiB is refused before it is made",
     "one call must not take long or much memory", "string too long"},
    {"table.unpack string.byte string.unpack utf8.codepoint",
     "give at most 10,000 values", "the same", "too many results"},
    {"string.byte utf8.codepoint", "give at most 10,000 values", "the same",
     "string slice too long"},
    {"string.rep", "nothing, any number of times, is nothing at once",
     "stock takes a step for each time, up to 2^63", NULL},
    {"load", "takes a string, not a function; no bytecode",
     "bytecode can crash the host; a reader function could not be metered", "load takes"},
    {"load", "the mode is t unless it is given, never bt", "the same",
     "attempt to load a binary chunk"},
    {"pairs", "what is no table, and has no __pairs, is refused by pairs itself",
     "stock refuses it in the first step, as a bad argument to 'for iterator'", "table expected"},
    {"load", "a text without a name is called (load)",
     "stock keeps the whole text as its name, which costs memory twice", NULL},
    {"load", "refuses the names __fuel, __tick, __paid and __upto", "they are the meter's own",
     "reserved for metering"},
    {"load", "takes at most 64 KiB", "the parser's time can grow with the square of the length",
     "a plugin may have at most"},
    {"load", "one level of functions less may be nested, and two upvalues less be used",
     "the text is compiled inside a function that holds the meter", NULL},
    {"setmetatable", "refuses __gc and __mode",
     "they make rounds depend on when garbage is collected", "metatables of plugins can not have"},
    {"getmetatable", "answers false for a string", "all strings share that metatable", NULL},
    {"pcall xpcall coroutine.*", "do not catch the end of fuel, memory or time",
     "a plugin that could would not stop", NULL},
    {"coroutine.create coroutine.wrap", "at most 256 coroutines live at once",
     "each holds a stack", "too many coroutines"},
    {"coroutine.*", "a coroutine that fails is dropped: its to-be-closed variables are not closed; "
     "there is no coroutine.close",
     "closing crashes Lua 5.4.4 when nested 12,000 deep", NULL},
    {"math.random", "draws from the round's stream; there is no math.randomseed",
     "the same seed must play the same session", NULL},
    {"assert error ipairs load math.* next pairs pcall select tonumber xpcall coroutine.*",
     "called through pcall, where the call has no name, messages say '?'",
     "the look-up of names takes time; it is kept for string, table and utf8", NULL},
    {"collectgarbage dofile loadfile require warn io os debug package string.dump",
     "do not exist", "they reach the system, the loader or the collector", NULL},
};

bool sg_difference_at(int32_t index, sg_difference *out) {
    if (index < 0 || (size_t)index >= sizeof differences / sizeof differences[0]) return false;
    *out = differences[index];
    return true;
}
