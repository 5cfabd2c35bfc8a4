using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Recognition;

/// <summary>
/// What one feature has for a person's appraisal portfolio: of the person alone, and nothing that they may not see themselves. Each
/// registers its answer in <c>AddParts</c> (<c>services.AddSingleton&lt;IPortfolio, …&gt;()</c>).
/// </summary>
public interface IPortfolio
{
    /// <summary>In which place its parts stand; lower ones first.</summary>
    int Place { get; }

    /// <summary>The parts; none where there is nothing.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<PortfolioPart>> WriteAsync(PortfolioWish wish, CancellationToken cancellationToken);
}

/// <summary>Whose portfolio is written.</summary>
/// <param name="Person">The person.</param>
/// <param name="OrganisationId">In which organisation.</param>
/// <param name="At">Now.</param>
/// <param name="Zone">The person's time zone.</param>
public sealed record PortfolioWish(MemberId Person, string OrganisationId, DateTimeOffset At, TimeZoneInfo Zone);

/// <summary>A part of a portfolio.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Lines">What it says, line by line.</param>
public sealed record PortfolioPart(PlainText Title, IReadOnlyList<PlainText> Lines);
