-- id: C17ct
-- expect: done
-- result: 60
-- fuel: 3000000
local keep = {}
do local guard <close> = setmetatable({}, { __close = function() for i = 1, 60 do keep[i] = ("x"):rep(1000) .. i end end }) end
return #keep
