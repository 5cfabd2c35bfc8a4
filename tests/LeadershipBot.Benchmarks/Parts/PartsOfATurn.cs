using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>
/// Single parts of a turn, each beside the least that the same work could cost, so that ratios and bytes can be
/// compared between machines. In this process: they share nothing that would need one of their own.
/// </summary>
internal static class PartsOfATurn
{
    public static int Run(string[] arguments)
    {
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .HideColumns(Column.Job, Column.Toolchain, Column.Error, Column.StdDev, Column.RatioSD);
        var chosen = BenchmarkSwitcher.FromAssembly(typeof(PartsOfATurn).Assembly).Run(arguments is [] ? ["--filter", "*"] : arguments, config);
        return chosen.Any() && chosen.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
