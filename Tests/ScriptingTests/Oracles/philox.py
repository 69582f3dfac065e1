"""Numbers of RandomStreamTests.swift, from numpy.random.Philox (numpy 2.4.6).

numpy adds one to its counter before it makes the first block, so the counter given to it is one
less than that of Random123. The first three blocks are also the known answers for philox4x64-10
in Random123's tests/kat_vectors (github.com/DEShawResearch/random123).
"""
import numpy

MASK = (1 << 64) - 1


def block(counter, key):
    number = sum(word << (64 * place) for place, word in enumerate(counter))
    before = (number - 1) % (1 << 256)
    words = [(before >> (64 * place)) & MASK for place in range(4)]
    generator = numpy.random.Philox(
        counter=numpy.array(words, dtype=numpy.uint64), key=numpy.array(key, dtype=numpy.uint64))
    return [int(value) for value in generator.random_raw(4)]


def show(name, values):
    print(name, ", ".join(f"0x{value:016x}" for value in values))


show("zeros", block([0] * 4, [0] * 2))
show("ones", block([MASK] * 4, [MASK] * 2))
show("pi", block(
    [0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89],
    [0x452821E638D01377, 0xBE5466CF34E90C6C]))

# The streams of a session: key (seed, 0), counter (block, round, episode, role).
SEED, EPISODE = 20260101, 7
for role, name in ((1, "strategy"), (2, "game")):
    for number in (1, 2):
        raw = block([0, number, EPISODE, role], [SEED, 0]) + \
            block([1, number, EPISODE, role], [SEED, 0])
        print(name, "round", number, "raw >> 11:", [value >> 11 for value in raw])

# rng:int(6): Lemire's method over the same stream; no value of it is rejected here.
raw = block([0, 1, EPISODE, 2], [SEED, 0]) + block([1, 1, EPISODE, 2], [SEED, 0])
print("game round 1 int(6):", [(value * 6 >> 64) + 1 for value in raw])
