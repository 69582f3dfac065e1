// Goal: the tests of bits give the p-values that the standard prints.
// Method: the worked examples of NIST SP 800-22 revision 1a; the first hundred binary digits of pi.

import Testing

@testable import Statistics

@Suite("Tests of bits") struct RandomBitTestsTests {
    private func bits(_ text: String) -> [Bool] { text.map { $0 == "1" } }

    private var pi: [Bool] {
        bits(
            "1100100100001111110110101010001000100001011010001100001000110100"
                + "110001001100011001100010100010111000")
    }

    @Test("frequency, 2.1.4 and 2.1.8")
    func frequency() {
        #expect(
            isNear(RandomBitTests.frequency(bits("1011010101"))?.pValue, 0.527089, within: 1e-6))
        #expect(isNear(RandomBitTests.frequency(pi)?.pValue, 0.109599, within: 1e-6))
    }

    @Test("block frequency, 2.2.4 and 2.2.8")
    func blockFrequency() {
        let short = RandomBitTests.blockFrequency(bits("0110011010"), block: 3)
        #expect(isNear(short?.pValue, 0.801252, within: 1e-6))
        let long = RandomBitTests.blockFrequency(pi, block: 10)
        #expect(isNear(long?.statistic, 7.2, within: 1e-9))
        #expect(isNear(long?.pValue, 0.706438, within: 1e-6))
    }

    @Test("runs, 2.3.4 and 2.3.8")
    func runs() {
        let short = RandomBitTests.runs(bits("1001101011"))
        #expect(short?.statistic == 7)
        #expect(isNear(short?.pValue, 0.147232, within: 1e-6))
        #expect(RandomBitTests.runs(pi)?.statistic == 52)
        #expect(isNear(RandomBitTests.runs(pi)?.pValue, 0.500798, within: 1e-6))
        #expect(RandomBitTests.runs(bits(String(repeating: "1", count: 40) + "0"))?.pValue == 0)
    }

    @Test("longest run, 2.4.8")
    func longestRun() {
        let example = bits(
            "11001100000101010110110001001100111000000000001001001101010100010001001111010110"
                + "100000001101011111001100111001101101100010110010")
        let test = RandomBitTests.longestRun(example)
        #expect(isNear(test?.statistic, 4.882605, within: 3e-3))
        #expect(isNear(test?.pValue, 0.180598, within: 2e-4))
        #expect(RandomBitTests.longestRun(pi) == nil)
    }

    @Test("serial, 2.11.4")
    func serial() {
        let found = RandomBitTests.serial(bits("0011011101"), length: 3)
        #expect(isNear(found?.0.pValue, 0.808792, within: 1e-6))
        #expect(isNear(found?.1.pValue, 0.670320, within: 1e-6))
    }

    @Test("approximate entropy, 2.12.4 and 2.12.8")
    func entropy() {
        let short = RandomBitTests.approximateEntropy(bits("0100110101"), length: 3)
        #expect(isNear(short?.pValue, 0.261961, within: 1e-6))
        let long = RandomBitTests.approximateEntropy(pi, length: 2)
        #expect(isNear(long?.pValue, 0.235301, within: 1e-6))
    }

    @Test("cumulative sums, 2.13.4 and 2.13.8")
    func cumulativeSums() {
        let short = RandomBitTests.cumulativeSums(bits("1011010111"))
        #expect(short?.statistic == 4)
        // The standard prints 0.4116588; its formula gives 0.411585.
        #expect(isNear(short?.pValue, 0.4116588, within: 1e-4))
        #expect(isNear(RandomBitTests.cumulativeSums(pi)?.pValue, 0.219194, within: 1e-6))
        #expect(
            isNear(
                RandomBitTests.cumulativeSums(pi, backward: true)?.pValue, 0.114866, within: 1e-6)
        )
    }
}
