-- Random: any legal action, with any stake the balance covers, all equally likely.
--
-- Useful as the strategy that knows nothing, and to try out a new game. The one rule: it does not
-- leave while it can still play, or every session would end after a round or two.

---@type stratagem.Strategy
return {
    name = "random",
    version = "1.0.0",
    api = 1,
    games = { "slots/*", "tables/*" },
    context = "play",

    start = function() return {} end, -- nothing to remember

    decide = function(_, seen, rng)
        -- The stakes are sorted: the first `affordable` of them are within the balance.
        local stakes, affordable = seen.stakes, #seen.stakes
        while affordable > 0 and stakes[affordable] > seen.balance do
            affordable = affordable - 1
        end

        local choices = {}
        for _, kind in ipairs(seen.legal) do
            local possible = kind ~= "CashOut"
            if kind == "PlaceBet" then
                possible = affordable > 0
            elseif kind == "Spin" then -- the bet before once more, if there was one
                possible = seen.last ~= nil and seen.last.stake <= seen.balance
            end
            if possible then choices[#choices + 1] = kind end
        end
        if #choices == 0 then return { type = "CashOut" } end

        -- Whatever is random comes from `rng`, so that the same seed plays the same session.
        local kind = choices[rng:int(#choices)]
        if kind ~= "PlaceBet" then return { type = kind } end
        return { type = kind, amount = stakes[rng:int(affordable)] }
    end,
}
