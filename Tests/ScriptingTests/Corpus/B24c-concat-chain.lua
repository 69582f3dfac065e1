-- id: B24c
-- expect: killed
-- fault: fuel_exhausted
-- A chain of 200 operands for ever.
local s = ("x"):rep(5000) local f = load("local s = ... return s" .. ("..s"):rep(100)) while true do f(s) end
