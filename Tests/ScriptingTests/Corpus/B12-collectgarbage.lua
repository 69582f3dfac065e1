-- id: B12
-- expect: refused
-- fault: lua_error
-- message: collectgarbage
-- No control over garbage collection.
while true do collectgarbage() end
