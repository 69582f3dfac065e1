-- id: A24t
-- expect: done
-- result: 1	true
local n, list = 0, { 2, 1 } table.sort(list, function(a, b) for _ = 1, 1000 do n = n + 1 end return a < b end) return list[1], n >= 1000
