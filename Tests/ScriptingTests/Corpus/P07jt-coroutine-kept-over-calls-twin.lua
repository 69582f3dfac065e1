-- id: P07jt
-- expect: done
-- result: 3 rounds; 30 staked; 1; 2; 3
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        kept = coroutine.wrap(function() for i = 1, 100 do coroutine.yield(i) end end) return {}
    end,
    decide = function(memory, seen, rng)
        log(kept()) return { type = 'PlaceBet', amount = 10 }
    end,
}
