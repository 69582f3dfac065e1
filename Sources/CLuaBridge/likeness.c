// How like a person a session plays: the score that is added to its reward.
//
// Two things are looked at over the last 32 rounds, and each is compared with a reference player by
// the Bhattacharyya coefficient BC(p, q) = integral of sqrt(p q), which is 1 for the same
// distribution and 0 for two that never meet (Bhattacharyya, On a measure of divergence between two
// statistical populations, Bulletin of the Calcutta Mathematical Society 35, 1943):
//   timing  the waits before the rounds. With m and s the mean and the standard deviation of their
//           logarithms, and the reference log-normal with ln(median) and spread, it is that of two
//           normal distributions:
//               sqrt(2 s spread / (s^2 + spread^2)) exp(-(m - ln median)^2 / (4 (s^2 + spread^2)))
//           (Kailath, The divergence and Bhattacharyya distance measures in signal selection, IEEE
//           Transactions on Communication Technology 15, 1967). No wait at all, and a wait that is
//           the same each time, is 0: neither is what people do.
//   choice  how often a round's choice differs from that of the round before: another amount, or
//           another opening action, where PlaceBet and Spin count as one. With p the share seen and
//           q the reference's: sqrt(p q) + sqrt((1 - p)(1 - q)).
// The score is their product, the coefficient of both together when they are independent. It is 0
// until there are two waits and two choices.
//
// Waits are those that the pacing planned: data, from a stream of the session's seed, so that the
// score of a round is the same in every run, however busy the machine is.
#include "likeness.h"

#include <math.h>

#define PI 3.14159265358979323846
#define PACING_ROLE 0x706163696e67u  // "pacing" in ASCII: no plugin has this role

int64_t sg_pace_milliseconds(
    const sg_pace *pace, uint64_t seed, uint64_t episode, int64_t round) {
    const uint64_t counter[4] = {0, round > 0 ? (uint64_t)round : 0, episode, PACING_ROLE};
    const uint64_t key[2] = {seed, 0};
    uint64_t block[4];
    sg_philox(counter, key, block);
    // From (0, 1], so that the logarithm is finite, and from [0, 1): Box and Muller (1958).
    double first = (double)((block[0] >> 11) + 1) * 0x1p-53;
    double second = (double)(block[1] >> 11) * 0x1p-53;
    double normal = sqrt(-2 * log(first)) * cos(2 * PI * second);
    double seconds = pace->median * exp(pace->spread * normal);
    seconds = fmin(fmax(seconds, pace->least), pace->most);
    return llround(seconds * 1000);
}

void sg_likeness_note(sg_carry *carry, bool is_first, bool changed) {
    if (is_first) return;
    carry->choice_changes = carry->choice_changes << 1 | (changed ? 1u : 0u);
    if (carry->choice_count < SG_LIKENESS_ROUNDS) carry->choice_count++;
}

static double logarithm(
    const sg_likeness *likeness, uint64_t seed, uint64_t episode, int64_t round) {
    int64_t wait = sg_pace_milliseconds(&likeness->pace, seed, episode, round);
    // A wait of nothing counts as the shortest that a timer knows.
    return log((double)(wait > 0 ? wait : 1) / 1000);
}

static double timing(
    const sg_likeness *likeness, sg_likeness_waits *waits, uint64_t seed, uint64_t episode,
    int64_t round) {
    int64_t count = round < SG_LIKENESS_ROUNDS ? round : SG_LIKENESS_ROUNDS;
    int64_t from = waits->last_round + 1;
    if (from <= round - count || from > round) from = round - count + 1;
    for (int64_t each = from; each <= round; each++) {
        waits->logarithms[each % SG_LIKENESS_ROUNDS] = logarithm(likeness, seed, episode, each);
    }
    waits->last_round = round;
    if (count < 2) return 0;
    // In the order of rounds, so that the sum does not depend on where the session was continued.
    double sum = 0, squares = 0;
    for (int64_t each = round - count + 1; each <= round; each++) {
        sum += waits->logarithms[each % SG_LIKENESS_ROUNDS];
    }
    double mean = sum / (double)count;
    for (int64_t each = round - count + 1; each <= round; each++) {
        double off = waits->logarithms[each % SG_LIKENESS_ROUNDS] - mean;
        squares += off * off;
    }
    double spread = sqrt(squares / (double)(count - 1));
    double both = spread * spread + likeness->spread * likeness->spread;
    // Rounding leaves some 1e-16 of waits that are the same, a millisecond more than 1e-5.
    if (!(spread > 1e-9) || !(both > 0)) return 0;
    double apart = mean - log(likeness->median);
    return sqrt(2 * spread * likeness->spread / both) * exp(-apart * apart / (4 * both));
}

static double choice(const sg_likeness *likeness, const sg_carry *carry) {
    if (carry->choice_count <= 0) return 0;
    uint32_t seen = carry->choice_changes;
    if (carry->choice_count < 32) seen &= (1u << carry->choice_count) - 1;
    double share = (double)__builtin_popcount(seen) / (double)carry->choice_count;
    double rate = likeness->change_rate;
    return sqrt(share * rate) + sqrt((1 - share) * (1 - rate));
}

double sg_likeness_score(
    const sg_likeness *likeness, sg_likeness_waits *waits, uint64_t seed, uint64_t episode,
    const sg_carry *carry) {
    if (!likeness->is_paced) return 0;
    double timed = timing(likeness, waits, seed, episode, carry->rounds);
    double score = timed * choice(likeness, carry);
    return fmin(score, 1);
}
