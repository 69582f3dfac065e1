-- id: C03b
-- expect: done
-- result: fine
-- Coroutines that nothing holds are collected.
for _ = 1, 600 do
    local co = coroutine.create(function() coroutine.yield() end)
    coroutine.resume(co)
end
return "fine"
