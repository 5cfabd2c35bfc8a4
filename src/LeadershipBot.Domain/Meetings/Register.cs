using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>
/// Who is called to a meeting, who answered what, who was there, and who has an interest in which item. Quorum is worked out of
/// it on every read.
/// </summary>
/// <param name="People">Everybody of whom there is something to say, each once; who was called and never said anything may be left out.</param>
/// <param name="Roll">How many are called.</param>
/// <param name="Conflicts">Who has an interest in which item.</param>
public sealed record Register(IReadOnlyList<Attendee> People, RollCount Roll, IReadOnlyList<ItemConflict> Conflicts)
{
    /// <summary>How many of those called answered so.</summary>
    public int CountOf(Reply reply) => People.Count(one => one.IsCalled && one.Reply == reply);

    /// <summary>How many of those called have not answered.</summary>
    public int Silent => Math.Max(0, Roll.Called - People.Count(one => one.IsCalled && one.Reply is not Reply.None));

    /// <summary>Those called who were there, by name.</summary>
    public IEnumerable<Attendee> Present => ByName(one => one.IsCalled && one.Presence is Presence.Present);

    /// <summary>Those who were there as somebody's deputy, by name.</summary>
    public IEnumerable<Attendee> Deputies => ByName(one => !one.IsCalled && one.StandsFor is not null && one.Presence is Presence.Present);

    /// <summary>Those who were there though nobody had called them, by name.</summary>
    public IEnumerable<Attendee> InAttendance => ByName(one => !one.IsCalled && one.StandsFor is null && one.Presence is Presence.Present);

    /// <summary>Those called who sent apologies and weren't there, by name.</summary>
    public IEnumerable<Attendee> Apologies => ByName(one => one.SentApologies);

    /// <summary>How many of those called were neither there nor sent apologies.</summary>
    public int Absent => Math.Max(0, Roll.Called - Present.Count() - Apologies.Count());

    /// <summary>Those whom Teams' attendance report has there and the register hasn't, by name.</summary>
    public IEnumerable<Attendee> OnlyReported => ByName(one => one.IsReported && one.Presence is not Presence.Present);

    /// <summary>How many of those there are noted as there by Teams' attendance report.</summary>
    public int ByReport => People.Count(one => one is { Presence: Presence.Present, PresenceFrom: PresenceSource.Report });

    /// <summary>Those who are noted as there since they say so themselves, by name.</summary>
    public IReadOnlyList<Attendee> BySelf => [.. ByName(one => one is { Presence: Presence.Present, PresenceFrom: PresenceSource.Self })];

    /// <summary>Those noted as there whom Teams' attendance report hasn't, by name.</summary>
    public IReadOnlyList<Attendee> OnlyNoted => [.. ByName(one => one is { Presence: Presence.Present, IsReported: false })];

    /// <summary>The register with somebody as they are to stand in it.</summary>
    public Register With(Attendee one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return this with { People = [.. People.Where(other => !Is(other.Person, one.Person)), one] };
    }

    /// <summary>Whether the register says anything of anybody.</summary>
    public bool IsBegun => People.Any(one => one.Presence is not Presence.NotNoted);

    /// <summary>How the whole meeting stands.</summary>
    public QuorumStand Stand(QuorumRule rule, Basis basis) => StandOf(rule, Seats(rule, basis, _ => false));

    /// <summary>How each item stands: who has an interest in it, or left before it, doesn't count; nor does a deputy of whom has an interest.</summary>
    public IReadOnlyList<ItemStand> Items(IReadOnlyList<AgendaItem> agenda, QuorumRule rule, Basis basis)
    {
        ArgumentNullException.ThrowIfNull(agenda);
        return [.. agenda.Select((item, i) => ItemOf(agenda, item, i + 1, rule, basis))];
    }

    /// <summary>How many of each locality's people came, deputies counted as the rule says; localities by code.</summary>
    public IReadOnlyList<GroupStand> ByLocality(QuorumRule rule, Basis basis)
        => Groups(Roll.Localities, Seats(rule, basis, _ => false).Select(seat => seat.Locality));

    /// <summary>How many of each practice's people came, deputies counted as the rule says; practices by code.</summary>
    public IReadOnlyList<GroupStand> ByPractice(QuorumRule rule, Basis basis)
        => Groups(Roll.Practices, Seats(rule, basis, _ => false).SelectMany(seat => seat.Practices.All));

    /// <summary>Whether somebody has an interest in an item.</summary>
    public bool IsConflicted(MemberId person, string itemId) => Conflicts.Any(one => one.ItemId == itemId && Is(one.Person, person));

    /// <summary>Who is to leave for an item, by name: who has an interest in it, or stands in for somebody who has, but for those who aren't there.</summary>
    /// <param name="agenda">The agenda.</param>
    /// <param name="item">An item of it.</param>
    public IReadOnlyList<ToLeave> ToLeave(IReadOnlyList<AgendaItem> agenda, AgendaItem item)
    {
        ArgumentNullException.ThrowIfNull(agenda);
        ArgumentNullException.ThrowIfNull(item);
        var known = People.ToLookup(one => one.Person.ToString(), StringComparer.Ordinal);
        var leave = new List<ToLeave>();
        foreach (var conflict in Conflicts.Where(one => one.ItemId == item.Id))
        {
            var one = known[conflict.Person.ToString()].FirstOrDefault();
            if (one is null || MayBeThere(one, agenda, item))
                leave.Add(new ToLeave(one?.Name ?? conflict.Name, conflict.NotedBy?.Name, null, one?.Presence is Presence.Present));
            leave.AddRange(People
                .Where(deputy => deputy is { IsCalled: false, StandsFor: { } whom } && Is(whom, conflict.Person) && !IsConflicted(deputy.Person, item.Id) && MayBeThere(deputy, agenda, item))
                .Select(deputy => new ToLeave(deputy.Name, null, one?.Name ?? conflict.Name, deputy.Presence is Presence.Present)));
        }

        return [.. leave.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whether somebody is there, or nothing says that they aren't.</summary>
    private static bool MayBeThere(Attendee one, IReadOnlyList<AgendaItem> agenda, AgendaItem item) => one.Presence switch
    {
        Presence.Absent => false,
        Presence.NotNoted => one.Reply is Reply.None or Reply.Coming,
        _ => !HasLeft(one, agenda, agenda.NumberOf(item.Id)),
    };

    private static bool HasLeft(Attendee one, IReadOnlyList<AgendaItem> agenda, int number) => agenda.NumberOf(one.LeftBefore) is > 0 and var left && left <= number;

    private ItemStand ItemOf(IReadOnlyList<AgendaItem> agenda, AgendaItem item, int number, QuorumRule rule, Basis basis)
    {
        bool IsOut(Attendee one) => HasLeft(one, agenda, number) || IsConflicted(one.Person, item.Id) || (one is { IsCalled: false, StandsFor: { } whom } && IsConflicted(whom, item.Id));
        var conflicted = People.Count(one => one.IsThere(basis) && !HasLeft(one, agenda, number) && IsOut(one));
        return new ItemStand(item, number, conflicted, StandOf(rule, Seats(rule, basis, IsOut)));
    }

    /// <summary>The seats of those called that are filled: by themselves, or by somebody who stands in; each once.</summary>
    private List<Attendee> Seats(QuorumRule rule, Basis basis, Func<Attendee, bool> isOut)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var known = People.ToLookup(one => one.Person.ToString(), StringComparer.Ordinal);
        var seats = new Dictionary<string, Attendee>(StringComparer.Ordinal);
        foreach (var one in People.Where(one => one.IsThere(basis)))
        {
            var seat = SeatOf(one, rule, known);
            // Who is called and there sits on the seat: whoever was to stand in fills it no more, also while they are out of the room.
            if (seat is not null && !isOut(one) && (one.IsCalled || !seat.IsThere(basis)))
                seats[seat.Person.ToString()] = seat;
        }

        return [.. seats.Values];
    }

    private static Attendee? SeatOf(Attendee one, QuorumRule rule, ILookup<string, Attendee> known)
    {
        if (one.IsCalled)
            return one;
        return rule.CountsDeputies && one.StandsFor is { } whom ? known[whom.ToString()].FirstOrDefault(seat => seat.IsCalled) : null;
    }

    private QuorumStand StandOf(QuorumRule rule, List<Attendee> seats) => new(
        seats.Count,
        rule.PeopleNeeded(Roll.Called),
        seats.SelectMany(seat => seat.Practices.All).Distinct(StringComparer.Ordinal).Count(),
        rule.Practices,
        seats.Select(seat => seat.Locality).Where(locality => locality.Length > 0).Distinct(StringComparer.Ordinal).Count(),
        rule.Localities);

    private static List<GroupStand> Groups(IReadOnlyDictionary<string, int> called, IEnumerable<string> came)
    {
        var there = came.CountBy(code => code, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. called.Select(one => new GroupStand(one.Key, Math.Min(one.Value, there.GetValueOrDefault(one.Key)), one.Value))];
    }

    private IEnumerable<Attendee> ByName(Func<Attendee, bool> which)
        => People.Where(which).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Person.ToString(), StringComparer.Ordinal);

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();
}
