using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Meetings;

/// <summary>How meetings are told.</summary>
internal static class MeetingWords
{
    /// <summary>From when until when, in a reader's own zone; the end with its day where that is another.</summary>
    public static string When(TextFile text, DateTimeOffset startsAt, DateTimeOffset endsAt, TimeZoneInfo zone)
    {
        var (starts, ends) = (TimeZoneInfo.ConvertTime(startsAt, zone), TimeZoneInfo.ConvertTime(endsAt, zone));
        var end = starts.Date == ends.Date ? ends.ToString("HH:mm", CultureInfo.InvariantCulture) : TimeWords.Moment(endsAt, zone);
        return text.Plain("meetings.when", ("start", TimeWords.Moment(startsAt, zone)), ("end", end)).Words;
    }

    /// <summary>How far it is.</summary>
    public static string State(TextFile text, MeetingState state) => text.Plain(state switch
    {
        MeetingState.Coming => "meetings.state.coming",
        MeetingState.Running => "meetings.state.running",
        MeetingState.Over => "meetings.state.over",
        MeetingState.Closed => "meetings.state.closed",
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

    /// <summary>Who is to leave for which item, with who noted it where it wasn't they: for those who manage the meeting.</summary>
    public static IEnumerable<string> Leaving(TextFile text, Register register, MeetingContent content, int max)
        => content.Agenda
            .Select((item, i) => (Item: item, Number: i + 1, Names: register.Conflicts.Where(one => one.ItemId == item.Id).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Select(one => Noted(text, one)).ToList()))
            .Where(one => one.Names.Count > 0)
            .Select(one => text.Plain("meetings.item.leaving", ("number", one.Number), ("title", one.Item.Title), ("names", Names(text, one.Names, max))).Words);

    private static string Noted(TextFile text, ItemConflict one)
        => one.NotedBy is null ? one.Name : text.Plain("meetings.item.leaving.noted", ("name", one.Name), ("by", one.NotedBy.Name)).Words;

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
