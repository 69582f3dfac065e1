-- id: P04i
-- expect: refused
-- fault: lua_error
-- message: mine
-- as: game
-- from: observe
-- An error in observe ends the round as the game's fault, though the strategy catches it.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return { payout = 0 }
    end,
    observe = function(state)
        error("mine")
    end,
}
