-- id: E07b
-- expect: refused
-- fault: lua_error
-- %p would print an address.
return ("%p"):format({})
