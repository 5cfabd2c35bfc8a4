using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Somebody who leads a practice and was asked for it: finds them again as what was ordered for them is delivered, and says whether they lead it still.</summary>
internal sealed class AskedLead(ApplicationShelf shelf, Openings openings, IAudience audience)
{
    /// <summary>Who is to answer what, as it stands now; null where the applicant or the question is gone, it was answered, ended or asked of others, or what it was for isn't offered any more.</summary>
    public async Task<ToldLead?> FindAsync(Record order, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(order, "To") is not { } to || await shelf.FindOrderedAsync(order, openings, cancellationToken) is not var (opening, application) || !application.IsLive || opening.Set is OpeningState.Withdrawn)
            return null;
        return await shelf.FindReleaseAsync(order.PartitionKey, application, cancellationToken) is { Release.State: ReleaseState.Asked, IsOutdated: false } kept && kept.Asked.Contains(to)
            ? new ToldLead(to, new AskedRelease(opening, application, kept))
            : null;
    }

    /// <summary>Whether somebody leads the practice that was asked.</summary>
    public async Task<bool> LeadsAsync(AskedRelease about, MemberId person, CancellationToken cancellationToken)
        => await audience.FindAsync(about.Opening.Organisation.Id, person, cancellationToken) is { } member && member.LeadOf.Contains(about.Kept.PracticeCode);

    /// <summary>Whether anybody who was asked leads it still.</summary>
    public async Task<bool> AnyLeadsAsync(AskedRelease about, CancellationToken cancellationToken)
    {
        foreach (var one in about.Kept.Asked)
        {
            if (await LeadsAsync(about, one, cancellationToken))
                return true;
        }

        return false;
    }
}
