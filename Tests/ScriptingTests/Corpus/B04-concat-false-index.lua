-- id: B04
-- expect: refused
-- fault: lua_error
-- A C function as __index gives "" for ever.
return table.concat(setmetatable({}, { __metatable = "", __index = getmetatable }), "", 1, 1 << 62)
