-- id: B05ct
-- expect: done
-- result: 999	0	999
local t = {} for i = 1, 1000 do t[i] = i * 7919 % 1000 end table.sort(t, function(a, b) return a > b end) local top = t[1] table.sort(t) return top, t[1], t[1000]
