-- id: P02g
-- expect: refused
-- fault: not_plain_data
-- message: nested more than 32
-- as: strategy
-- from: save
-- Memory a hundred thousand tables deep.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        local t = {} for _ = 1, 100000 do t = { t } end return t
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
