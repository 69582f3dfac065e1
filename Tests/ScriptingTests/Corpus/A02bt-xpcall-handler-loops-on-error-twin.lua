-- id: A02bt
-- expect: done
-- result: false	1000
return xpcall(error, function(m) local n = 0 while n < 1000 do n = n + 1 end return n end)
