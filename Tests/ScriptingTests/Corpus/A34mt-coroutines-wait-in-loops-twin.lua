-- id: A34mt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
local waiting, wait = {}, setmetatable({}, { __index = function() coroutine.yield() return 1 end })
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        if #waiting == 0 then
            for i = 1, 200 do
                waiting[i] = coroutine.wrap(function() local n = 0 for j = 1, 100 do n = n + wait[j] end end)
                waiting[i]()
            end
        else
            for i = 1, 200 do waiting[i]() end
        end
        return { type = 'PlaceBet', amount = 10 }
    end,
}
