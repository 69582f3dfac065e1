-- id: P06k
-- expect: refused
-- fault: lua_error
-- message: yield
-- as: game
-- from: step
-- step yields to the host.
return {
    name = "test/attack", version = "1", api = 1, stakes = { "0.10" }, symbols = { "a", "b" },
    actions = { "PlaceBet", "Hit" },
    step = function(state, action, rng)
        coroutine.yield({}) return {}
    end,
}
