-- id: C17b
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- Memory filled from a replacement function.
local t = {} return (("x"):rep(60000):gsub("x", function(c) t[#t + 1] = ("x"):rep(1000) .. #t end))
