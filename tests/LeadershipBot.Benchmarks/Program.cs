using System.Reflection;
using BenchmarkDotNet.Running;
using LeadershipBot.Benchmarks;

// Whole-process figures (votes, launch, memory) against a bare Kestrel, or micro-benchmarks of single parts.
return args.FirstOrDefault() switch
{
    "votes" => await VoteTurns.RunAsync(),
    "launch" => await Launch.RunAsync(),
    "memory" => await ResidentMemory.RunAsync(),
    "bare" => await BareKestrel.ServeAsync(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)),
    _ => BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args).Any() ? 0 : 1,
};
