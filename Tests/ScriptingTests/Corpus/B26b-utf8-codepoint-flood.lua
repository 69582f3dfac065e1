-- id: B26b
-- expect: refused
-- fault: lua_error
-- message: too long
-- utf8.codepoint of a long string.
return select("#", utf8.codepoint(("x"):rep(1 << 20), 1, -1))
