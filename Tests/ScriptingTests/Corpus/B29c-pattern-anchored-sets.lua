-- id: B29c
-- expect: killed
-- fault: fuel_exhausted
-- A set of thousands of characters, matched again and again.
local set = "[" .. ("xyz"):rep(2000) .. "]-b" while true do ("a"):rep(1000):find(set) end
