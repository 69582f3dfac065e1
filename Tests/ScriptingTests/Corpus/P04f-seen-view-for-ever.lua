-- id: P04f
-- expect: killed
-- fault: fuel_exhausted
-- as: strategy
-- from: decide
-- The view is asked for in a loop: observe runs once a call.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        while true do local _ = seen.view.steps end
    end,
}
