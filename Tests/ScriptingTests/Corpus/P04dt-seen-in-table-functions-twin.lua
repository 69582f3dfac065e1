-- id: P04dt
-- expect: done
-- result: 3 rounds; 30 staked; false	false	nil	0; false	false	nil	0; false	false	nil	0
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        log((pcall(table.sort, seen)), (pcall(table.concat, seen)), next(seen), #seen) return { type = 'PlaceBet', amount = 10 }
    end,
}
