-- id: A07
-- expect: killed
-- fault: fuel_exhausted
-- Many coroutines, each too short for a hook that counts per thread.
while true do coroutine.wrap(function() local x = 1 end)() end
