using System.Globalization;
using LeadershipBot.Benchmarks;
using LeadershipBot.Benchmarks.Parts;

// Whole-process figures (votes, burst, launch, memory) against a bare Kestrel, limits of their own (import, typeahead, roll, sending), or micro-benchmarks of single parts of a turn.
return args switch
{
    ["votes"] => await VoteTurns.RunAsync(),
    ["burst"] => await Burst.RunAsync(),
    ["launch"] => await Launch.RunAsync(),
    ["memory"] => await ResidentMemory.RunAsync(),
    ["import"] => await Imports.RunAsync(),
    ["typeahead"] => await TypeAhead.RunAsync(),
    ["roll"] => await RollReads.RunAsync(onAzurite: false),
    ["roll", "azurite"] => await RollReads.RunAsync(onAzurite: true),
    ["sending"] => await Sendings.RunAsync(servers: 1, seconds: 120, people: 10_000, onAzurite: false),
    ["sending", var servers, var seconds, var people] => await Sendings.RunAsync(Number(servers), Number(seconds), Number(people), onAzurite: false),
    ["sending", var servers, var seconds, var people, "azurite"] => await Sendings.RunAsync(Number(servers), Number(seconds), Number(people), onAzurite: true),
    ["parts", .. var arguments] => PartsOfATurn.Run(arguments),
    ["bare", var port] => await BareKestrel.ServeAsync(Number(port)),
    _ => SayHow(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int SayHow()
{
    Console.Error.WriteLine("One of: votes, burst, launch, memory, import, typeahead, roll [azurite], sending [servers seconds people [azurite]], parts [arguments of BenchmarkDotNet, such as --filter *Card*].");
    return 2;
}
