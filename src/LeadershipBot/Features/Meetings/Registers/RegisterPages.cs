using LeadershipBot.Domain.Meetings;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>A page of the register: those who are called by name, and behind them, by name, those who aren't.</summary>
/// <param name="Register">What was said and noted; once the roll is written down, without those of whom there is nothing to say, who are only counted.</param>
/// <param name="People">Whom the page shows.</param>
/// <param name="First">The place of the first of them, from 0.</param>
/// <param name="Total">How many there are on all pages.</param>
internal sealed record RegisterPage(Register Register, IReadOnlyList<Attendee> People, int First, int Total)
{
    /// <summary>So many people does one page show: it must stay under what Teams carries, and one commit keeps it.</summary>
    public const int Size = 25;

    /// <summary>A page of a register that was read as a whole.</summary>
    /// <param name="register">The register.</param>
    /// <param name="first">Where the page begins; beyond the end, the last page is shown.</param>
    public static RegisterPage Of(Register register, int first)
    {
        var people = AllOf(register);
        first = Within(first, people.Count);
        return new RegisterPage(register, [.. people.Skip(first).Take(Size)], first, people.Count);
    }

    /// <summary>Where the page after, or before, one begins: told from whom that showed, since the list may have changed meanwhile, and nobody is to be passed over.</summary>
    /// <param name="register">The whole register as of now.</param>
    /// <param name="shown">The ids of those whom the page showed.</param>
    /// <param name="isAfter">Whether the page after it is meant.</param>
    public static int Beside(Register register, IReadOnlyCollection<string> shown, bool isAfter)
    {
        var places = AllOf(register).Select((one, i) => (Id: one.Person.ToString(), Place: i)).Where(one => shown.Contains(one.Id)).Select(one => one.Place).ToList();
        if (places.Count == 0)
            return 0; // none of them is there any more: from the beginning, where nothing is missed
        return isAfter ? places[^1] + 1 : places[0] - Size;
    }

    /// <summary>Where a page begins that is to begin there: there is always somebody on it.</summary>
    public static int Within(int first, int total) => Math.Max(0, first < total ? first : total - Size);

    private static List<Attendee> AllOf(Register register)
        => [.. RollOrder.ByName(register.People.Where(one => one.IsCalled)), .. RollOrder.ByName(register.People.Where(one => !one.IsCalled))];
}

/// <summary>Reads one page of a register, and no more of the roll than it shows; where no order was written down with the roll, or it was changed meanwhile, all of it.</summary>
internal sealed class RegisterPages(RegisterReading reading, MeetingRoll roll, RollOrder order)
{
    /// <summary>The page that begins at a place; beyond the end, the last page.</summary>
    public async Task<RegisterPage> FindAsync(MeetingHead head, int first, CancellationToken cancellationToken)
    {
        head = await roll.FreezeAsync(head, cancellationToken);
        var said = head.Meeting.Roll is null ? null : await SaidAsync(head, cancellationToken);
        return (said is null ? null : await FindAsync(head, said, first, cancellationToken)) ?? RegisterPage.Of(await reading.ReadAsync(head, cancellationToken), first);
    }

    /// <summary>The page after, or before, one.</summary>
    /// <param name="head">The meeting.</param>
    /// <param name="at">Where that page began, as it said.</param>
    /// <param name="shown">The ids of those whom it showed, in order.</param>
    /// <param name="isAfter">Whether the page after it is meant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RegisterPage> BesideAsync(MeetingHead head, int at, IReadOnlyList<string> shown, bool isAfter, CancellationToken cancellationToken)
    {
        head = await roll.FreezeAsync(head, cancellationToken);
        if (head.Meeting.Roll is not null && shown.Count > 0)
        {
            var said = await SaidAsync(head, cancellationToken);
            var edge = isAfter ? await PlaceOfAsync(head, said, shown[^1], at + shown.Count - 1, cancellationToken) : await PlaceOfAsync(head, said, shown[0], at, cancellationToken);
            if (edge is { } place && await FindAsync(head, said, isAfter ? place + 1 : place - RegisterPage.Size, cancellationToken) is { } page)
                return page;
        }

        var register = await reading.ReadAsync(head, cancellationToken);
        return RegisterPage.Of(register, RegisterPage.Beside(register, shown, isAfter));
    }

    private async Task<Said> SaidAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var register = await reading.ReadSaidAsync(head, cancellationToken);
        return new Said(register, [.. RollOrder.ByName(register.People.Where(one => !one.IsCalled))]);
    }

    private async Task<RegisterPage?> FindAsync(MeetingHead head, Said said, int first, CancellationToken cancellationToken)
    {
        var called = said.Register.Roll.Called;
        var total = called + said.Others.Count;
        first = RegisterPage.Within(first, total);
        var wanted = Math.Clamp(called - first, 0, RegisterPage.Size);
        var ids = await order.ReadAsync(head.Key, first, wanted, cancellationToken);
        if (ids.Count < wanted)
            return null;
        var known = said.Register.People.Where(one => one.IsCalled).ToDictionary(one => one.Person.ToString(), StringComparer.Ordinal);
        var people = await Task.WhenAll(ids.Select(async id => known.GetValueOrDefault(id) ?? (MeetingRows.ToId(id) is { } person ? await roll.FindAsync(head.Key, person, cancellationToken) : null)));
        if (Array.Exists(people, one => one is null))
            return null; // somebody was forgotten just now
        var others = said.Others.Skip(Math.Max(0, first - called)).Take(RegisterPage.Size - wanted);
        return new RegisterPage(said.Register, [.. people.OfType<Attendee>(), .. others], first, total);
    }

    /// <summary>The place of somebody, who stood at another as the page was shown; null where only the whole list tells.</summary>
    private async Task<int?> PlaceOfAsync(MeetingHead head, Said said, string id, int was, CancellationToken cancellationToken)
    {
        if (said.Others.FindIndex(one => one.Person.ToString() == id) is >= 0 and var other)
            return said.Register.Roll.Called + other;
        return was >= 0 && await order.ReadAsync(head.Key, was, 1, cancellationToken) is [var there] && there == id ? was : null;
    }

    /// <summary>What was said and noted, and those of it who aren't called, in order.</summary>
    private sealed record Said(Register Register, List<Attendee> Others);
}
