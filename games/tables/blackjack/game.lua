-- Blackjack by the rules of Gymnasium's Blackjack-v1: an infinite deck, hit or stick, no splitting,
-- doubling or insurance, and a dealer who draws to 17 and stands on every 17.
--
-- Source: gymnasium/envs/toy_text/blackjack.py (PyPI gymnasium 1.4.0), after Example 5.1 of
-- R. Sutton and A. Barto, "Reinforcement Learning: An Introduction". The variants are its options:
--   default  a natural (ace and ten in the first two cards) is a 21 like any other;
--   natural  natural=True: a natural that wins pays 3:2;
--   sab      sab=True: a natural beats every hand of the dealer but a natural.
-- Exact values of policies, and Gymnasium's own: Tests/GamesTests/Oracles/blackjack-*.json.
--
-- A round: PlaceBet deals, then Hit until the hand is over 21 or Stick. The view of an open round
-- is Gymnasium's observation: { player = sum, dealer = up-card (ace 1), usable_ace = boolean }.

-- Thirteen equally likely cards; an ace is 1, or 11 (usable) where that does not bust.
local cards = { "A", "2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K" }
local values = { A = 1, J = 10, Q = 10, K = 10 }
for number = 2, 10 do values[cards[number]] = number end

local rules = {
    highest = 21,
    dealer_stands = 17,
    natural_pays = { 3, 2 }, -- 3:2, in the variant "natural"
}

local between_rounds = { "PlaceBet", "Spin", "CashOut" }
local in_round = { "Hit", "Stick" }

-- A hand is { cards = names, hard = sum with aces as 1, ace = has it one }.
local function add_card(hand, rng)
    local card = cards[rng:int(#cards)]
    hand.cards[#hand.cards + 1] = card
    hand.hard = hand.hard + values[card]
    hand.ace = hand.ace or card == "A"
end

local function deal(rng)
    local first, second = cards[rng:int(#cards)], cards[rng:int(#cards)]
    return {
        cards = { first, second },
        hard = values[first] + values[second],
        ace = first == "A" or second == "A",
    }
end

local function has_usable_ace(hand)
    return hand.ace and hand.hard + 10 <= rules.highest
end

local function sum(hand)
    return has_usable_ace(hand) and hand.hard + 10 or hand.hard
end

local function is_natural(hand)
    return #hand.cards == 2 and sum(hand) == rules.highest
end

-- What the round returns to the player, the stake included, once both hands are final.
local function settle(state)
    local player, dealer, stake = sum(state.player), sum(state.dealer), state.stake
    local natural = is_natural(state.player)
    if state.variant == "sab" and natural and not is_natural(state.dealer) then return 2 * stake end
    if player < dealer and dealer <= rules.highest then return 0 end
    if player == dealer then return stake end
    if state.variant == "natural" and natural then
        return stake + stake * rules.natural_pays[1] // rules.natural_pays[2]
    end
    return 2 * stake
end

-- The player's cards, then the dealer's: all of them, or only the up-card.
local function shown(player, dealer, dealer_cards)
    local list = { table.unpack(player.cards) }
    for number = 1, dealer_cards do list[#list + 1] = dealer.cards[number] end
    return list
end

-- Ends the round: both hands are shown, and the state is as between two rounds again.
local function finish(state, payout)
    local player, dealer = state.player, state.dealer
    state.player, state.dealer, state.stake = nil, nil, nil
    return {
        payout = payout,
        symbols = shown(player, dealer, #dealer.cards),
        info = { player = player.cards, dealer = dealer.cards },
    }
end

-- A hand for exact odds: the sum counts, and whether it has two cards, but not which they are.
local function bare(hand)
    return { cards = #hand.cards == 2 and { "A", "10" } or {}, hard = hand.hard, ace = hand.ace }
end

---@type stratagem.Game
return {
    name = "tables/blackjack",
    version = "1.0.0",
    api = 1,
    kind = "table",
    variants = { "default", "natural", "sab" },
    stakes = { -- even in minor units, so that 3:2 is a whole number
        { min = "1.00", max = "100.00", step = "1.00" },
        JPY = { { min = "100", max = "10000", step = "100" } },
    },
    symbols = cards,

    start = function(ctx) return { variant = ctx.variant } end,

    action_types = { "PlaceBet", "Spin", "CashOut", "Hit", "Stick" }, -- all that there are
    actions = function(state) return state.player and in_round or between_rounds end,

    step = function(state, action, rng)
        if action.type == "PlaceBet" then
            state.stake = action.amount
            state.dealer, state.player = deal(rng), deal(rng)
            return { symbols = shown(state.player, state.dealer, 1), open = true }
        end
        if action.type == "Hit" then
            add_card(state.player, rng)
            if sum(state.player) > rules.highest then return finish(state, 0) end
            return { symbols = shown(state.player, state.dealer, 1), open = true }
        end
        while sum(state.dealer) < rules.dealer_stands do add_card(state.dealer, rng) end
        return finish(state, settle(state))
    end,

    observe = function(state)
        if not state.player then return {} end
        return {
            player = sum(state.player),
            dealer = values[state.dealer.cards[1]],
            usable_ace = has_usable_ace(state.player),
        }
    end,

    -- For exact odds: what of the cards matters for the rest of a round, and the dealer's hand card
    -- by card.
    odds = {
        key = function(state)
            return {
                player = bare(state.player), dealer = bare(state.dealer),
                up = values[state.dealer.cards[1]], stake = state.stake, variant = state.variant,
            }
        end,
        stages = {
            Stick = function(state, _, rng, stage)
                local hands = stage or {
                    player = { cards = bare(state.player).cards, hard = sum(state.player) },
                    dealer = bare(state.dealer), stake = state.stake, variant = state.variant,
                }
                if sum(hands.dealer) >= rules.dealer_stands then
                    return nil, nil, settle(hands)
                end
                add_card(hands.dealer, rng)
                hands.dealer = bare(hands.dealer)
                return hands
            end,
        },
    },
}
