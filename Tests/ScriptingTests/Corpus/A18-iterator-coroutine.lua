-- id: A18
-- expect: killed
-- fault: fuel_exhausted
-- A generator that never ends.
for _ in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end
