-- id: E13dt
-- expect: done
-- result: y y y
local seen = {}
local environment = setmetatable({}, { __index = function(_, k) seen[#seen + 1] = k end })
load("for i = 1, 3 do local x = y end", "x", "t", environment)()
return table.concat(seen, " ")
