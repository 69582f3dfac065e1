-- id: B11ct
-- expect: done
-- result: 60000	1	k9999
-- fuel: 10000000
-- pairs over thirty thousand string keys and as many items.
local t = {}
for i = 1, 30000 do t["k" .. i] = 1 t[i] = 1 end
local n, first, last = 0, nil, nil
for k in pairs(t) do n = n + 1 first = first or k last = k end
return n, first, last
