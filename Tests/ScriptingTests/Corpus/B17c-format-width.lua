-- id: B17c
-- expect: refused
-- fault: lua_error
-- A width of five digits.
return ("%99999d"):format(1)
