-- id: S06t
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: decide
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local s = "a\0\xFF\xC0" if #s .. #(s .. s) ~= "48" then return end return { type = "PlaceBet", amount = 10 }
    end,
}
