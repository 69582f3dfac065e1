-- id: A10
-- expect: refused
-- fault: lua_error
-- message: used up its fuel
-- An error with the words of a kill is an ordinary error.
error("used up its fuel: 1000001 of 1000000 units", 0)
