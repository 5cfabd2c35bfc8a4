using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;

namespace LeadershipBot;

/// <summary>
/// Which organisation may follow which mailbox, as whoever runs the bot says it. Microsoft knows the bot and the tenant, not the
/// organisation: where several share a tenant, nothing else keeps one from a mailbox of another that was granted to the bot.
/// </summary>
internal sealed class MailboxList
{
    private const string Key = "Graph:Mailboxes";
    private const char Is = '=';

    private readonly HashSet<(string Mailbox, string Organisation)>? _pairs;

    private MailboxList(HashSet<(string Mailbox, string Organisation)>? pairs) => _pairs = pairs;

    /// <summary>Nothing is said: an organisation that is alone in its tenant may follow what that granted.</summary>
    public static MailboxList Everything { get; } = new(null);

    /// <summary>Whether it is said which organisation may follow which mailbox.</summary>
    public bool IsSet => _pairs is not null;

    /// <summary>Whether an organisation may follow a mailbox.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="mailbox">The mailbox's address; letter case doesn't count.</param>
    public bool Allows(string organisationId, string mailbox) => _pairs?.Contains((mailbox.ToLowerInvariant(), organisationId)) ?? true;

    /// <summary>A list of addresses, each with <c>=</c> and the id of the organisation.</summary>
    internal static MailboxList Read(SettingsReader read)
    {
        if (read.List(Key) is not { Count: > 0 } entries)
            return Everything;
        var pairs = new HashSet<(string, string)>();
        foreach (var entry in entries)
        {
            if (entry.Split(Is, StringSplitOptions.TrimEntries) is [var mailbox, var organisation] && FollowedCalendar.IsAddress(mailbox) && IsOrganisation(organisation))
                pairs.Add((mailbox.ToLowerInvariant(), organisation));
            else
                read.Problem($"{Key} must hold a mailbox's address and the id of the organisation that may follow it, such as board@example.nhs.uk=larkford, not '{entry}'.");
        }

        return new MailboxList(pairs);
    }

    private static bool IsOrganisation(string id)
        => id.Length is > 0 and <= OrganisationName.IdCharactersMax && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
