-- id: A25t
-- expect: done
-- result: 1000
return load("local n = 0 while n < 1000 do n = n + 1 end return n")()
