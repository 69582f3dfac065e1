-- id: P07ct
-- expect: done
-- result: 3 rounds; 30 staked; false	false	false	false	false	false	false	2	2; false	false	false	false	false	false	false	2	2; false	false	false	false	false	false	false	2	2
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local function bad(...) return (pcall(rng.pick, rng, { ... })) end log(bad(-1), bad(math.huge), bad(1e308), bad(0), bad(), bad("1"), bad(1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15, 1e15), rng:pick({ 0, 5, 0 }), rng:pick({ 0.0, 0.5 })) return { type = 'PlaceBet', amount = 10 }
    end,
}
