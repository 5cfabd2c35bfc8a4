using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>What a practice says to releasing a fellow by now, in the words of each note.</summary>
internal static class ReleaseWords
{
    /// <summary>What follows for the practice of who took a place; where it agreed only once it had begun, as on the first day.</summary>
    public static CardText Taken(TextFile text, Told told)
    {
        if (told.Head.Fellowship.Content.Starts <= DateOnly.FromDateTime(told.Wish.At.UtcDateTime))
            return Starts(text, told);
        TextArgument name = ("name", FellowshipWords.RunBy(text, told.Head.Fellowship.Content));
        return told.Release?.Said switch
        {
            ReleaseSaid.AgreedToOther => text.Format("fellowships.note.taken.outdated", name),
            ReleaseSaid.NotYet => text.Format("fellowships.note.taken.notYet", name),
            ReleaseSaid.Declined => text.Format("fellowships.note.taken.declined", name, SaidOn(told)),
            _ => text.Format("fellowships.note.taken.next", name),
        };
    }

    /// <summary>What the practice reads on the first day.</summary>
    public static CardText Starts(TextFile text, Told told)
    {
        TextArgument name = ("name", FellowshipWords.RunBy(text, told.Head.Fellowship.Content));
        return told.Release?.Said switch
        {
            ReleaseSaid.AgreedToOther => text.Format("fellowships.note.start.talk.outdated", name),
            ReleaseSaid.NotYet => text.Format("fellowships.note.start.talk.notYet", name),
            ReleaseSaid.Declined => text.Format("fellowships.note.start.talk.declined", name, SaidOn(told)),
            _ => text.Format("fellowships.note.start.talk", name),
        };
    }

    /// <summary>What the fellow reads of their practice on the first day.</summary>
    public static CardText StartsMine(TextFile text, Told told)
    {
        if (told.Place is not { Practice: { Length: > 0 } kept })
            return text.Format("fellowships.note.start.noPractice");
        TextArgument practice = ("practice", told.Release?.Name ?? kept);
        return told.Release?.Said switch
        {
            ReleaseSaid.AgreedToOther => text.Format("fellowships.note.start.outdated", practice),
            ReleaseSaid.NotYet => text.Format("fellowships.note.start.notYet", practice),
            ReleaseSaid.Declined => text.Format("fellowships.note.start.declined", practice, SaidOn(told), ("name", FellowshipWords.RunBy(text, told.Head.Fellowship.Content))),
            _ => text.Format("fellowships.note.start.practice", practice),
        };
    }

    /// <summary>What the practice says to releasing the fellow, for those who run it.</summary>
    public static string Of(TextFile text, ReleasedBy release, TimeZoneInfo zone)
    {
        TextArgument practice = ("practice", release.Name);
        return (release.Said switch
        {
            ReleaseSaid.AgreedToOther => text.Plain("fellowships.place.release.outdated", practice),
            ReleaseSaid.NotYet => text.Plain("fellowships.place.release.notYet", practice),
            ReleaseSaid.Declined => text.Plain("fellowships.place.release.declined", practice, ("date", SaidOn(release, zone))),
            _ => text.Plain("fellowships.place.release.agreed", practice),
        }).Words;
    }

    private static TextArgument SaidOn(Told told) => ("date", SaidOn(told.Release, told.Wish.Zone));

    /// <summary>The day on which a practice said what it says; empty where that isn't known.</summary>
    private static string SaidOn(ReleasedBy? release, TimeZoneInfo zone)
        => release?.SaidAt is { } at ? TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime)) : "";
}
