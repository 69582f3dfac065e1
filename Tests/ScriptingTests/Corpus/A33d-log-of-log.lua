-- id: A33d
-- expect: killed
-- fault: host_calls_exhausted
-- A __tostring that logs itself.
local t t = setmetatable({}, { __tostring = function() log(t) return "t" end }) log(t)
