-- id: A25ct
-- expect: done
-- result: 1000	nil
return load("local n = 0 while n < 1000 do n = n + 1 end x = n return x", "x", "t", {})(), x
