-- id: A32ct
-- expect: done
-- result: select
local g, real = _G, pcall for k in pairs(g) do g[k] = function() return k end end return select(2, real(error))
