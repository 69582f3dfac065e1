-- id: A23
-- expect: killed
-- fault: fuel_exhausted
-- A __call that calls itself last.
local t t = setmetatable({}, { __call = function() return t() end }) t()
