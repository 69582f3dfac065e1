-- id: P01lt
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: observe
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 0 }
    end,
    observe = function(state)
        return { (("x"):gsub("x", function() return "y" end)) }
    end,
}
