-- id: C14b
-- expect: done
-- result: 2000	table	table	table	table
-- The same where results become one long text.
local odd = setmetatable({}, { __name = {} })
return #("x"):rep(2000), odd, odd, odd, odd
