-- id: E20ft
-- expect: done
-- result: false	false	1	3
return pcall(assert, false), (pcall(assert)), assert(1, "unused"), select("#", assert(1, 2, 3))
