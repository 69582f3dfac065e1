-- id: P09c
-- expect: killed
-- fault: log_exhausted
-- as: strategy
-- from: start
-- More log text than start may write.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    start = function(ctx, rng)
        log(("x"):rep(5000)) return {}
    end,
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
