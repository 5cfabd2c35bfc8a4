namespace LeadershipBot.Tests.Support.Graph;

/// <summary>
/// The calendar of a mailbox in the stand-in, with what people do in Outlook. Each change reaches every delta link that is
/// open and every subscription.
/// </summary>
internal sealed class MailboxCalendar
{
    private readonly GraphServer _server;
    private readonly List<StandInEvent> _events = [];
    private int _ids;

    internal MailboxCalendar(GraphServer server, string mailbox, string tenantId) => (_server, Mailbox, TenantId) = (server, mailbox, tenantId);

    /// <summary>The mailbox's address.</summary>
    public string Mailbox { get; }

    /// <summary>Other addresses by which it is found.</summary>
    public List<string> Aliases { get; } = [];

    public string TenantId { get; }

    /// <summary>What its owner's language calls it.</summary>
    public string Name { get; set; } = "Calendar";

    /// <summary>
    /// Whether a delta says of a deleted occurrence, and of those of a deleted series, that it was removed. Graph doesn't: it
    /// sends the series again without it.
    /// </summary>
    public bool TellsDeletedOccurrences { get; set; }

    /// <summary>Whether a later round tells of a series that changed its first time alone. Graph sends it whole, as people found; it doesn't promise that.</summary>
    public bool TellsSeriesInPart { get; set; }

    /// <summary>Counts changes.</summary>
    internal long Version { get; private set; }

    /// <summary>Everything that was ever there, series but not their occurrences.</summary>
    internal IReadOnlyList<StandInEvent> Tops => _events;

    /// <param name="subject">What it is called.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="end">When it ends.</param>
    /// <param name="with">Sets more of it.</param>
    public StandInEvent Add(string subject, DateTimeOffset start, DateTimeOffset end, Action<StandInEvent>? with = null) => _server.Locked(() =>
    {
        var item = New(subject, start, end, null);
        with?.Invoke(item);
        _events.Add(item);
        Note(item, "created");
        return item;
    });

    /// <param name="subject">What it is called.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="categories">Its categories.</param>
    public StandInEvent Add(string subject, DateTimeOffset start, TimeSpan length, params string[] categories) => Add(subject, start, start + length, it => it.Categories.AddRange(categories));

    /// <summary>Adds a series that keeps its time by the clock on the wall.</summary>
    /// <param name="subject">What it is called.</param>
    /// <param name="start">When the first begins.</param>
    /// <param name="length">How long each is.</param>
    /// <param name="times">How many.</param>
    /// <param name="everyDays">How many days from one to the next.</param>
    /// <param name="with">Sets more of it, such as its zone.</param>
    public StandInEvent AddSeries(string subject, DateTimeOffset start, TimeSpan length, int times, int everyDays = 7, Action<StandInEvent>? with = null) => _server.Locked(() =>
    {
        var series = New(subject, start, start + length, null);
        with?.Invoke(series);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(series.Zone);
        var wall = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        for (var time = 0; time < times; time++)
        {
            var at = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(wall.AddDays(time * everyDays), zone), TimeSpan.Zero);
            series.Occurrences.Add(New(subject, at, at + length, series));
        }

        _events.Add(series);
        Note(series, "created");
        return series;
    });

    /// <summary>Makes a single event a series that begins with it: the event's id is then the series'.</summary>
    public void Repeat(StandInEvent item, int times, int everyDays = 7) => Change(item, it =>
    {
        for (var time = 0; time < times; time++)
            it.Occurrences.Add(New(it.Subject, it.Start.AddDays(time * everyDays), it.End.AddDays(time * everyDays), it));
    });

    /// <summary>Changes whatever <paramref name="how"/> changes. An occurrence becomes an exception.</summary>
    public void Change(StandInEvent item, Action<StandInEvent> how) => _server.Locked(() =>
    {
        if (item is { Master: { } master, IsException: false })
        {
            item.Takes(master);
            item.IsException = true;
        }

        how(item);
        Note(item, "updated");
    });

    /// <summary>
    /// Moves an event, one time of a series, or a series with all its times but those that differ already. On another day these are others:
    /// Graph makes an occurrence's id of its series and its date.
    /// </summary>
    public void Move(StandInEvent item, DateTimeOffset start, DateTimeOffset end) => Change(item, it =>
    {
        var (later, length) = (start - it.Start, end - start);
        foreach (var one in it.Occurrences.Where(occurrence => occurrence is { IsException: false, IsDeleted: false }).ToList())
        {
            if (one.Start.UtcDateTime.Date == (one.Start + later).UtcDateTime.Date)
                (one.Start, one.End) = (one.Start + later, one.Start + later + length);
            else
                Replace(it, one, New(it.Subject, one.Start + later, one.Start + later + length, it));
        }

        (it.Start, it.End) = (start, end);
    });

    private void Replace(StandInEvent series, StandInEvent old, StandInEvent by)
    {
        (old.IsDeleted, old.Version) = (true, Version + 1);
        series.Occurrences.Insert(series.Occurrences.IndexOf(old), by);
    }

    /// <summary>Moves one time of a series.</summary>
    public void MoveOccurrence(StandInEvent series, int index, DateTimeOffset start, DateTimeOffset end) => Move(series.Occurrences[index], start, end);

    public void Rename(StandInEvent item, string subject) => Change(item, it => it.Subject = subject);

    /// <summary>The organiser calls it off; it stays in the calendar. Of a series: all of it.</summary>
    public void Cancel(StandInEvent item) => Change(item, it =>
    {
        it.IsCancelled = true;
        it.Occurrences.ForEach(occurrence => occurrence.IsCancelled = true);
    });

    /// <summary>Deletes an event, a whole series, or one time of it.</summary>
    public void Delete(StandInEvent item) => _server.Locked(() =>
    {
        item.IsDeleted = true;
        item.Occurrences.ForEach(occurrence => occurrence.IsDeleted = true);
        Note(item, item.Master is null ? "deleted" : "updated");
        item.Occurrences.ForEach(occurrence => occurrence.Version = Version);
    });

    public void Invite(StandInEvent item, params string[] addresses) => Change(item, it => it.Attendees.AddRange(addresses.Select(address => new StandInAttendee(address))));

    /// <param name="item">Which event.</param>
    /// <param name="address">Who answers; they are invited if they weren't.</param>
    /// <param name="response">accepted, tentativelyAccepted or declined.</param>
    public void Answer(StandInEvent item, string address, string response) => Change(item, it =>
    {
        it.Attendees.RemoveAll(attendee => attendee.Address == address);
        it.Attendees.Add(new StandInAttendee(address, response, _server.Clock.GetUtcNow()));
    });

    private StandInEvent New(string subject, DateTimeOffset start, DateTimeOffset end, StandInEvent? master)
    {
        var number = ++_ids;
        return new StandInEvent
        {
            Id = $"AAkAL{Mailbox.Split('@')[0]}{number:D4}-immutable=",
            ICalUId = $"040000008200E00074C5B7101A82E008{number:D8}",
            Master = master,
            Subject = subject,
            Start = start.ToUniversalTime(),
            End = end.ToUniversalTime(),
            CreatedAt = _server.Clock.GetUtcNow(),
        };
    }

    private void Note(StandInEvent item, string change)
    {
        Version++;
        (item.Version, item.ChangedAt) = (Version, _server.Clock.GetUtcNow());
        if (item.Master is { } master)
            (master.Version, master.ChangedAt) = (Version, item.ChangedAt);
        _server.Tell(this, item.Master ?? item, change);
    }
}
