-- id: C09d
-- expect: done
-- result: true	true
-- Coroutines inside coroutines end at a limit and come back.
local depth = 0
local function f()
    depth = depth + 1
    local co = coroutine.create(f)
    coroutine.resume(co)
end
f()
return depth > 100, depth < 250
