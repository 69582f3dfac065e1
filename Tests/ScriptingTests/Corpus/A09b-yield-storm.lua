-- id: A09b
-- expect: killed
-- fault: fuel_exhausted
-- Two coroutines hand over to each other for ever.
local co = coroutine.wrap(function() while true do coroutine.yield() end end)
while true do co() end
