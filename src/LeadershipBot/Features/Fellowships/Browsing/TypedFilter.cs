using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>What somebody typed to find fellowships where there is nothing to choose from: by the words of the cards, how they are paid for and that they are open.</summary>
/// <param name="Funding">Only so funded; null for any.</param>
/// <param name="IsOpen">Whether only those for which one can apply.</param>
/// <param name="Words">The rest: words of the title, a skill, the locality or the time; empty for any.</param>
/// <param name="All">All that was typed: such a word may stand in a title, too.</param>
internal sealed record TypedFilter(Funding? Funding, bool IsOpen, string Words, string All)
{
    public static TypedFilter Read(TextFile text, string words)
    {
        var all = words;
        var isOpen = Takes(ref words, text.Plain("fellowships.find.open").Words);
        foreach (var funding in Enum.GetValues<Funding>().OrderByDescending(one => FellowshipWords.Of(text, one).Length)) // "not funded" before "funded"
        {
            if (Takes(ref words, FellowshipWords.Of(text, funding)))
                return new TypedFilter(funding, isOpen, words, all);
        }

        return new TypedFilter(null, isOpen, words, all);
    }

    /// <param name="line">A fellowship.</param>
    /// <param name="more">Its locality and its time, in words.</param>
    /// <param name="now">The moment.</param>
    public bool Lets(FellowshipLine line, string more, DateTimeOffset now)
        => line.Milestones is { IsApproved: true, IsWithdrawn: false }
            && (WordSearch.Finds(All, line.Title, more, line.Skills) || (IsSuch(line, now) && WordSearch.Finds(Words, line.Title, more, line.Skills)));

    private bool IsSuch(FellowshipLine line, DateTimeOffset now)
        => (Funding is null || line.Funding == Funding) && (!IsOpen || line.Milestones.TakesApplicationsAt(now));

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
