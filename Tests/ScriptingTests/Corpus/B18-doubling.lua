-- id: B18
-- expect: refused
-- fault: lua_error
-- message: not enough memory
-- A string that doubles ends at 1 MiB.
local s = "x" while true do s = s .. s end
