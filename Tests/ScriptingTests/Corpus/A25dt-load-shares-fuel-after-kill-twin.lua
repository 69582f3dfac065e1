-- id: A25dt
-- expect: done
-- result: true	100
pcall(function() error("ordinary") end) return pcall(load("local n = 0 while n < 100 do n = n + 1 end return n"))
