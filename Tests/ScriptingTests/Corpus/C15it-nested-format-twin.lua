-- id: C15it
-- expect: done
-- result: deep
local n, t = 0
t = setmetatable({}, { __tostring = function() n = n + 1 if n < 30 then return ("%s"):format(t) end return "deep" end })
return ("%s"):format(t)
