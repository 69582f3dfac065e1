-- id: A04d
-- expect: done
-- result: v	true	true
-- A field __mode that is set after setmetatable is not seen: stock Lua has no cheap place to look.
-- It makes a weak table. Weak keys can not be listed, because pairs and next refuse such keys; weak
-- values go when garbage is collected: a plugin that looks which are left makes its own session not
-- reproducible, and hurts nothing else. What is held elsewhere stays.
local meta = {}
local weak = setmetatable({}, meta)
meta.__mode = "v"
local held = {}
weak[0] = held
for i = 1, 2000 do weak[i] = { i } end
local keys = setmetatable({}, { __name = "keys" })
getmetatable(keys).__mode = "k"
keys[held] = true
return meta.__mode, weak[0] == held, not pcall(next, keys)
