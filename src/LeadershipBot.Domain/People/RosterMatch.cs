namespace LeadershipBot.Domain.People;

/// <summary>Somebody in a team or chat, as Teams names them.</summary>
/// <param name="Id">Who they are.</param>
/// <param name="Standing">What they are there. Only a <see cref="RosterStanding.Member"/> has a name and addresses.</param>
public sealed record RosterPerson(MemberId Id, RosterStanding Standing)
{
    /// <summary>The display name; empty if not kept.</summary>
    public string Name { get; init; } = "";

    /// <summary>The e-mail address, in lower case; empty where the tenant hides it.</summary>
    public string Email { get; init; } = "";

    /// <summary>The user principal name, in lower case; empty where the tenant hides it.</summary>
    public string UserPrincipalName { get; init; } = "";

    /// <summary>The account's id within this bot (<c>29:…</c>); empty if not kept.</summary>
    public string TeamsId { get; init; } = "";
}

/// <summary>Finds people who are listed by e-mail among those whom Teams names.</summary>
public static class RosterMatch
{
    /// <summary>
    /// The invited people whose match is another now. An address that two accounts have matches neither, and nobody is
    /// matched again who said that it isn't them.
    /// </summary>
    public static IReadOnlyList<Invited> Changes(IReadOnlyList<Invited> invited, IEnumerable<RosterPerson> people)
    {
        var byAddress = new Dictionary<string, RosterPerson?>(StringComparer.Ordinal);
        foreach (var person in people.Where(person => person.Standing is RosterStanding.Member))
        {
            foreach (var address in new[] { person.Email, person.UserPrincipalName }.Where(address => address.Length > 0).Distinct(StringComparer.Ordinal))
                byAddress[address] = byAddress.TryGetValue(address, out var other) && other?.Id != person.Id ? null : person;
        }

        return [.. invited.Select(one => (Before: one, After: Matched(one, byAddress)))
            .Where(pair => pair.Before.MatchedTo != pair.After.MatchedTo || pair.Before.MatchedName != pair.After.MatchedName)
            .Select(pair => pair.After)];
    }

    /// <summary>
    /// The member that a confirmed match makes. Somebody who is a member already keeps what they are and gains what the
    /// list says.
    /// </summary>
    /// <param name="invited">As listed.</param>
    /// <param name="id">Who it is.</param>
    /// <param name="before">The member of this id; null if the roll names none.</param>
    public static Member Confirmed(Invited invited, MemberId id, Member? before)
    {
        var name = invited.As.Name.Length > 0 ? invited.As.Name : invited.MatchedName;
        var listed = invited.As with { Id = id, Name = name, Email = invited.Email, IsImported = true, LeftAt = null };
        if (before is not { LeftAt: null })
            return listed;
        return before with
        {
            Roles = before.Roles | listed.Roles,
            Email = listed.Email,
            Title = listed.Title.Length > 0 ? listed.Title : before.Title,
            Practices = before.Practices.With(listed.Practices),
            ChosenPractices = before.ChosenPractices.Without(listed.Practices),
            LeadOf = before.LeadOf.With(listed.LeadOf),
            Profession = listed.Profession ?? before.Profession,
            Contract = listed.Contract ?? before.Contract,
            ChosenProfession = listed.Profession is null ? before.ChosenProfession : null,
            ChosenContract = listed.Contract is null ? before.ChosenContract : null,
            IsImported = true,
            Imported = listed.Imported,
            JoinedThemselves = false,
        };
    }

    private static Invited Matched(Invited invited, Dictionary<string, RosterPerson?> byAddress)
    {
        if (!byAddress.TryGetValue(invited.Email, out var found) && invited.IsFoundInOwnChat)
            return invited;
        return found is null || found.Id == invited.NotMe
            ? invited.NotFound()
            : invited with { MatchedTo = found.Id, MatchedName = found.Name, IsFoundInOwnChat = invited.IsFoundInOwnChat && found.Id == invited.MatchedTo };
    }
}
