-- id: A09bt
-- expect: done
-- result: 500500	end
local co = coroutine.wrap(function() for i = 1, 1000 do coroutine.yield(i) end return "end" end)
local sum = 0
for _ = 1, 1000 do sum = sum + co() end
return sum, co()
