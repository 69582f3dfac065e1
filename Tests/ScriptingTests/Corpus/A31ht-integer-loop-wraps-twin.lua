-- id: A31ht
-- expect: done
-- result: 8
local n = 0 for i = math.mininteger, math.maxinteger, 1 << 62 do n = n + 1 end for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end for i = math.maxinteger, math.maxinteger do n = n + 1 end return n
