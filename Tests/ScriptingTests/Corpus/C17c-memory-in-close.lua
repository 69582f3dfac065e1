-- id: C17c
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- Memory filled from a __close.
local keep = {}
local guard <close> = setmetatable({}, { __close = function() for i = 1, 60000 do keep[i] = ("x"):rep(1000) .. i end end })
