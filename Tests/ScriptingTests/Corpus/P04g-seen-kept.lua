-- id: P04g
-- expect: refused
-- fault: lua_error
-- message: same true 3
-- as: strategy
-- from: decide
-- A seen that was kept shows what is now, and nothing after a kill.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        kept = kept or seen if seen.round == 3 then error("same " .. tostring(kept == seen) .. " " .. kept.round) end return { type = 'PlaceBet', amount = 10 }
    end,
}
