-- id: B08
-- expect: refused
-- fault: lua_error
-- message: too many
-- More values than one call may give.
return select("#", table.unpack({}, 1, 900000))
