-- id: B27t
-- expect: done
-- result: 3	0	b	false	false
return select(-1, 1, 2, 3), select("#"), select(2, "a", "b"), (pcall(select, 0)), (pcall(select, math.mininteger))
