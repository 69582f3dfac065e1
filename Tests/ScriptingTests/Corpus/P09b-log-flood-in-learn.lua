-- id: P09b
-- expect: killed
-- fault: host_calls_exhausted
-- as: strategy
-- from: learn
-- Log lines from learn.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        while true do log("x") end
    end,
}
