using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Meetings.Calendars;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>What is kept of events, however answers repeat, contradict each other and come.</summary>
public sealed class EventMergeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly FollowRule All = new("", new DateOnly(2026, 3, 2));
    private static readonly FollowRule Boards = All with { Category = "Board" };

    [Theory]
    [InlineData("Microsoft Teams Meeting", "https://teams.microsoft.com/l/1", "")]
    [InlineData("Microsoft Teams-Besprechung", "https://teams.microsoft.com/l/1", "")]
    [InlineData("Réunion Microsoft Teams", "https://teams.microsoft.com/l/1", "")]
    [InlineData("Room 1; Microsoft Teams Meeting", "https://teams.microsoft.com/l/1", "Room 1")]
    [InlineData("Room 1;Room 2", "https://teams.microsoft.com/l/1", "Room 1;Room 2")]
    [InlineData("Microsoft Teams Room 3", "https://teams.microsoft.com/l/1", "Microsoft Teams Room 3")]
    [InlineData("Microsoft Teams Meeting", null, "")]
    [InlineData("Microsoft Teams Meeting", "", "Microsoft Teams Meeting")]
    [InlineData(null, "https://teams.microsoft.com/l/1", null)]
    public void What_Outlook_writes_of_a_meeting_in_Teams_is_no_place(string? words, string? joinUrl, string? place)
        => Assert.Equal(place, EventWords.Place(words, joinUrl));

    [Fact]
    public void An_older_answer_about_an_event_changes_nothing()
    {
        var known = Take(null, Said("Board", 2), 1).Event;
        var merged = Take(known, Said("Bored", 1), 1);
        Assert.Equal((known, false, false), (merged.Event, merged.IsNews, merged.IsDoubtful));
        Assert.Equal("Bored", Take(known, Said("Bored", 3), 1).Event.Title);
    }

    [Fact]
    public void The_same_answer_again_is_no_news()
    {
        var known = Take(null, Said("Board", 1), 1);
        Assert.True(known.IsNews);
        Assert.False(Take(known.Event, Said("Board", 1), 1).IsNews);
        Assert.False(Take(known.Event, Said("Board", 1), 2).IsNews);
        Assert.True(EventMerge.Merge(known.Event, Said("Board", 1), 2, isFull: true, All).IsNews); // once a month each meeting is looked at
    }

    [Fact]
    public void What_was_removed_keeps_no_words_and_comes_back_by_a_newer_answer()
    {
        var gone = Take(Take(null, Said("Board", 2), 1).Event, new SeenEvent("e") { IsRemoved = true }, 2);
        Assert.Equal((true, null, null, false), (gone.Event.IsGone, gone.Event.Title, gone.Event.IsWanted, gone.IsDoubtful));
        var older = Take(gone.Event, Said("Board", 2), 3);
        Assert.True(older.IsDoubtful);
        var back = Take(gone.Event, Said("Board", 3), 3);
        Assert.Equal((false, "Board", false), (back.Event.IsGone, back.Event.Title, back.IsDoubtful));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void There_and_removed_in_one_reading_is_doubtful(bool isRemovedFirst)
    {
        SeenEvent[] said = isRemovedFirst ? [new SeenEvent("e") { IsRemoved = true }, Said("Board", 1)] : [Said("Board", 1), new SeenEvent("e") { IsRemoved = true }];
        Assert.True(Take(Take(null, said[0], 1).Event, said[1], 1).IsDoubtful);
    }

    [Fact]
    public void An_occurrence_has_the_words_of_its_series_whichever_comes_first()
    {
        var series = Take(null, Said("Board", 1) with { Id = "s", Kind = EventKind.Series, Place = "Hall", Zone = "GMT Standard Time" }, 1).Event;
        var occurrence = Take(null, new SeenEvent("o") { Kind = EventKind.Occurrence, SeriesId = "s", StartsAt = Now, EndsAt = Now.AddHours(1) }, 1).Event;
        Assert.Null(EventMeaning.Of(occurrence, null, "Governing body", "Europe/London"));
        Assert.Equal(new FollowedContent("Board", Now, Now.AddHours(1), "Europe/London", "Hall", ""), EventMeaning.Of(occurrence, series, "Governing body", "UTC"));
        Assert.Null(EventMeaning.Of(series, null, "Governing body", "Europe/London"));
        Assert.Null(EventMeaning.Of(occurrence, series with { IsGone = true }, "Governing body", "Europe/London"));
        Assert.Null(EventMeaning.Of(occurrence, series with { IsCancelled = true }, "Governing body", "Europe/London"));
        Assert.Null(EventMeaning.Of(occurrence with { IsCancelled = true }, series, "Governing body", "Europe/London"));
    }

    [Fact]
    public void An_exception_that_is_an_occurrence_again_has_the_words_of_its_series_again()
    {
        var exception = Take(null, Said("Board away", 1) with { Kind = EventKind.Exception, SeriesId = "s", Place = "Hotel" }, 1).Event;
        var occurrence = Take(exception, new SeenEvent("e") { Kind = EventKind.Occurrence, SeriesId = "s", StartsAt = Now, EndsAt = Now.AddHours(1) }, 2).Event;
        Assert.Equal((null, null, null), (occurrence.Title, occurrence.Place, occurrence.IsWanted));
    }

    [Theory]
    [InlineData("Board", null, true)]
    [InlineData("board", null, true)]
    [InlineData("Leave", null, false)]
    [InlineData(null, null, false)]
    [InlineData("Board", "private", false)]
    [InlineData("Board", "patient", false)]
    public void Only_events_of_the_category_become_meetings_and_nothing_is_kept_of_others(string? category, string? but, bool isWanted)
    {
        var seen = Said(but == "patient" ? "Mrs Smith, born 3/4/1961" : "Board", 1) with { Categories = category is null ? [] : [category], IsPrivate = but == "private" };
        var known = EventMerge.Merge(null, seen, 1, isFull: true, Boards).Event;
        Assert.Equal(isWanted, EventMeaning.Of(known, null, "Governing body", "Europe/London") is not null);
        Assert.Equal(isWanted ? "Board" : null, known.Title);
    }

    [Theory]
    [InlineData(24, false, false)]
    [InlineData(12, false, true)]
    [InlineData(1, true, false)]
    [InlineData(0, false, false)]
    [InlineData(-1, false, false)]
    public void What_takes_whole_days_or_no_time_is_no_meeting(int hours, bool isAllDay, bool isMeeting)
    {
        var known = Take(null, Said("Board", 1) with { EndsAt = Now.AddHours(hours), IsAllDay = isAllDay }, 1).Event;
        Assert.Equal(isMeeting, EventMeaning.Of(known, null, "Governing body", "Europe/London") is not null);
    }

    [Theory]
    [InlineData("GMT Standard Time", "Europe/London")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Europe/Paris", "Europe/Paris")]
    [InlineData("tzone://Microsoft/Custom", null)]
    [InlineData("Middle/Earth", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Zones_are_known_by_their_Windows_and_IANA_names(string? said, string? known) => Assert.Equal(known, EventWords.Zone(said));

    [Fact]
    public void Words_are_cut_to_what_a_meeting_holds_and_links_lead_to_Teams_only()
    {
        Assert.Equal("Board of Larkford", EventWords.Title(" Board \r\n of\tLarkford "));
        Assert.Equal(120, EventWords.Title(new string('x', 300))!.Length);
        Assert.Equal(119, EventWords.Title(new string('x', 118) + "😀😀")!.Length); // no half of a character
        Assert.Equal("", EventWords.JoinUrl("https://evil.example/teams"));
        Assert.Equal("https://teams.microsoft.com/l/meetup-join/1", EventWords.JoinUrl("https://teams.microsoft.com/l/meetup-join/1"));
        Assert.Null(EventWords.JoinUrl(null));
    }

    /// <summary>
    /// Any history of a calendar, read in rounds whose answers repeat, hold what was true in between, and come in any order, ends like
    /// a reading of the whole window; where it is doubtful, the whole window is read once more.
    /// </summary>
    [Fact]
    public void Any_history_ends_like_a_reading_of_the_whole_window()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => EndsAlike(new Random(seed))).QuickCheckThrowOnFailure();
    }

    private static void EndsAlike(Random random)
    {
        var (truth, mirror, clock) = (new Dictionary<string, SeenEvent>(), new Dictionary<string, KnownEvent>(), 0);
        var isDoubtful = false;
        for (var round = 1; round <= 6; round++)
        {
            var said = new List<SeenEvent>();
            for (var i = random.Next(8); i > 0; i--)
                said.Add(Change(truth, random, ++clock));
            said.AddRange(said.Where(_ => random.Next(3) == 0).ToList());
            said.AddRange(truth.Values.Where(_ => random.Next(4) == 0)); // replays of an earlier round
            isDoubtful |= Read(mirror, said.OrderBy(_ => random.Next()), round, isFull: false);
        }

        if (isDoubtful)
            ReadAll(mirror, truth, 7);
        var clean = new Dictionary<string, KnownEvent>();
        ReadAll(clean, truth, 1);
        Assert.Equal(Meetings(clean), Meetings(mirror));
    }

    private static SeenEvent Change(Dictionary<string, SeenEvent> truth, Random random, int clock)
    {
        var id = $"e{random.Next(6)}";
        if (random.Next(4) == 0)
        {
            truth.Remove(id);
            return new SeenEvent(id) { IsRemoved = true };
        }

        var kind = id is "e0" ? EventKind.Series : id is "e1" ? EventKind.Exception : EventKind.Single;
        return truth[id] = Said($"Title {random.Next(3)}", clock) with { Id = id, Kind = kind, SeriesId = kind is EventKind.Exception ? "e0" : null, IsCancelled = random.Next(5) == 0, StartsAt = Now.AddDays(random.Next(9)), EndsAt = Now.AddDays(9) };
    }

    private static bool Read(Dictionary<string, KnownEvent> mirror, IEnumerable<SeenEvent> said, int round, bool isFull)
    {
        var isDoubtful = false;
        foreach (var seen in said)
        {
            var merged = EventMerge.Merge(mirror.GetValueOrDefault(seen.Id), seen, round, isFull, All);
            mirror[seen.Id] = merged.Event;
            isDoubtful |= merged.IsDoubtful;
        }

        return isDoubtful;
    }

    private static void ReadAll(Dictionary<string, KnownEvent> mirror, Dictionary<string, SeenEvent> truth, int round)
    {
        Read(mirror, truth.Values, round, isFull: true);
        foreach (var (id, known) in mirror.Where(one => one.Value.Round != round).ToList())
            mirror[id] = EventMerge.Unseen(known, round);
    }

    private static string Meetings(Dictionary<string, KnownEvent> mirror)
        => string.Join('\n', mirror.Values.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => (one.Id, Meeting: EventMeaning.Of(one, mirror.GetValueOrDefault(one.SeriesId), "x", "UTC"))).Where(one => one.Meeting is not null));

    private static Merged Take(KnownEvent? known, SeenEvent seen, int round) => EventMerge.Merge(known, seen, round, isFull: false, All);

    private static SeenEvent Said(string title, int minute) => new("e") { Title = title, StartsAt = Now, EndsAt = Now.AddHours(1), ChangedAt = Now.AddMinutes(minute), Categories = [] };
}
