using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>Which fellowships somebody wants to see.</summary>
/// <param name="Locality">The code of a locality, <see cref="Whole"/> for those of the whole organisation; empty for any.</param>
/// <param name="SessionsMax">At most so many sessions a week; null for any.</param>
/// <param name="Funding">Only so funded; null for any.</param>
/// <param name="Which">Which of them by how they stand.</param>
/// <param name="Words">Words of the title or of a skill; empty for any.</param>
internal sealed record FellowshipFilter(string Locality, int? SessionsMax, Funding? Funding, string Which, string Words)
{
    /// <summary>Those of no locality in particular.</summary>
    public const string Whole = "-";

    /// <summary>What any choice set sends for "all".</summary>
    public const string Any = "any";

    public const string Open = "open";
    public const string Saved = "saved";
    public const string All = "all";

    private const int WordsCharactersMax = 80;

    /// <summary>As it was chosen on the card; as it was typed after the command, words.</summary>
    /// <param name="turn">Who wants to see fellowships.</param>
    /// <param name="showsAll">Whether all are shown where nothing was chosen, and not only those that are open.</param>
    public static FellowshipFilter Read(Turn turn, bool showsAll) => new(
        turn.Data.Text("locality") is var locality && locality is Any ? "" : TurnData.Clip(locality, WordsCharactersMax),
        turn.Data.TryNumber("sessions", out var sessions) && sessions is > 0 and <= (int)FellowshipLimits.SessionsMax ? sessions : null,
        Enum.TryParse<Funding>(turn.Data.Text("funding"), out var funding) && Enum.IsDefined(funding) ? funding : null,
        turn.Data.Text("which") is var which && which is Open or Saved or All ? which : showsAll ? All : Open,
        TurnData.Clip(turn.Words.Length > 0 ? turn.Words : turn.Data.Text("words"), WordsCharactersMax));

    /// <summary>Where nothing was chosen.</summary>
    public static FellowshipFilter None(bool showsAll) => new("", null, null, showsAll ? All : Open, "");

    public string LocalityText => Locality.Length == 0 ? Any : Locality;

    public string SessionsText => SessionsMax?.ToString(CultureInfo.InvariantCulture) ?? Any;

    public string FundingText => Funding?.ToString() ?? Any;

    /// <param name="line">A fellowship.</param>
    /// <param name="saved">The keys of what the person saved.</param>
    /// <param name="stands">The keys of those in which they have a place, or stand otherwise: what isn't offered any more they and who saved it still see.</param>
    /// <param name="isMaker">Whether they see drafts and all that is withdrawn.</param>
    /// <param name="now">The moment.</param>
    public bool Lets(FellowshipLine line, IReadOnlySet<string> saved, IReadOnlySet<string> stands, bool isMaker, DateTimeOffset now)
    {
        var state = line.Milestones.StateAt(now);
        if (!isMaker && (state is FellowshipState.Draft or FellowshipState.Waiting || (line.Milestones.IsWithdrawn && !saved.Contains(line.Key) && !stands.Contains(line.Key))))
            return false;
        return Which switch
        {
            Open => line.Milestones.TakesApplicationsAt(now),
            Saved => saved.Contains(line.Key),
            _ => true,
        } && (Locality.Length == 0 || (Locality == Whole ? line.Locality.Length == 0 : line.Locality == Locality))
            && !(line.Sessions > SessionsMax)
            && (Funding is null || line.Funding == Funding)
            && WordSearch.Finds(Words, line.Title, others: line.Skills);
    }
}
