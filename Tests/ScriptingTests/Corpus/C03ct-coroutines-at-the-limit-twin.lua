-- id: C03ct
-- expect: done
-- result: 500
local v, made = {}, 0
for i = 1, 250 do v[i] = coroutine.create(function() end) made = made + 1 end
for i = 1, 250 do coroutine.resume(v[i]) end
for _ = 1, 250 do coroutine.resume(coroutine.create(function() made = made + 1 end)) end
return made
