-- id: B25dt
-- expect: done
-- result: abc|y    |    z
return ("%.3s|%-5s|%5s"):format("abcdef", "y", "z")
