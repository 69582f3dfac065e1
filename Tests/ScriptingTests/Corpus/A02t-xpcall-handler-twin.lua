-- id: A02t
-- expect: done
-- result: false	500500
-- A handler that works and ends.
local ok, sum = xpcall(error, function() local s = 0 for i = 1, 1000 do s = s + i end return s end)
return ok, sum
