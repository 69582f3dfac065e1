// The math library: all stock but random, which draws from the round's stream. randomseed is left
// out: the stream belongs to the host.
#include <lualib.h>

#include "library.h"
#include "random.h"

// Functions of Lua 5.2 that the system library has when it is built with LUA_COMPAT_MATHLIB, as
// Debian's is.
#define COMPATIBLE "one step of arithmetic; of Lua 5.2, kept as Debian's Lua keeps it"

const sg_function sg_math_functions[] = {
    {"abs", NULL, "x: number", "number", "0", SG_SAME_RESULT, "The value without its sign.",
     "one step of arithmetic"},
    {"acos", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Arc cosine, in radians.",
     "one step of arithmetic"},
    {"asin", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Arc sine, in radians.",
     "one step of arithmetic"},
    {"atan", NULL, "y: number, x?: number", "number", "0", SG_SAME_RESULT,
     "Arc tangent of y / x, in radians, in the right quadrant.", "one step of arithmetic"},
    {"atan2", NULL, "y: number, x?: number", "number", "0", SG_SAME_RESULT, "The same as atan.",
     COMPATIBLE},
    {"ceil", NULL, "x: number", "integer", "0", SG_SAME_RESULT,
     "The smallest integer not below x; a float where none fits.", "one step of arithmetic"},
    {"cos", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Cosine of an angle in radians.",
     "one step of arithmetic"},
    {"cosh", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Hyperbolic cosine.",
     COMPATIBLE},
    {"deg", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Radians as degrees.",
     "one step of arithmetic"},
    {"exp", NULL, "x: number", "number", "0", SG_SAME_RESULT, "e to the power x.",
     "one step of arithmetic"},
    {"floor", NULL, "x: number", "integer", "0", SG_SAME_RESULT,
     "The largest integer not above x; a float where none fits.", "one step of arithmetic"},
    {"fmod", NULL, "x: number, y: number", "number", "0", SG_SAME_RESULT,
     "The rest of x / y, rounded towards zero.", "one step of arithmetic"},
    {"frexp", NULL, "x: number", "number, integer", "0", SG_SAME_RESULT,
     "Mantissa and exponent to base 2.",
     COMPATIBLE},
    {"huge", NULL, NULL, "number", "0", SG_SAME_RESULT, "Infinity.", "a constant"},
    {"ldexp", NULL, "m: number, e: integer", "number", "0", SG_SAME_RESULT, "m * 2^e.",
     COMPATIBLE},
    {"log", NULL, "x: number, base?: number", "number", "0", SG_SAME_RESULT,
     "Logarithm, natural without a base.", "one step of arithmetic"},
    {"log10", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Logarithm to base 10.",
     COMPATIBLE},
    {"max", NULL, "x: any, ...: any", "number", "0", SG_SAME_RESULT,
     "The largest of its arguments, by <.", "one step of arithmetic"},
    {"maxinteger", NULL, NULL, "integer", "0", SG_SAME_RESULT, "2^63 - 1.", "a constant"},
    {"min", NULL, "x: any, ...: any", "number", "0", SG_SAME_RESULT,
     "The smallest of its arguments, by <.", "one step of arithmetic"},
    {"mininteger", NULL, NULL, "integer", "0", SG_SAME_RESULT, "-2^63.", "a constant"},
    {"modf", NULL, "x: number", "number, number", "0", SG_SAME_RESULT,
     "The whole part and the rest.", "one step of arithmetic"},
    {"pi", NULL, NULL, "number", "0", SG_SAME_RESULT, "The ratio of a circle.", "a constant"},
    {"pow", NULL, "x: number, y: number", "number", "0", SG_SAME_RESULT, "x to the power y.",
     COMPATIBLE},
    {"rad", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Degrees as radians.",
     "one step of arithmetic"},
    {"random", sg_math_random, " ; m: integer ; m: integer, n: integer", "number", "2", SG_DRAWS,
     "As stock: a float in [0, 1), an integer in 1..m, or in m..n; drawn from the round's stream.",
     "the numbers are the host's, the same for this round in every process"},
    {"sin", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Sine of an angle in radians.",
     "one step of arithmetic"},
    {"sinh", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Hyperbolic sine.",
     COMPATIBLE},
    {"sqrt", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Square root.",
     "one step of arithmetic"},
    {"tan", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Tangent of an angle in radians.",
     "one step of arithmetic"},
    {"tanh", NULL, "x: number", "number", "0", SG_SAME_RESULT, "Hyperbolic tangent.",
     COMPATIBLE},
    {"tointeger", NULL, "x: any", "integer?", "0", SG_SAME_RESULT,
     "The integer that a number equals, or nil.", "one step of arithmetic"},
    {"type", NULL, "x: any", "string?", "0", SG_SAME_RESULT,
     "integer, float, or nil for what is no number.", "one step of arithmetic"},
    {"ult", NULL, "m: integer, n: integer", "boolean", "0", SG_SAME_RESULT,
     "Whether m < n as unsigned integers.", "one step of arithmetic"},
    SG_FUNCTIONS_END,
};

void sg_open_math(lua_State *L) {
    lua_createtable(L, 0, 34);
    sg_register(L, sg_math_functions);
    sg_register_stock(L, luaopen_math, sg_math_functions);
}
