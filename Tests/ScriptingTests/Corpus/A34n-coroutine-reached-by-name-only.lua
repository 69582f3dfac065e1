-- id: A34n
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- The same with the coroutine functions found under a name that is put together.
local waiting, wait = {}, setmetatable({}, { __index = function() coroutine.yield() return 1 end })
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        if #waiting == 0 then
            for i = 1, 200 do
                waiting[i] = _ENV["corou" .. "tine"].wrap(function() local n = 0 for j = 1, 1e9 do n = n + wait[j] end end)
                waiting[i]()
            end
        else
            while true do for i = 1, 200 do waiting[i]() end end
        end
        return { type = 'PlaceBet', amount = 10 }
    end,
}
