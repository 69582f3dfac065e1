-- id: E20et
-- expect: done
-- result: 2
local _, m = pcall(error, "\0\xff", 0) return #m
