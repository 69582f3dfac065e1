-- id: P08
-- expect: refused
-- fault: contract_broken
-- message: at most 1000
-- as: strategy
-- from: load
-- A list of 60,000 games: what grows with the square of its length is refused first.
local list = {} for i = 1, 60000 do list[i] = "g" .. i end
return {
    name = "attack", version = "1", api = 1, games = list, context = "summary",
    decide = function(memory, seen, rng)
        return { type = 'PlaceBet', amount = 10 }
    end,
}
