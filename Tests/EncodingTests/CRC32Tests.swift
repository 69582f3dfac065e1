// Goal: the checksum is the published one. Method: the check value of the catalogue of CRCs
// (reveng.sourceforge.io/crc-catalogue, CRC-32/ISO-HDLC) and the CRC of 32 zero bytes.

import Encoding
import Testing

@Suite struct CRC32Tests {
    @Test("known texts have their known checksums")
    func known() {
        #expect(CRC32.of([]) == 0)
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.of([UInt8](repeating: 0, count: 32)) == 0x190A_55AD)
    }
}
