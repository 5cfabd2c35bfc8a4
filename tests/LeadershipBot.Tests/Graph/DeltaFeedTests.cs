using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Graph;

/// <summary>
/// The stand-in itself: whatever happens in a calendar, whoever follows its delta links, with repeats and in any order, ends
/// with what a fresh reading of the window gives.
/// </summary>
public sealed class DeltaFeedTests
{
    private static readonly DateTimeOffset Now = BotUnderTest.Start;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_follows_the_links_has_what_a_fresh_reading_gives()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        var run = 0;
        Prop.ForAll<(int What, int Which)[], NonNegativeInt>((steps, seed) =>
        {
            var mailbox = $"board{++run}@larkford.example";
            server.PageSize = 1 + seed.Get % 5;
            server.Disorder = seed.Get % 2 == 0 ? null : new Random(seed.Get);
            var calendar = server.Calendar(mailbox, GraphRoom.Tenant);
            calendar.TellsDeletedOccurrences = seed.Get % 3 == 0;
            CompareAsync(room, calendar, steps).GetAwaiter().GetResult();
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The comparison finds who is wrong: here who believes that a deleted time would be told.</summary>
    [Fact]
    public async Task Who_waits_to_be_told_of_a_deleted_time_is_found()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        var calendar = server.Calendar(GraphRoom.Mailbox, GraphRoom.Tenant);
        var series = calendar.AddSeries("Locality", Now.AddDays(1), TimeSpan.FromHours(1), 2);
        Follower[] followers = [new(room, calendar.Mailbox), new(room, calendar.Mailbox) { Reconciles = false }];
        foreach (var follower in followers)
            await follower.RoundAsync();

        calendar.Delete(series.Occurrences[1]);
        foreach (var follower in followers)
            await follower.RoundAsync();

        Assert.Equal([2, 3], followers.Select(follower => follower.Held.Count()));
    }

    private static async Task CompareAsync(GraphRoom room, MailboxCalendar calendar, (int What, int Which)[] steps)
    {
        var follower = new Follower(room, calendar.Mailbox);
        await follower.RoundAsync();
        foreach (var (what, which) in steps)
        {
            Happens(calendar, Math.Abs(what % 9), Math.Abs(which % 1000));
            if (which % 3 == 0)
                await follower.RoundAsync();
        }

        await follower.RoundAsync();
        var fresh = new Follower(room, calendar.Mailbox);
        await fresh.RoundAsync();
        Assert.Equal(fresh.Held, follower.Held);
    }

    private static void Happens(MailboxCalendar calendar, int what, int which)
    {
        var there = calendar.Tops.Where(top => !top.IsDeleted).ToList();
        var start = Now.AddDays(which % 40 - 5);
        if (what == 0 || there.Count == 0)
            calendar.Add($"Meeting {which}", start, start.AddHours(1));
        else if (what == 1)
            calendar.AddSeries($"Series {which}", start, TimeSpan.FromHours(1), 1 + which % 6);
        else
            Happens(calendar, there[which % there.Count], what, which, start);
    }

    private static void Happens(MailboxCalendar calendar, StandInEvent top, int what, int which, DateTimeOffset start)
    {
        var times = top.Occurrences.Where(occurrence => !occurrence.IsDeleted).ToList();
        var one = times.Count == 0 ? top : times[which % times.Count];
        switch (what)
        {
            case 2:
                calendar.Move(top, start, start.AddHours(2));
                break;
            case 3:
                calendar.Rename(top, $"Renamed {which}");
                break;
            case 4:
                calendar.Cancel(top);
                break;
            case 5:
                calendar.Delete(top);
                break;
            case 6:
                calendar.Move(one, start, start.AddHours(2));
                break;
            case 7:
                calendar.Delete(one);
                break;
            default:
                calendar.Answer(one, "ann@larkford.example", "accepted");
                break;
        }
    }

    /// <summary>A client of the simplest kind that is right.</summary>
    private sealed class Follower(GraphRoom room, string mailbox)
    {
        private static readonly DeltaStart Window = new DeltaStart.Window(Now, Now.AddDays(20));

        private readonly Dictionary<string, CalendarEvent> _held = [];
        private DeltaStart _next = Window;

        /// <summary>Whether times of a series that came without them are taken to be gone.</summary>
        public bool Reconciles { get; init; } = true;

        /// <summary>What is held, in words that can be compared.</summary>
        public IEnumerable<string> Held => _held.Values
            .Select(one => $"{one.Id} {one.Type} {one.SeriesMasterId} {one.Subject} {one.StartsAt:O} {one.EndsAt:O} {one.IsCancelled} {string.Join(',', one.Invited ?? [])}")
            .Order(StringComparer.Ordinal);

        public async Task RoundAsync()
        {
            var (told, series) = (new HashSet<string>(), new HashSet<string>());
            string? delta = null;
            for (var pages = 0; delta is null; pages++)
            {
                Assert.True(pages < 10_000, "The round never ends.");
                var answer = await room.Calendars.ReadAsync(GraphRoom.Tenant, mailbox, _next, Token);
                Assert.Equal(GraphOutcome.Done, answer.Outcome);
                answer.Value!.Changes.ToList().ForEach(change => Take(change, told, series));
                delta = answer.Value.DeltaLink;
                _next = new DeltaStart.Link(answer.Value.NextLink ?? delta!);
            }

            if (!Reconciles)
                return;
            foreach (var gone in _held.Values.Where(one => one.SeriesMasterId is { } master && series.Contains(master) && !told.Contains(one.Id)).ToList())
                _held.Remove(gone.Id);
        }

        private void Take(EventChange change, HashSet<string> told, HashSet<string> series)
        {
            told.Add(change.Id);
            if (change.IsRemoved || change.Event!.Type is EventType.SeriesMaster)
                series.Add(change.Id);
            if (change.IsRemoved)
                _held.Remove(change.Id);
            else
                _held[change.Id] = change.Event!;
        }
    }
}
