-- id: P04b
-- expect: refused
-- fault: contract_broken
-- message: over the stakes
-- as: strategy
-- from: decide
-- rawset on seen hides a field from nobody but this plugin.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        rawset(seen, "balance", 1 << 60) return { type = "PlaceBet", amount = seen.balance }
    end,
}
