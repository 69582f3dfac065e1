-- id: E20ct
-- expect: done
-- result: true
local co = coroutine.create(print) local _, value = pcall(error, co) return rawequal(co, value)
