-- id: C16b
-- expect: refused
-- fault: lua_error
-- message: yield
-- A yield where none can be: in sort and in gsub.
return coroutine.wrap(function() table.sort({ 2, 1 }, coroutine.yield) end)()
