-- id: A34kt
-- expect: done
-- result: 30
local n = 0 for i = 1, 30 do local c <close> = setmetatable({}, { __close = function() n = n + 1 end }) end return n
