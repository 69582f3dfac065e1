-- id: P02
-- expect: refused
-- fault: contract_broken
-- message: whose type is a nil
-- as: strategy
-- from: decide
-- An action whose fields are metamethods: they are read raw.
return {
    name = "attack", version = "1", api = 1, games = { "*" }, context = "summary",
    decide = function(memory, seen, rng)
        return setmetatable({}, { __index = function(_, k) return ({ type = "PlaceBet", amount = 10 })[k] end })
    end,
}
