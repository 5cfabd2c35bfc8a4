using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>
/// Single parts of a turn, each beside the least that the same work could cost, so that ratios and bytes can be
/// compared between machines. In this process: they share nothing that would need one of their own.
/// </summary>
internal static class PartsOfATurn
{
    // Many short ones: on a machine that does other things, too, the shortest is the one that was not disturbed.
    private const int Iterations = 40;
    private static readonly TimeInterval IterationTime = TimeInterval.FromMilliseconds(20);

    public static int Run(string[] arguments)
    {
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(Iterations).WithIterationTime(IterationTime))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumn(StatisticColumn.Min)
            .HideColumns(Column.Job, Column.Toolchain, Column.Error, Column.StdDev, Column.RatioSD);
        var chosen = BenchmarkSwitcher.FromAssembly(typeof(PartsOfATurn).Assembly).Run(arguments is [] ? ["--filter", "*"] : arguments, config);
        return chosen.Any() && chosen.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
