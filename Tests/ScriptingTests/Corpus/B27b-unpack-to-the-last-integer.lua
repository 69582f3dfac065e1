-- id: B27b
-- expect: refused
-- fault: lua_error
-- message: too many
-- table.unpack at both ends of the integers.
return table.unpack({}, math.mininteger, math.maxinteger)
