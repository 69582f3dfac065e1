-- id: A34m
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- Coroutines wait in the middle of loops of an earlier call, which paid for nothing ahead.
local waiting, wait = {}, setmetatable({}, { __index = function() coroutine.yield() return 1 end })
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        if #waiting == 0 then
            for i = 1, 200 do
                waiting[i] = coroutine.wrap(function() local n = 0 for j = 1, 1e9 do n = n + wait[j] end end)
                waiting[i]()
            end
        else
            while true do for i = 1, 200 do waiting[i]() end end
        end
        return { type = 'PlaceBet', amount = 10 }
    end,
}
