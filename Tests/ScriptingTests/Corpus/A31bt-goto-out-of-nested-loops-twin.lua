-- id: A31bt
-- expect: done
-- result: 100
local n = 0 ::top:: n = n + 1 for i = 1, 10 do for j = 1, 10 do if j == 5 and n < 100 then goto top end end end return n
