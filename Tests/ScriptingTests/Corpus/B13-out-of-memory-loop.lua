-- id: B13
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 4000000
-- Refused strings, each with a full collection.
local heap, s = {}, ("x"):rep(1 << 19)
for i = 1, 50000 do heap[i] = {} end
while true do pcall(function() return s .. s .. s end) end
