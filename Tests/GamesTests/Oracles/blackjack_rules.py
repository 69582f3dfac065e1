"""Blackjack-v1 of Gymnasium solved exactly: infinite deck, hit or stick, dealer stands on 17.

Rules: gymnasium/envs/toy_text/blackjack.py (PyPI gymnasium), which implements Example 5.1 of
R. Sutton and A. Barto, "Reinforcement Learning: An Introduction". Every card is one of thirteen
equally likely ranks, so all probabilities are exact fractions and no sampling is involved.

A policy is a function (sum, dealer's up-card, usable ace) -> True to hit. The three policies here
are shared with gymnasium_runs.py, which plays the very same functions in Gymnasium itself.
"""

from fractions import Fraction
from functools import lru_cache

RANKS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10]
CHANCE = Fraction(1, 13)
VARIANTS = ("default", "natural", "sab")


def best(hard, ace):
    """The sum that counts, and whether an ace in it counts as 11."""
    return (hard + 10, True) if ace and hard + 10 <= 21 else (hard, False)


@lru_cache(maxsize=None)
def dealer_from(hard, ace):
    """Chances of the dealer's final sum (0 when over 21), from a hand of two cards or more."""
    total, _ = best(hard, ace)
    if total > 21:
        return {0: Fraction(1)}
    if total >= 17:
        return {total: Fraction(1)}
    chances = {}
    for card in RANKS:
        for final, chance in dealer_from(hard + card, ace or card == 1).items():
            chances[final] = chances.get(final, 0) + CHANCE * chance
    return chances


@lru_cache(maxsize=None)
def dealer_final(up):
    """Chances of (final sum, natural or not) given the up-card; the hole card is one more draw."""
    chances = {}
    for hole in RANKS:
        natural = sorted((up, hole)) == [1, 10]
        for final, chance in dealer_from(up + hole, 1 in (up, hole)).items():
            key = (final, natural)
            chances[key] = chances.get(key, 0) + CHANCE * chance
    return chances


def stick(total, natural, up, variant):
    """Chances of each reward when the player sticks."""
    rewards = {}
    for (final, dealer_natural), chance in dealer_final(up).items():
        reward = Fraction((total > final) - (total < final))
        if variant == "sab" and natural and not dealer_natural:
            reward = Fraction(1)
        elif variant == "natural" and natural and reward == 1:
            reward = Fraction(3, 2)
        rewards[reward] = rewards.get(reward, 0) + chance
    return rewards


def mean(rewards):
    return sum(reward * chance for reward, chance in rewards.items())


@lru_cache(maxsize=None)
def optimal(hard, ace, up):
    """(value, hit?, value of hitting minus value of sticking) for a hand that is no natural."""
    total, _ = best(hard, ace)
    stay = mean(stick(total, False, up, "default"))
    draw = Fraction(0)
    for card in RANKS:
        if hard + card > 21:
            draw -= CHANCE
        else:
            draw += CHANCE * optimal(hard + card, ace or card == 1, up)[0]
    return (draw, True, draw - stay) if draw > stay else (stay, False, draw - stay)


@lru_cache(maxsize=None)
def hit_optimally(total, up, usable):
    """The optimal decision from what Gymnasium shows; a sum below 12 never loses by a hit."""
    if usable:
        return optimal(total - 10, True, up)[1]
    return total < 12 or optimal(total, False, up)[1]


POLICIES = {
    "stick on 20 or more": lambda total, up, usable: total < 20,
    "stick on 17 or more": lambda total, up, usable: total < 17,
    "basic": hit_optimally,
}


def rewards_of(policy, variant):
    """Exact chances of each reward of one round under a policy, over all deals."""

    @lru_cache(maxsize=None)
    def play(hard, ace, up, natural):
        total, usable = best(hard, ace)
        if not policy(total, up, usable):
            return stick(total, natural, up, variant)
        rewards = {}
        for card in RANKS:
            if hard + card > 21:
                outcome = {Fraction(-1): Fraction(1)}
            else:
                outcome = play(hard + card, ace or card == 1, up, False)
            for reward, chance in outcome.items():
                rewards[reward] = rewards.get(reward, 0) + CHANCE * chance
        return rewards

    totals = {}
    for up in RANKS:
        for first in RANKS:
            for second in RANKS:
                natural = sorted((first, second)) == [1, 10]
                hand = play(first + second, 1 in (first, second), up, natural)
                for reward, chance in hand.items():
                    totals[reward] = totals.get(reward, 0) + CHANCE**3 * chance
    return totals
