-- id: P02b
-- expect: refused
-- fault: contract_broken
-- message: do not list
-- as: game
-- from: step
-- An outcome whose payout is a metamethod: it is read raw, so there is none.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        return setmetatable({ symbols = { "nothing" } }, { __index = function() while true do end end })
    end,
}
