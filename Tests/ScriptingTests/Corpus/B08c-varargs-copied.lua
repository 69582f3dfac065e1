-- id: B08c
-- expect: killed
-- Ten thousand values handed on by every tail call.
local function pass(...) return pass(...) end
pass(table.unpack({}, 1, 10000))
