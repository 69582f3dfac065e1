-- id: A19bt
-- expect: done
-- result: found
-- A chain of 1500 __index tables is walked to its end.
local last = { x = "found" }
for _ = 1, 1500 do last = setmetatable({}, { __index = last }) end
return last.x
