-- id: A34jt
-- expect: done
-- result: 200	7
local last, count = 0, 0 for n = 1, 200 do last = n n = 7 count = n end return last, count
