-- id: B09kt
-- expect: done
-- result: mine	nnnnnnnnnn
return tostring(setmetatable({}, { __tostring = function() return "mine" end })), tostring(setmetatable({}, { __tostring = function() return ("n"):rep(10) end }))
