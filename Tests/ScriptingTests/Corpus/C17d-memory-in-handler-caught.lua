-- id: C17d
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- Memory filled from a message handler, caught and tried again.
local keep = {}
while true do pcall(xpcall, error, function() for i = 1, 60000 do keep[#keep + 1] = ("x"):rep(1000) .. i end end) end
