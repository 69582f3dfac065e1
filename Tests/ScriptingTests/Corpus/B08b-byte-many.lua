-- id: B08b
-- expect: refused
-- fault: lua_error
-- A string as a million values.
return select("#", ("x"):rep(1 << 20):byte(1, -1))
