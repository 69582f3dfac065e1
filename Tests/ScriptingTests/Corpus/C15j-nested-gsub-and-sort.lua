-- id: C15j
-- expect: refused
-- fault: lua_error
-- message: overflow
-- Recursion through gsub and sort ends at the limit of calls.
local function f() table.sort({ 2, 1 }, function() return ("x"):gsub("x", f) end) end
f()
