-- id: P03
-- expect: refused
-- fault: not_plain_data
-- message: is a function
-- as: strategy
-- from: save
-- 60,000 names of one table that was emptied: each table is walked once. It held a function.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        local t = {} for i = 1, 32000 do t["k" .. i] = true end for i = 1, 32000 do t["k" .. i] = nil end t.f = print local list = {} for i = 1, 60000 do list[i] = t end return list
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
