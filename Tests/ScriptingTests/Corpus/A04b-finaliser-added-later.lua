-- id: A04b
-- expect: done
-- result: 0
-- Lua marks finalisers only in setmetatable, so a later __gc does nothing.
local ran = 0
local meta = {}
setmetatable({}, meta)
meta.__gc = function() ran = ran + 1 end
for _ = 1, 2000 do local _ = { {}, {} } end
return ran
