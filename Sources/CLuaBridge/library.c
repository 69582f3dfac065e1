// The rare paths of library.h.
#include "library.h"

void sg_work_charge(sg_work *work) {
    lua_Integer units = work->eighths >> 3;
    work->eighths &= 7;  // before the charge, which may not return
    sg_charge(work->L, units);
}

int sg_string_too_long(lua_State *L, size_t bytes) {
    return luaL_error(
        L, "string too long (%I bytes; a plugin may make strings of at most %d bytes)",
        (LUAI_UACINT)bytes, SG_STRING_BYTES_MAX);
}

void sg_text_grow(sg_text *text, size_t more) {
    size_t needed = text->count + more;
    sg_check_length(text->L, needed);
    size_t room = text->room * 2 > needed ? text->room * 2 : needed;
    if (room > SG_STRING_BYTES_MAX) room = SG_STRING_BYTES_MAX;
    luaL_checkstack(text->L, 1, NULL);
    char *bytes = lua_newuserdatauv(text->L, room, 0);
    memcpy(bytes, text->bytes, text->count);
    lua_replace(text->L, text->slot);  // the one before, if any, is garbage now
    text->bytes = bytes;
    text->room = room;
}

void sg_charge_conversion(lua_State *L, int argument) {
    if (lua_type(L, argument) == LUA_TSTRING) {
        sg_charge(L, (lua_Integer)(lua_rawlen(L, argument) / SG_BYTES_CONVERTED));
    }
}
