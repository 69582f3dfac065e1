-- id: A24bt
-- expect: done
-- result: 1000
return (("x"):gsub("x", function() local n = 0 while n < 1000 do n = n + 1 end return n end))
