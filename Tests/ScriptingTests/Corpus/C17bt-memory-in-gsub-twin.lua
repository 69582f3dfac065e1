-- id: C17bt
-- expect: done
-- result: 123
-- fuel: 3000000
local t = {} return (("abc"):gsub("%w", function(c) t[#t + 1] = c return #t end))
