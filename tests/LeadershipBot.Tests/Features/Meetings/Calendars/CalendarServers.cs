using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>The servers of one bot, which share its store and its clock, and of which one dies now and then.</summary>
internal sealed class CalendarServers(params IEnumerable<BotUnderTest> servers)
{
    /// <summary>After so long another server takes up whatever a dead one had begun, though its clock went a little ahead.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(90);

    private readonly List<BotUnderTest> _living = [.. servers];
    private BotUnderTest? _dying;

    /// <summary>How many died.</summary>
    public int Dead { get; private set; }

    /// <summary>One that answers.</summary>
    public BotUnderTest Any(Random random)
    {
        var sound = _living.Where(one => one != _dying).ToList();
        return sound[random.Next(sound.Count)];
    }

    /// <summary>The one that hears what comes: the dying one where there is one, so that it dies at work.</summary>
    public BotUnderTest Hearing(Random random) => _dying ?? Any(random);

    public void Add(BotUnderTest server) => _living.Add(server);

    /// <summary>From its commit after so many to a table on, a server does nothing any more, and gives nothing back.</summary>
    public void OneDies(string table, int commits, Random random)
    {
        var dying = _dying = _living[random.Next(_living.Count)];
        dying.Store.BeforeCommit = (name, _, _) =>
        {
            if (name == table && Interlocked.Decrement(ref commits) < 0)
                dying.Store.Fails(StoreFault.Unavailable);
            return Task.CompletedTask;
        };
    }

    /// <summary>Counts the dying one out, also where it had too little to do to die by itself; false where none was.</summary>
    public bool Buries()
    {
        if (_dying is not { } dying)
            return false;
        dying.Store.Fails(StoreFault.Unavailable);
        _living.Remove(dying);
        _dying = null;
        Dead++;
        return true;
    }

    /// <summary>The stores of those who live answer again.</summary>
    public void Recover() => _living.ForEach(one => one.Store.Recovers());

    /// <summary>Lets time pass for all of them; the dying one goes first.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _living[0].Clock.Advance(step);
            if (_dying is { } dying)
                await DrainAsync(dying);
            await Task.WhenAll(_living.Where(one => one != _dying).Select(DrainAsync));
        }
    }

    private async Task DrainAsync(BotUnderTest server)
    {
        try
        {
            await server.DrainAsync();
        }
        catch (StoreUnavailableException) when (server == _dying)
        {
            // it died just then
        }
    }
}
