// Names of functions for people: from a plugin's text, and of library functions.
#ifndef STRATAGEM_NAMES_H
#define STRATAGEM_NAMES_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_NAME_BYTES 40

// The name under which the text defines the function that begins and ends on these lines: "scan",
// "list.add". False when it has none, or when several functions share these lines.
bool sg_name_in_text(
    const char *text, size_t length, int32_t first_line, int32_t last_line,
    char out[SG_NAME_BYTES]);

// Number of lines as Lua counts them: "\r\n" and "\n\r" are one line break each.
int32_t sg_line_count(const char *text, size_t length);

// "string.rep"; NULL for a function of the host that no plugin can name.
const char *sg_library_name(lua_CFunction function);

#endif
