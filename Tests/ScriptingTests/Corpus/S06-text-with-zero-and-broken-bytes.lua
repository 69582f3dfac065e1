-- id: S06
-- expect: refused
-- as: strategy
-- from: decide
-- A name that ends in a zero byte is another name.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return { type = "PlaceBet\0", amount = 10 }
    end,
}
