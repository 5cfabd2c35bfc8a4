namespace LeadershipBot.Tests.Support;

/// <summary>Tests that take time by the clock: each runs while no other test of this process does, so that its bound is that of the work.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
