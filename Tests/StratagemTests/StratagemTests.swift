// The command line, driven as people drive it: the built program in folders of its own.
//
// One test at a time: each starts processes that use both cores, and some read the clock.
import Testing

@Suite(.serialized) struct StratagemTests {}
