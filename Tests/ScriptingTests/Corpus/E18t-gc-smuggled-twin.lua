-- id: E18t
-- expect: done
-- result: false
local hit = false
local meta = setmetatable({}, { __index = { __gc = function() hit = true end } })
for _ = 1, 1000 do setmetatable({}, meta) end
return hit
