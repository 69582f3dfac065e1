-- id: P07k
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- Ten thousand errors raised by host functions.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        while true do pcall(rng.int, rng, 0) pcall(rng.pick, rng, {}) pcall(rng.shuffle) end
    end,
}
