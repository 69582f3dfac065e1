-- id: E01b
-- expect: done
-- result: false	false	bad argument #1 to '?' (table expected, got string)
-- What getmetatable shows of it.
return getmetatable(""), pcall(setmetatable, "", {})
