-- id: A10t
-- expect: done
-- result: false	used up its fuel: 1000001 of 1000000 units
return pcall(error, "used up its fuel: 1000001 of 1000000 units", 0)
