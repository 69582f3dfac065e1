-- id: A05
-- expect: done
-- result: table
-- An object kept until the state is closed has no finaliser to run then.
local meta = {}
kept = setmetatable({}, meta)
meta.__gc = function() while true do end end
return type(kept)
