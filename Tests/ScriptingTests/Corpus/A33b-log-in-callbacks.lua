-- id: A33b
-- expect: killed
-- fault: host_calls_exhausted
-- Log lines from a sort inside a coroutine.
coroutine.wrap(function() table.sort({ 3, 2, 1, 5, 4, 9, 8 }, function(a, b) for _ = 1, 50 do log("x") end return a < b end) end)()
