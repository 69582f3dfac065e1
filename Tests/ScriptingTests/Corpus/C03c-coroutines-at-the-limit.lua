-- id: C03c
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 20000000
-- At the limit each new coroutine costs a full collection, and each costs more.
local t, heap = {}, {}
for i = 1, 256 do t[i] = coroutine.create(function() end) end
for i = 1, 50000 do heap[i] = {} end
while true do pcall(coroutine.create, print) end
