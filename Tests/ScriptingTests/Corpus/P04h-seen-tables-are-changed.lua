-- id: P04h
-- expect: refused
-- fault: contract_broken
-- message: 7
-- as: strategy
-- from: decide
-- Tables in seen are copies: changing them changes no rule.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        seen.stakes[1] = 7 seen.legal[1] = "Cheat" return { type = "PlaceBet", amount = seen.stakes[1] }
    end,
}
