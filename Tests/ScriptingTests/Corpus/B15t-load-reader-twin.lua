-- id: B15t
-- expect: done
-- result: 2
return load("return 1 + 1")()
