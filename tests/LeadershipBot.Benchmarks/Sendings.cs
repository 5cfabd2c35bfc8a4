using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Benchmarks;

/// <summary>
/// A poll to everybody, against the Simulator's connector enforcing every limit of Teams, by one server or several: how
/// fast it is accepted, at what pace it goes out, what it costs in memory, how long a person who types meanwhile waits,
/// and whether the engine's own report says of everybody what Teams has.
/// </summary>
internal static class Sendings
{
    public const string Organisation = "benchmark";
    private const string Question = "Shall the hub open on Saturdays?";
    private const int Pace = 50;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PressesFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <param name="servers">How many processes; they share the store.</param>
    /// <param name="seconds">How long the pace is measured; 0 for until everybody has it.</param>
    /// <param name="people">To how many it goes.</param>
    /// <param name="onAzurite">Whether the store is Microsoft's emulator of table storage, whose one thread is the limit then; else a SQLite file.</param>
    public static async Task<int> RunAsync(int servers, int seconds, int people, bool onAzurite)
    {
        using var clock = SimulatorClock.Running();
        await using var teams = await SimulatorHost.StartAsync(new SimulatorOptions { Clock = clock, Bot = new BotIdentity(Votes.AppId, "LeadershipBot"), SignsDeliveries = true });
        await using var kept = onAzurite ? await KeptStore.AzuriteAsync() : KeptStore.Sqlite();
        var chair = (await Crowds.ListAsync(teams, kept.Open(), Organisation, people))[0];
        var bots = new List<Servers.Server>();
        try
        {
            for (var n = 0; n < servers; n++)
                bots.Add(await Servers.StartBot(teams, kept.Settings).ReadyAsync());
            teams.BotUrl = $"http://127.0.0.1:{bots[0].Port}/api/messages";
            await teams.Delivery.MessageAsync(chair, teams.World.Personal(chair), "poll \"Is this bot in use?\" Yes, No");
            await Task.Delay(Idle);
            var idle = bots.Max(MegabytesOf);
            teams.Connector.KeepIdsOnly();

            var accepted = await AcceptedInAsync(teams, chair);
            await Task.Delay(WarmUp);
            var measured = await MeasureAsync(teams, bots, people, seconds);
            Say($"{servers} server(s), {people:N0} people: accepted in {accepted.TotalSeconds:F2} s (wanted: under 2)");
            Say($"{measured.Sent:N0} sent in {measured.Seconds:F0} s: {measured.Sent / measured.Seconds:F2} a second, {measured.Sent / measured.Seconds / Pace:F3} of {Pace} (wanted: 0.96 or more); {measured.Refused} answered 429 (wanted: 0)");
            Say($"memory: idle {idle:F0} MB, while sending at most {measured.Peak:F0} MB: {measured.Peak - idle:+0;-0} MB (wanted: under 25)");
            if (seconds > 0)
                Say($"a person who types meanwhile is answered in {(await TypedInAsync(teams, chair)).TotalMilliseconds:F0} ms, the slowest of {PressesFor.TotalSeconds:F0} s");
            var differences = seconds > 0 ? 0 : await CompareAsync(teams, kept.Open());
            return measured.Sent / measured.Seconds >= 0.96 * Pace && measured.Refused == 0 && accepted.TotalSeconds < 2 && measured.Peak - idle < 25 && differences == 0 ? 0 : 1;
        }
        finally
        {
            bots.ForEach(bot => bot.Dispose());
        }
    }

    private static async Task<TimeSpan> AcceptedInAsync(SimulatorHost teams, Person chair)
    {
        var form = new JsonObject { ["verb"] = "polls.create", ["organisation"] = Organisation, ["nonce"] = "benchmark", ["question"] = Question, ["options"] = "Yes\nNo", ["closes"] = "0", ["audience"] = "everybody" };
        var watch = Stopwatch.StartNew();
        var answer = await teams.Delivery.SubmitTaskAsync(chair, teams.World.Personal(chair), form);
        return answer.Status == 200 ? watch.Elapsed : throw new InvalidOperationException($"The bot answered {answer.Status} {answer.Body}.");
    }

    private static async Task<(int Sent, double Seconds, int Refused, double Peak)> MeasureAsync(SimulatorHost teams, List<Servers.Server> bots, int people, int seconds)
    {
        var (before, watch, peak) = (Sent(teams), Stopwatch.StartNew(), 0.0);
        while (seconds > 0 ? watch.Elapsed.TotalSeconds < seconds : Sent(teams) < people && watch.Elapsed.TotalSeconds < people)
        {
            await Task.Delay(500);
            peak = Math.Max(peak, bots.Max(MegabytesOf));
        }

        return (Sent(teams) - before, watch.Elapsed.TotalSeconds, teams.Connector.Entries.Count(entry => entry.Status == 429), peak);
    }

    private static async Task<TimeSpan> TypedInAsync(SimulatorHost teams, Person chair)
    {
        var (started, slowest) = (Stopwatch.StartNew(), TimeSpan.Zero);
        while (started.Elapsed < PressesFor)
        {
            var watch = Stopwatch.StartNew();
            var before = Replies(teams);
            await teams.Delivery.MessageAsync(chair, teams.World.Personal(chair), "help");
            while (Replies(teams) == before)
                await Task.Delay(5);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            await Task.Delay(400);
        }

        return slowest;
    }

    /// <summary>Row by row: who is said to have it has that message, and nobody has one that isn't said.</summary>
    private static async Task<int> CompareAsync(SimulatorHost teams, IRecordStore store)
    {
        await Task.Delay(TimeSpan.FromSeconds(10)); // the last rows are being written
        var shelf = new SendingShelf(store);
        var (rows, tally, differences) = (0, new Tally(), 0);
        await foreach (var head in shelf.ListAsync(Organisation, CancellationToken.None))
        {
            var byMessage = teams.Connector.Entries.Where(entry => entry is { Operation: ConnectorOperation.Send, Applied: true }).GroupBy(entry => entry.ConversationId ?? "").ToDictionary(group => group.Key, group => group.Select(entry => entry.MessageId).ToList());
            await foreach (var row in shelf.ListRecipientsAsync(head, CancellationToken.None))
            {
                rows++;
                tally.Add(row.Kept);
                var messages = row.Target.Place is { } place ? byMessage.GetValueOrDefault(place.ConversationId, []) : [];
                if (row.Kept.State is not RecipientState.Sent || !messages.Contains(row.Kept.ActivityId))
                    differences++;
            }

            var counted = (await shelf.CountAsync(head, CancellationToken.None)).Sum;
            differences += counted.Counts.OrderBy(one => one.Key).SequenceEqual(tally.Counts.OrderBy(one => one.Key)) ? 0 : 1;
        }

        Say($"report: {rows:N0} rows ({string.Join(", ", tally.Counts.Select(one => $"{one.Key} {one.Value}"))}), {differences} that differ from what Teams has");
        return differences;
    }

    private static int Sent(SimulatorHost teams) => teams.Connector.Entries.Count(entry => entry is { Operation: ConnectorOperation.Send, Applied: true });

    private static int Replies(SimulatorHost teams) => teams.Connector.Entries.Count(entry => entry is { Operation: ConnectorOperation.Reply, Applied: true });

    private static double MegabytesOf(Servers.Server server)
    {
        server.Process.Refresh();
        return server.Process.WorkingSet64 / 1048576.0;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
