-- id: P07ht
-- expect: done
-- result: 3 rounds; 30 staked; true	true; true	true; true	true
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        kept = rng return {}
    end,
    decide = function(memory, seen, rng)
        local a = kept:int(1000) log(a >= 1 and a <= 1000, rawequal(kept, rng)) return { type = 'PlaceBet', amount = 10 }
    end,
}
