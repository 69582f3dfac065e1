-- id: B24
-- expect: refused
-- fault: lua_error
-- message: nil
-- table.concat over a range of nils.
return table.concat({}, "", 1, 1 << 40)
