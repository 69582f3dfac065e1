-- id: A34lt
-- expect: done
-- result: 465
return load('local n = 0 for i = 1, 30 do n = n + i end return n')()
