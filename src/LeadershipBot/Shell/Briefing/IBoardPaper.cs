using LeadershipBot.Domain;

namespace LeadershipBot.Shell.Briefing;

/// <summary>
/// Says a kind of result as one plain paragraph, to be copied into a board paper. Each feature that has results registers its
/// answer in <c>AddParts</c> (<c>services.AddSingleton&lt;IBoardPaper, …&gt;()</c>); a button of the verb <c>brief.copy</c>
/// with <c>kind</c> and <c>key</c> in its data opens it.
/// </summary>
public interface IBoardPaper
{
    /// <summary>Names the kind of result: lower-case letters, such as <c>polls</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// The paragraph as this person may read it now: how many of how many, per cent, dates in their time zone, and what is
    /// hidden and why, as the one rule of disclosure says; or why there is none for them.
    /// </summary>
    /// <param name="wish">Who wants it.</param>
    /// <param name="key">Which result; it came with a button, from outside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken);
}

/// <summary>Who wants a paragraph.</summary>
/// <param name="Actor">The person, in the organisation that it is about.</param>
/// <param name="Place">From where they read; null where it doesn't matter.</param>
/// <param name="At">Now.</param>
/// <param name="Zone">Their time zone.</param>
public sealed record BoardWish(Domain.People.Actor Actor, Place? Place, DateTimeOffset At, TimeZoneInfo Zone);

/// <summary>A result in plain words.</summary>
/// <param name="Title">What it is about, in one line.</param>
/// <param name="Words">The paragraph, without any markup; people's own words may be in it.</param>
public sealed record BoardParagraph(string Title, string Words);
