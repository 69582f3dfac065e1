-- Goal or ruin: plays boldly until the balance reaches the goal or cannot be staked any more.
--
-- Bold play stakes as much as can help: what is missing to the goal, or all that may be lost,
-- whichever is less. In a game that favours the house few large bets reach a goal more often than
-- many small ones. (L. Dubins and L. Savage, "How to Gamble If You Must", 1965.)

---@type stratagem.Strategy
return {
    name = "goal-or-ruin",
    version = "1.0.0",
    api = 1,
    games = { "slots/*" },
    context = "bootstrap",
    params = {
        base = { type = "money", default = "1.00", about = "wish for no smaller stake than this" },
        goal = { type = "money", default = "1200.00", about = "stop at this balance or more" },
        floor = { type = "money", default = "0.00", about = "never stake below this balance" },
    },

    -- `at` is a position in the list of stakes. The next stake is mostly near the one before, so
    -- the search starts there instead of at the beginning.
    start = function(ctx)
        local params = ctx.params
        return { base = params.base, goal = params.goal, floor = params.floor, at = 1 }
    end,

    decide = function(memory, seen)
        local balance, stakes = seen.balance, seen.stakes
        if balance >= memory.goal then return { type = "CashOut" } end -- the goal

        local spare = balance - memory.floor -- what may still be lost
        local wanted = math.min(math.max(memory.goal - balance, memory.base), spare)
        local at = memory.at
        while at < #stakes and stakes[at + 1] <= wanted do at = at + 1 end
        while at > 1 and stakes[at] > wanted do at = at - 1 end
        memory.at = at
        -- `at` is now the largest stake within `wanted`, or the smallest of all.
        if stakes[at] > spare then return { type = "CashOut" } end -- ruin
        return { type = "PlaceBet", amount = stakes[at] }
    end,
}
