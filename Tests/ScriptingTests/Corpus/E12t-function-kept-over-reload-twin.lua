-- id: E12t
-- expect: done
-- result: 3 rounds; 30 staked
-- as: strategy
-- from: migrate
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local f = function() return 10 end return { type = "PlaceBet", amount = f() }
    end,
    migrate = function(memory, from) return { from = from } end,
}
