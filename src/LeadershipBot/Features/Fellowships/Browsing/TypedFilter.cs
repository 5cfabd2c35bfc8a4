using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>What somebody typed to find fellowships where there is nothing to choose from: by the words of the cards, how they are paid for and that they are open.</summary>
/// <param name="Funding">Only so funded; null for any.</param>
/// <param name="IsOpen">Whether only those for which one can apply.</param>
/// <param name="Sessions">Only those of so many sessions a week; null for any.</param>
/// <param name="Words">The rest: words of the title, a skill or the locality, and of the time where none was said; empty for any.</param>
/// <param name="All">All that was typed: such a word may stand in a title, too.</param>
internal sealed record TypedFilter(Funding? Funding, bool IsOpen, IReadOnlySet<decimal>? Sessions, string Words, string All)
{
    public static TypedFilter Read(TextFile text, string words)
    {
        var (all, time) = (words, TypedTime.In(text, words));
        words = time?.Rest ?? words;
        var isOpen = Takes(ref words, text.Plain("fellowships.find.open").Words);
        foreach (var funding in Enum.GetValues<Funding>().OrderByDescending(one => FellowshipWords.Of(text, one).Length)) // "not funded" before "funded"
        {
            if (Takes(ref words, FellowshipWords.Of(text, funding)))
                return new TypedFilter(funding, isOpen, time?.Sessions, words, all);
        }

        return new TypedFilter(null, isOpen, time?.Sessions, words, all);
    }

    /// <param name="line">A fellowship.</param>
    /// <param name="locality">The name of its locality; empty for the whole organisation.</param>
    /// <param name="time">Its time, in words.</param>
    /// <param name="now">The moment.</param>
    public bool Lets(FellowshipLine line, string locality, string time, DateTimeOffset now)
        => line.Milestones is { IsApproved: true, IsWithdrawn: false } && Finds(line, Sessions is null ? $"{locality} {time}" : locality, now);

    private bool Finds(FellowshipLine line, string more, DateTimeOffset now)
        => WordSearch.Finds(All, line.Title, more, line.Skills) || (IsSuch(line, now) && WordSearch.Finds(Words, line.Title, more, line.Skills));

    private bool IsSuch(FellowshipLine line, DateTimeOffset now)
        => Sessions?.Contains(line.Sessions) is not false && (Funding is null || line.Funding == Funding) && (!IsOpen || line.Milestones.TakesApplicationsAt(now));

    /// <summary>Takes a phrase out of the words, if it is there.</summary>
    private static bool Takes(ref string words, string phrase)
    {
        var all = $" {words} ";
        var at = all.IndexOf($" {phrase} ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        words = $"{all[..at]} {all[(at + phrase.Length + 2)..]}".Trim();
        return true;
    }
}
