// Types of other modules that options take by their raw value.
public import ArgumentParser
public import Experiments
public import Host
public import Play
public import Statistics

extension FaultPolicy: ExpressibleByArgument {}

extension JournalMode: ExpressibleByArgument {}

extension EloScale: ExpressibleByArgument {}

extension Metric: ExpressibleByArgument {}

extension ComparisonSelfTest.Part: ExpressibleByArgument {}

extension IsolationRules.Tier: ExpressibleByArgument {}

extension RunFile.LogForm: ExpressibleByArgument {}
