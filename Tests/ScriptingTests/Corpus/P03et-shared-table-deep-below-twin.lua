-- id: P03et
-- expect: done
-- result: 3 rounds; 30 staked
-- as: game
-- from: step
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        local deep, list = {}, {} for _ = 1, 20 do deep = { deep } end for i = 1, 100 do list[i] = { i } end list[101] = deep local low = deep for _ = 1, 9 do low = { low } end list[102] = low return { info = list }
    end,
}
