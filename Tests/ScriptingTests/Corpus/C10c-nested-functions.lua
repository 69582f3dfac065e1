-- id: C10c
-- expect: done
-- result: nil	nil	nil
-- Functions and blocks nested too deeply.
local f = load(("return function() "):rep(300) .. (" end"):rep(300))
local g = load(("do "):rep(600) .. ("end "):rep(600))
local h = load(("while x do "):rep(300) .. ("end "):rep(300))
return f, g, h
