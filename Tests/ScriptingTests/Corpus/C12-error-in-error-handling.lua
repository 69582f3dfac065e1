-- id: C12
-- expect: done
-- result: false	string
-- A handler that fails again and again.
local ok, message = xpcall(error, function() error("again") end)
return ok, type(message)
