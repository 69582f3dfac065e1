-- id: C12b
-- expect: done
-- result: false
-- A handler that asks for too much memory.
local ok = xpcall(error, function() local s = "x" while true do s = s .. s end end)
return ok
