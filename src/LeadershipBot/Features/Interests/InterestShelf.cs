using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>Reads what people declared.</summary>
internal sealed class InterestShelf(IRecordStore store)
{
    private const int IdCharactersMax = 64;

    /// <summary>All that one person declared in an organisation, the newest first, and what they last stated as a whole.</summary>
    public async Task<PersonInterests> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var declared = new List<Declared>();
        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(InterestRows.CurrentOf(person)), cancellationToken))
        {
            if (InterestRows.ToDeclared(row) is { } one)
                declared.Add(one);
        }

        var stated = await store.FindAsync(InterestRows.Table, organisationId, InterestRows.StatementOf(person), cancellationToken);
        return new PersonInterests(person, [.. InOrder(declared)], stated is null ? null : InterestRows.ToStatement(stated));
    }

    /// <summary>One interest; null if there is none. The id may come from outside.</summary>
    public async Task<Declared?> FindAsync(string organisationId, MemberId person, string id, CancellationToken cancellationToken)
        => id.Length is > 0 and <= IdCharactersMax && id.All(char.IsAsciiLetterOrDigit)
            && await store.FindAsync(InterestRows.Table, organisationId, InterestRows.KeyOf(person, id), cancellationToken) is { } row
                ? InterestRows.ToDeclared(row)
                : null;

    /// <summary>What everybody declared in an organisation.</summary>
    public async Task<IReadOnlyDictionary<MemberId, PersonInterests>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var (declared, stated) = (new List<Declared>(), new Dictionary<MemberId, Stated>());
        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(InterestRows.Current), cancellationToken))
        {
            if (InterestRows.ToDeclared(row) is { } one)
                declared.Add(one);
        }

        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(InterestRows.Statement), cancellationToken))
        {
            if (InterestRows.ToStatement(row) is { } one)
                stated[one.Person] = one;
        }

        var byPerson = declared.ToLookup(one => one.Person);
        return byPerson.Select(group => group.Key).Concat(stated.Keys).Distinct()
            .ToDictionary(person => person, person => new PersonInterests(person, [.. InOrder(byPerson[person])], stated.GetValueOrDefault(person)));
    }

    private static IOrderedEnumerable<Declared> InOrder(IEnumerable<Declared> declared)
        => declared.OrderByDescending(one => one.Interest.From).ThenBy(one => one.Id, StringComparer.Ordinal);
}

/// <summary>All that one person said about their interests in one organisation.</summary>
/// <param name="Person">Who.</param>
/// <param name="All">The newest first, ended ones too.</param>
/// <param name="Stated">What they last stated as a whole; null if nothing.</param>
internal sealed record PersonInterests(MemberId Person, IReadOnlyList<Declared> All, Stated? Stated)
{
    /// <summary>When they last said anything; null if never.</summary>
    public DateTimeOffset? LastAt => All.Select(one => (DateTimeOffset?)one.ChangedAt).Append(Stated?.At).Max();

    /// <summary>Whether "nothing to declare" is the last that they said, and nothing goes on that they declared before.</summary>
    public bool IsNothing(DateOnly today) => Stated is { Says: StatementKind.Nothing } && !All.Any(one => one.Interest.IsCurrentOn(today));

    /// <summary>
    /// What stands on the register: interests stay on it for six months after they ended. NHS England, "Managing
    /// conflicts of interest: revised statutory guidance for CCGs" (2017): at least so long; records are kept for six years.
    /// </summary>
    public IEnumerable<Declared> OnRegister(DateOnly today) => All.Where(one => one.Interest.IsCurrentOn(today.AddMonths(-MonthsOnRegister)));

    /// <summary>How long an ended interest stays on the register.</summary>
    public const int MonthsOnRegister = 6;

    /// <summary>The name under which they last declared something; empty if they never did.</summary>
    public string Name => All.OrderByDescending(one => one.ChangedAt).FirstOrDefault()?.Name ?? Stated?.Name ?? "";
}
