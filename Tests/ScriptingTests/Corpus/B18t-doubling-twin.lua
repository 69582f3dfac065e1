-- id: B18t
-- expect: done
-- result: 1048576
local s = "x" for _ = 1, 20 do s = s .. s end return #s
