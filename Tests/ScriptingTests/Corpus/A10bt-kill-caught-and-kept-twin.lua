-- id: A10bt
-- expect: done
-- result: false	kept
local token
local ok = xpcall(function() error("kept", 0) end, function(value) token = value return value end)
return ok, token
