using System.Globalization;
using LeadershipBot.Benchmarks;
using LeadershipBot.Benchmarks.Parts;

// Whole-process figures (votes, launch, memory) against a bare Kestrel, limits in seconds (import, typeahead), or micro-benchmarks of single parts of a turn.
return args switch
{
    ["votes"] => await VoteTurns.RunAsync(),
    ["launch"] => await Launch.RunAsync(),
    ["memory"] => await ResidentMemory.RunAsync(),
    ["import"] => await Imports.RunAsync(),
    ["typeahead"] => await TypeAhead.RunAsync(),
    ["parts", .. var arguments] => PartsOfATurn.Run(arguments),
    ["bare", var port] => await BareKestrel.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture)),
    _ => SayHow(),
};

static int SayHow()
{
    Console.Error.WriteLine("One of: votes, launch, memory, import, typeahead, parts [arguments of BenchmarkDotNet, such as --filter *Card*].");
    return 2;
}
