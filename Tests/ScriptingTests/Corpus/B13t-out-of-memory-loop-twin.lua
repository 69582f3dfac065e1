-- id: B13t
-- expect: done
-- result: true	786432
local s = ("x"):rep(1 << 18) local made, n = pcall(function() return #(s .. s .. s) end) return made, n
