-- id: C04t
-- expect: done
-- result: 3 rounds; 30 staked; 1; 2; 1; 2; 1; 2
-- as: strategy
-- from: decide
local piece = ("x"):rep(1 << 16)
keep = {}
for i = 1, 180 do keep[i] = piece .. i end
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        local more = {}
        for i = 1, 2 do more[i] = piece .. seen.round .. i log(i) end
        return { type = "PlaceBet", amount = 10 }
    end,
}
