-- id: A15t
-- expect: done
-- result: 1000
local i = 0 ::again:: i = i + 1 if i < 1000 then goto again end return i
