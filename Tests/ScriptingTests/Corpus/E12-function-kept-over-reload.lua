-- id: E12
-- expect: refused
-- fault: not_plain_data
-- as: strategy
-- from: save
-- A closure of this plugin is to live on in the memory of the next.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        memory.f = function() return memory end return { type = "PlaceBet", amount = 10 }
    end,
}
