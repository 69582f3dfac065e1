-- id: P03e
-- expect: refused
-- fault: contract_broken
-- message: nested more than 32
-- as: game
-- from: step
-- A shared table that fits where it was seen first, and not where it is named again.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local deep, list = {}, {} for _ = 1, 20 do deep = { deep } end for i = 1, 100 do list[i] = { i } end list[101] = deep local low = deep for _ = 1, 12 do low = { low } end list[102] = low return { info = list }
    end,
}
