-- id: P09d
-- expect: killed
-- fault: memory_exhausted
-- as: strategy
-- from: learn
-- rounds: 6
-- Memory filled a little more in every round.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
    learn = function(memory, seen, reward)
        keep = keep or {} for i = 1, 5 do keep[#keep + 1] = ("x"):rep(1000000) .. i end
    end,
}
