namespace LeadershipBot.Shell.Privacy;

/// <summary>
/// One kind of row that is kept for a time and then removed. Each feature registers its kinds in <c>AddParts</c>
/// (<c>services.AddSingleton&lt;IRetention, …&gt;()</c>); the daily job enforces them all.
/// </summary>
public interface IRetention
{
    /// <summary>Which kind, and how long it is kept.</summary>
    RetentionKind Kind { get; }

    /// <summary>
    /// Removes, or only counts, what is older in one organisation. Works in batches; safe to repeat and to break off, as
    /// what is removed stays removed.
    /// </summary>
    /// <param name="organisationId">The organisation, which may be one that only stands for a tenant (<see cref="Domain.People.OrganisationName.NotSetUp"/>).</param>
    /// <param name="olderThan">Everything before this moment goes.</param>
    /// <param name="sweep">Whether to remove or to count.</param>
    /// <param name="cancellationToken">Breaks off between batches.</param>
    /// <returns>How many things.</returns>
    Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken);
}

/// <summary>What to do with what is older.</summary>
public enum Sweep
{
    /// <summary>Say how many; change nothing.</summary>
    Count,

    /// <summary>Remove it.</summary>
    Remove,
}

/// <summary>A kind of row with a limit of its own.</summary>
/// <param name="Name">Names it in the setting <c>Retention:&lt;Name&gt;</c> and in reports.</param>
/// <param name="DaysDefault">How many days it is kept where nothing is set.</param>
/// <param name="DaysMin">The least that may be set, in days.</param>
/// <param name="DaysMax">The most that may be set, in days.</param>
public sealed record RetentionKind(string Name, int DaysDefault, int DaysMin, int DaysMax)
{
    /// <summary>The setting that changes it.</summary>
    public string SettingKey => "Retention:" + Name;

    /// <summary>Polls with their answers, counted from closing. 3 years.</summary>
    public static RetentionKind Polls { get; } = new("Polls", 3 * 365, 30, 10 * 365);

    /// <summary>Surveys that somebody began to write and never asked, counted from the last change. 90 days.</summary>
    public static RetentionKind PollDrafts { get; } = new("PollDrafts", 90, 7, 365);

    /// <summary>Decisions with what members said to them, counted from when they were sent. 6 years.</summary>
    public static RetentionKind Decisions { get; } = new("Decisions", 6 * 365, 90, 20 * 365);

    /// <summary>Who did what to an organisation and its people. 6 years.</summary>
    public static RetentionKind Audit { get; } = new("Audit", 6 * 365, 365, 10 * 365);

    /// <summary>People on the roll who left the organisation. 2 years.</summary>
    public static RetentionKind PeopleWhoLeft { get; } = new("PeopleWhoLeft", 2 * 365, 30, 10 * 365);

    /// <summary>Rows of team rosters, counted from leaving the team. 30 days.</summary>
    public static RetentionKind Rosters { get; } = new("Rosters", 30, 1, 365);

    /// <summary>Where a person's own chat was, counted from when they removed the bot. 90 days.</summary>
    public static RetentionKind Chats { get; } = new("Chats", 90, 1, 2 * 365);

    /// <summary>Interests that ended. 6 years: NHS England, guidance on managing conflicts of interest.</summary>
    public static RetentionKind EndedInterests { get; } = new("EndedInterests", 6 * 365, 6 * 365, 10 * 365);

    /// <summary>Who got what was sent to many, counted from when it was ordered. 400 days.</summary>
    public static RetentionKind Sendings { get; } = new("Sendings", 400, 30, 10 * 365);

    /// <summary>What was asked of people, counted from when it was sent. 400 days: longer than a year, so that what is asked yearly isn't asked twice.</summary>
    public static RetentionKind Asks { get; } = new("Asks", 400, 366, 5 * 365);

    /// <summary>People whom a list names by e-mail and who never came, counted from the first list that did. 1 year.</summary>
    public static RetentionKind Invited { get; } = new("Invited", 365, 30, 5 * 365);

    /// <summary>What people chose for themselves and nobody confirmed. 1 year.</summary>
    public static RetentionKind Unconfirmed { get; } = new("Unconfirmed", 365, 30, 5 * 365);

    /// <summary>Practices that left an organisation or closed. 7 years.</summary>
    public static RetentionKind PracticesThatLeft { get; } = new("PracticesThatLeft", 7 * 365, 365, 20 * 365);

    /// <summary>What members raised, counted from its fate or its last step, whichever is later; without either, from when it was raised. 6 years.</summary>
    public static RetentionKind Ledger { get; } = new("Ledger", 6 * 365, 365, 10 * 365);

    /// <summary>Who held a post, counted from the end of their term; and posts that aren't offered any more. 6 years.</summary>
    public static RetentionKind Posts { get; } = new("Posts", 6 * 365, 365, 20 * 365);

    /// <summary>What people did on the way to a post, and who was whose mentor, counted from its end. 3 years.</summary>
    public static RetentionKind Ladders { get; } = new("Ladders", 3 * 365, 90, 10 * 365);

    /// <summary>Fellowships with who had their places, who paid and what came of it, counted from their end; and those that were withdrawn or never approved. 6 years, as for what was paid.</summary>
    public static RetentionKind Fellowships { get; } = new("Fellowships", 6 * 365, 365, 10 * 365);

    /// <summary>When somebody last had a brief. 400 days.</summary>
    public static RetentionKind Briefs { get; } = new("Briefs", 400, 30, 5 * 365);

    /// <summary>What people applied for, and what a panel said of it, counted from the last change to any application for the same opening. 2 years: so far do those look ahead who say that they would be ready later.</summary>
    public static RetentionKind Applications { get; } = new("Applications", 2 * 365, 183, 6 * 365);

    /// <summary>All kinds, so that settings can be checked before any feature is there.</summary>
    public static IReadOnlyList<RetentionKind> All { get; } =
        [Polls, PollDrafts, Decisions, Ledger, Posts, Ladders, Fellowships, Applications, Audit, PeopleWhoLeft, Invited, Unconfirmed, PracticesThatLeft, Rosters, Chats, EndedInterests, Asks, Briefs, Sendings];
}
