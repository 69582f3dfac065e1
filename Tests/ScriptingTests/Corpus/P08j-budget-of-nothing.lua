-- id: P08j
-- expect: refused
-- fault: contract_broken
-- message: budgets are whole numbers
-- as: strategy
-- from: load
-- Budgets that are zero, negative or not whole.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary", budget = { fuel = 0 },
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
