using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Somebody at a practice who knows that it was asked: orders that they are told something of it, and finds them again as it is delivered.</summary>
internal sealed class KnowingLead(ApplicationShelf shelf, Openings openings, IAudience audience)
{
    /// <param name="kind">Which delivery tells them.</param>
    /// <param name="key">The opening's partition.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="to">Who is told.</param>
    /// <param name="now">The moment.</param>
    public static Change Order(string kind, string key, MemberId who, MemberId to, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, kind, NameOf(who, to), now);
        (row["Person"], row["To"]) = (who.ToString(), to.ToString());
        return new Change.Upsert(row);
    }

    /// <summary>What tells the order from others of its kind.</summary>
    public static string NameOf(MemberId who, MemberId to) => Keys.Hash(who.ToString(), to.ToString());

    /// <summary>Who is told, and of what, as it stands now; null where the applicant or the question is gone, or they know nothing of it or aren't of that practice any more.</summary>
    public async Task<ToldLead?> FindAsync(Record order, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(order, "To") is not { } to || await shelf.FindOrderedAsync(order, openings, cancellationToken) is not var (opening, application))
            return null;
        if (await shelf.FindReleaseAsync(order.PartitionKey, application, cancellationToken) is not { } kept || !kept.Knowing.Contains(to))
            return null;
        return await audience.FindAsync(opening.Organisation.Id, to, cancellationToken) is { } member && (member.LeadOf.Contains(kept.PracticeCode) || member.Practices.Contains(kept.PracticeCode))
            ? new ToldLead(to, new AskedRelease(opening, application, kept))
            : null;
    }
}

/// <summary>Who is told something of a question to their practice.</summary>
internal sealed record ToldLead(MemberId To, AskedRelease About);
