-- id: C14
-- expect: done
-- result: table	table	table	z
-- A __name that is no string is left out, and leaves nothing on the stack.
local odd = setmetatable({}, { __name = 1 })
pcall(log, ("x"):rep(600), odd, odd, ("y"):rep(2500))
return tostring(odd), odd, odd, ("z"):rep(2000):sub(1, 1)
