-- id: C01d
-- expect: done
-- result: 100006893
-- fuel: 200000000
-- Garbage is no memory: 100 MB pass through 16 MiB.
local n = 0
for i = 1, 2000 do n = n + #(("x"):rep(50000) .. i) end
return n
