-- id: E22c
-- expect: killed
-- fault: fuel_exhausted
-- A text that is only an error, a million ways.
while true do load("(") load("x =") load("for") load("::a::::a::") load("goto b") load("\0") load("\27Lua") end
