-- id: E02
-- expect: done
-- result: nil	false	load takes text only, not binary chunks
-- Binary chunks are refused.
local a = load("\27Lua\x54\0\x19\x93\r\n\x1a\n")
return a, pcall(load, "return 1", "x", "b")
