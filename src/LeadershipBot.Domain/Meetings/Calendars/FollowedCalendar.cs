using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>A calendar whose events become meetings of an organisation.</summary>
/// <param name="Organisation">Whose meetings they become.</param>
/// <param name="TenantId">The tenant in which the mailbox is.</param>
/// <param name="Mailbox">The mailbox's address, in lower case.</param>
public sealed record FollowedCalendar(OrganisationName Organisation, string TenantId, string Mailbox)
{
    /// <summary>Who follows calendars: naming a mailbox is the right to read it.</summary>
    public const Roles Followers = Roles.Administrator;

    /// <summary>Who sees which calendars are followed, and how they fare.</summary>
    public const Roles Readers = Roles.Administrator | Meeting.Makers;

    /// <summary>What the calendar is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The Outlook category that events must have to become meetings; empty for all.</summary>
    public string Category { get; init; } = "";

    /// <summary>Who is called to its meetings.</summary>
    public Audience Called { get; init; } = Audience.Everybody;

    /// <summary>How many must be there, unless a meeting says otherwise.</summary>
    public QuorumRule Quorum { get; init; } = QuorumRule.None;

    /// <summary>Who has it followed; null where they were forgotten.</summary>
    public Person? FollowedBy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset FollowedAt { get; init; }

    /// <summary>When it was said that it is to be followed no more; null while it is.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Why it can't be followed like this; null where it can.</summary>
    public Refusal? WhyNot()
    {
        if (!IsAddress(Mailbox))
            return new Refusal("meetings.refused.mailbox");
        if (Category.Length > CalendarLimits.CategoryCharactersMax)
            return new Refusal("meetings.refused.long", ("length", Category.Length.ToString(CultureInfo.InvariantCulture)), ("max", CalendarLimits.CategoryCharactersMax.ToString(CultureInfo.InvariantCulture)));
        if (PatientData.FindIn(Category, DateOnly.FromDateTime(FollowedAt.UtcDateTime)) is not null)
            return new Refusal("shell.refused.patientData");
        return Quorum.Check().IsRefused(out var odd, out _) ? odd : null;
    }

    /// <summary>Whether some words could be the address of a mailbox: whatever else they hold, they can't lead a request elsewhere.</summary>
    public static bool IsAddress(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Length <= CalendarLimits.MailboxCharactersMax
            && words.Split('@') is [{ Length: > 0 } name, { Length: > 2 } host]
            && name.All(c => char.IsAsciiLetterOrDigit(c) || "'+-_.&".Contains(c, StringComparison.Ordinal))
            && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && host.Contains('.', StringComparison.Ordinal)
            && !host.StartsWith('.') && !host.EndsWith('.') && !words.Contains("..", StringComparison.Ordinal);
    }
}
