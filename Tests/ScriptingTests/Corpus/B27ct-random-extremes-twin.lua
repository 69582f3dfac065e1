-- id: B27ct
-- expect: done
-- result: integer	false	false	3
return math.type(math.random(math.mininteger, math.maxinteger)), (pcall(math.random, 2, 1)), (pcall(math.random, 0.5)), math.random(3, 3)
