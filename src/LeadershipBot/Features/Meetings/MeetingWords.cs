using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Meetings;

/// <summary>How meetings are told.</summary>
internal static class MeetingWords
{
    private const int ToLeaveMax = 20;

    /// <summary>From when until when, in a reader's own zone; of another day on which it ends, that, too.</summary>
    public static string When(TextFile text, DateTimeOffset startsAt, DateTimeOffset endsAt, TimeZoneInfo zone)
    {
        var (start, end) = (TimeZoneInfo.ConvertTime(startsAt, zone), TimeZoneInfo.ConvertTime(endsAt, zone));
        var until = start.Date == end.Date ? end.ToString("HH:mm", CultureInfo.InvariantCulture) : TimeWords.Moment(endsAt, zone);
        return text.Plain("meetings.when", ("start", TimeWords.Moment(startsAt, zone)), ("end", until)).Words;
    }

    /// <summary>How far it is.</summary>
    public static string State(TextFile text, MeetingState state) => text.Plain(state switch
    {
        MeetingState.Coming => "meetings.state.coming",
        MeetingState.Running => "meetings.state.running",
        MeetingState.Over => "meetings.state.over",
        MeetingState.Closed => "meetings.state.closed",
        MeetingState.Unshared => "meetings.state.unshared",
        _ => "meetings.state.cancelled",
    }).Words;

    /// <summary>What somebody answered, to them; null where they didn't.</summary>
    public static string? Mine(TextFile text, Attendee? me, string? deputy) => me switch
    {
        { Presence: Presence.Present, PresenceFrom: PresenceSource.Report } => text.Plain("meetings.mine.reported").Words,
        { Presence: Presence.Present } => text.Plain("meetings.mine.present").Words,
        { Reply: Reply.Coming, StandsFor: not null } => text.Plain("meetings.mine.standsIn").Words,
        { Reply: Reply.Coming } => text.Plain("meetings.mine.coming").Words,
        { Reply: Reply.Apologies } => text.Plain("meetings.mine.apologies").Words,
        { Reply: Reply.Deputy } => text.Plain("meetings.mine.deputy", ("name", deputy ?? text.Plain("meetings.formerMember").Words)).Words,
        _ => null,
    };

    /// <summary>Whether it is quorate, with the numbers; by the register.</summary>
    public static string Quorum(TextFile text, QuorumStand stand, QuorumRule rule)
    {
        if (rule.IsNone)
            return text.Plain("meetings.quorum.none", ("count", stand.People)).Words;
        return text.Plain(stand.IsQuorate ? "meetings.quorum.yes" : "meetings.quorum.no", ("parts", Parts(text, stand))).Words;
    }

    /// <summary>The same while the register is open: that it isn't quorate can't be said yet, since who isn't noted may be there.</summary>
    public static string SoFar(TextFile text, QuorumStand stand, QuorumRule rule)
        => stand.IsQuorate ? Quorum(text, stand, rule) : text.Plain("meetings.quorum.soFar", ("parts", Parts(text, stand))).Words;

    /// <summary>Whether it would be quorate, as people have answered.</summary>
    public static string Expected(TextFile text, QuorumStand stand, QuorumRule rule)
    {
        if (rule.IsNone)
            return text.Plain("meetings.quorum.none", ("count", stand.People)).Words;
        return text.Plain(stand.IsQuorate ? "meetings.quorum.would" : "meetings.quorum.notYet", ("parts", Parts(text, stand))).Words;
    }

    /// <summary>What is to be said of items: those for which somebody left, and those that were not quorate though the whole was.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="register">The register.</param>
    /// <param name="content">The meeting.</param>
    /// <param name="basis">By what it is told.</param>
    public static IEnumerable<string> Items(TextFile text, Register register, MeetingContent content, Basis basis)
        => Items(text, register.Stand(content.Quorum, basis), register.Items(content.Agenda, content.Quorum, basis), content);

    /// <summary>Who is to leave for which item, with names: for those who manage the meeting alone.</summary>
    public static IEnumerable<string> ToLeave(TextFile text, Register register, MeetingContent content)
    {
        foreach (var (item, i) in content.Agenda.Select((item, i) => (item, i)))
        {
            var names = register.ToLeave(content.Agenda, item).Select(one => NameOf(text, one)).ToList();
            if (names.Count > 0)
                yield return text.Plain("meetings.item.toLeave", ("number", i + 1), ("title", item.Title), ("names", Names(text, names, ToLeaveMax))).Words;
        }
    }

    /// <summary>What was kept of a meeting that doesn't take place: what it asked for, its agenda, and who has an interest in which item. For those who manage it alone.</summary>
    public static IEnumerable<string> Kept(TextFile text, Register register, MeetingContent content)
    {
        if (Rule(text, content.Quorum) is { } rule)
            yield return rule;
        foreach (var (item, i) in content.Agenda.Select((item, i) => (item, i)))
        {
            var names = register.Conflicts.Where(one => one.ItemId == item.Id).Select(one => one.Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
            yield return names.Count == 0
                ? text.Plain("meetings.manage.kept", ("number", i + 1), ("title", item.Title)).Words
                : text.Plain("meetings.manage.kept.interests", ("number", i + 1), ("title", item.Title), ("names", Names(text, names, ToLeaveMax))).Words;
        }
    }

    private static string NameOf(TextFile text, ToLeave one) => one switch
    {
        { StandsFor: { } whom } => text.Plain("meetings.register.standsIn", ("name", one.Name), ("for", whom)).Words,
        { NotedBy: { } by } => text.Plain("meetings.item.notedBy", ("name", one.Name), ("by", by)).Words,
        _ => one.Name,
    };

    /// <param name="text">The sentences.</param>
    /// <param name="whole">How the whole stands.</param>
    /// <param name="items">How each item stands.</param>
    /// <param name="content">The meeting.</param>
    public static IEnumerable<string> Items(TextFile text, QuorumStand whole, IEnumerable<ItemStand> items, MeetingContent content)
    {
        foreach (var item in items)
        {
            if (!item.Stand.IsQuorate && whole.IsQuorate && item.Conflicted == 0)
                yield return text.Plain("meetings.item.short", ("number", item.Number), ("title", item.Item.Title), ("parts", Parts(text, item.Stand))).Words;
            else if (!item.Stand.IsQuorate && whole.IsQuorate)
                yield return text.Plain("meetings.item.no", ("number", item.Number), ("title", item.Item.Title), ("parts", Parts(text, item.Stand)), ("count", item.Conflicted)).Words;
            else if (item.Conflicted > 0)
                yield return text.Plain(item.Stand.IsQuorate && !content.Quorum.IsNone ? "meetings.item.left" : "meetings.item.out", ("number", item.Number), ("title", item.Item.Title), ("count", item.Conflicted)).Words;
        }
    }

    /// <summary>What a closed register comes to, in numbers: quorum, attendance, and the items for which somebody left.</summary>
    public static IEnumerable<string> Came(TextFile text, Meeting meeting, RegisterStand stand)
    {
        yield return Quorum(text, stand.Whole, meeting.Content.Quorum);
        yield return text.Plain("meetings.result.came", ("came", stand.Came), ("called", meeting.Roll?.Called ?? stand.Came), ("apologies", stand.Apologies)).Words;
        foreach (var line in Items(text, stand.Whole, stand.Items, meeting.Content))
            yield return line;
    }

    /// <summary>What a quorum asks for, as a sentence; null for nothing.</summary>
    public static string? Rule(TextFile text, QuorumRule rule)
    {
        var parts = new List<string>();
        if (rule.People > 0)
            parts.Add(text.Plain("meetings.rule.people", ("count", rule.People)).Words);
        if (rule.SharePercent > 0)
            parts.Add(text.Plain("meetings.rule.share", ("percent", rule.SharePercent)).Words);
        if (rule.Practices > 0)
            parts.Add(text.Plain("meetings.rule.practices", ("count", rule.Practices)).Words);
        if (rule.Localities > 0)
            parts.Add(text.Plain("meetings.rule.localities", ("count", rule.Localities)).Words);
        return parts.Count == 0 ? null : text.Plain(rule.CountsDeputies ? "meetings.rule.withDeputies" : "meetings.rule", ("parts", string.Join(", ", parts))).Words;
    }

    /// <summary>Some names in one line; how many more there are, where there are many.</summary>
    public static string Names(TextFile text, IEnumerable<Attendee> people, int max) => Names(text, [.. people.Select(one => one.Name)], max);

    public static string Names(TextFile text, IReadOnlyCollection<string> names, int max) => names.Count <= max
        ? string.Join(", ", names)
        : text.Plain("meetings.names.more", ("names", string.Join(", ", names.Take(max))), ("count", names.Count - max)).Words;

    private static string Parts(TextFile text, QuorumStand stand)
    {
        var parts = new List<string>();
        if (stand.PeopleNeeded > 0)
            parts.Add(text.Plain("meetings.quorum.people", ("number", stand.People), ("needed", stand.PeopleNeeded)).Words);
        if (stand.PracticesNeeded > 0)
            parts.Add(text.Plain("meetings.quorum.practices", ("number", stand.Practices), ("needed", stand.PracticesNeeded)).Words);
        if (stand.LocalitiesNeeded > 0)
            parts.Add(text.Plain("meetings.quorum.localities", ("number", stand.Localities), ("needed", stand.LocalitiesNeeded)).Words);
        return string.Join(", ", parts);
    }
}
