using System.Globalization;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>What somebody answered to an invitation in Outlook.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reply">Coming or apologies; none where they took it back, or said perhaps.</param>
/// <param name="At">When; null where that isn't known.</param>
public sealed record OutlookReply(MemberId Person, Reply Reply, DateTimeOffset? At)
{
    /// <summary>The most replies that are taken note of for one event, within what a row holds: Exchange itself follows the answers of 500 people at most.</summary>
    public const int RepliesMax = 500;

    private const char Between = ';';
    private const char Is = '=';

    /// <summary>
    /// Somebody as they stand once this was heard. What they answered in the bot stands, unless Outlook has it from later; who named a
    /// deputy in the bot does so here alone.
    /// </summary>
    public Attendee Take(Attendee me)
    {
        ArgumentNullException.ThrowIfNull(me);
        if (!me.IsCalled || me.Reply is Reply.Deputy)
            return me;
        var isOfBot = me.Reply is not Reply.None && !me.IsFromCalendar;
        if (isOfBot && !(Reply is not Reply.None && At > me.RepliedAt))
            return me;
        if (me.Reply == Reply || At < me.RepliedAt)
            return me; // an older answer, told late
        return me with { Reply = Reply, RepliedAt = Reply is Reply.None ? null : At ?? me.RepliedAt, IsFromCalendar = Reply is not Reply.None };
    }

    /// <summary>Replies in one text, without the tenant, which is that of the calendar; empty for none.</summary>
    public static string ToText(IEnumerable<OutlookReply> replies)
        => string.Join(Between, replies.Take(RepliesMax).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Person.ObjectId}{Is}{(int)one.Reply}{Is}{one.At?.ToUnixTimeSeconds()}")));

    /// <summary>Reads what <see cref="ToText"/> wrote; what isn't such a text is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tenantId">The tenant of the calendar.</param>
    public static IReadOnlyList<OutlookReply> Read(string? text, string tenantId)
    {
        var replies = new List<OutlookReply>();
        foreach (var part in (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(Is) is [{ Length: > 0 } id, var reply, var at] && Enum.TryParse<Reply>(reply, out var said) && Enum.IsDefined(said))
                replies.Add(new OutlookReply(new MemberId(tenantId, id), said, long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null));
        }

        return replies;
    }
}
