using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>Reads applications, and what the panel says of them.</summary>
internal sealed class ApplicationShelf(IRecordStore store)
{
    /// <summary>What is kept of an opening; null where nobody applied.</summary>
    public async Task<OpeningHead?> FindHeadAsync(string key, CancellationToken cancellationToken)
        => await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.Head, cancellationToken) is { } row ? ApplicationRows.ToHead(row) : null;

    /// <summary>Somebody's application; null if they have none.</summary>
    public async Task<Application?> FindAsync(string key, MemberId who, CancellationToken cancellationToken)
        => await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.ApplicationRow(who), cancellationToken) is { } row ? ApplicationRows.ToApplication(row) : null;

    /// <summary>What one applicant's own actions need: the head and their application.</summary>
    public async Task<OpeningFile> ReadOneAsync(Opening opening, MemberId who, CancellationToken cancellationToken)
    {
        var key = ApplicationRows.PartitionOf(opening);
        var (head, row) = (FindHeadAsync(key, cancellationToken), store.FindAsync(ApplicationRows.Table, key, ApplicationRows.ApplicationRow(who), cancellationToken));
        var found = await row;
        return new OpeningFile(opening, await head ?? New(opening))
        {
            Applications = found is null ? [] : [ApplicationRows.ToApplication(found)],
            ETags = found is null ? [] : [found.ETag],
        };
    }

    /// <summary>All of it. The head is read first: what a change of it decides is then never older than it.</summary>
    public async Task<OpeningFile> ReadAllAsync(Opening opening, CancellationToken cancellationToken)
    {
        var key = ApplicationRows.PartitionOf(opening);
        var head = await FindHeadAsync(key, cancellationToken);
        var rows = await Task.WhenAll(
            ListAsync(key, ApplicationRows.Application, cancellationToken),
            ListAsync(key, ApplicationRows.Score, cancellationToken),
            ListAsync(key, ApplicationRows.Conflict, cancellationToken),
            ListAsync(key, ApplicationRows.Release, cancellationToken));
        return new OpeningFile(opening, head ?? New(opening))
        {
            Applications = [.. rows[0].Select(ApplicationRows.ToApplication)],
            ETags = [.. rows[0].Select(row => row.ETag)],
            Scores = [.. rows[1].Select(ApplicationRows.ToScore)],
            Conflicts = [.. rows[2].Select(ApplicationRows.ToConflict)],
            Releases = [.. rows[3].Select(ReleaseRows.ToRelease)],
        };
    }

    /// <summary>The application that an order is about, with what it is for; null where the applicant was forgotten, or there is nothing to say of it any more.</summary>
    public async Task<OwnApplication?> FindOrderedAsync(Record order, Openings openings, CancellationToken cancellationToken)
    {
        var key = order.PartitionKey;
        if (ApplicationRows.PersonIn(order, "Person") is not { } who || await FindAsync(key, who, cancellationToken) is not { } application || await FindHeadAsync(key, cancellationToken) is not { } head)
            return null;
        return await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is { } opening ? new OwnApplication(opening, application) : null;
    }

    /// <summary>All steps of an application, oldest first.</summary>
    public async Task<List<ApplicationStep>> ListStepsAsync(string key, MemberId who, CancellationToken cancellationToken)
        => [.. (await ListAsync(key, ApplicationMore.StepsOf(who), cancellationToken)).Select(ApplicationMore.ToStep)];

    /// <summary>Whether an application ended since what it was for isn't offered any more, and by nobody's decision. One read where it may be so, else none.</summary>
    public async Task<bool> EndedWithOpeningAsync(string key, Application application, Opening? opening, CancellationToken cancellationToken)
        => opening is { Set: OpeningState.Withdrawn, OfferWorkingDays: > 0 } && application is { Stage: Stage.NotSelected, IsExploring: false, IsKeptInMind: false }
            && await ListStepsAsync(key, application.Who.Id, cancellationToken) is [.., { What: StepKind.Voided }];

    /// <summary>The practice's release for an application as it stands; null where nobody asked.</summary>
    public async Task<KeptRelease?> FindReleaseAsync(string key, Application application, CancellationToken cancellationToken)
        => await FindLastReleaseAsync(key, application.Who.Id, cancellationToken) is { } kept && kept.Edition == application.Edition ? kept : null;

    /// <summary>The same, whichever edition of the application it was for.</summary>
    public async Task<KeptRelease?> FindLastReleaseAsync(string key, MemberId who, CancellationToken cancellationToken)
        => await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.ReleaseRow(who), cancellationToken) is { } row ? ReleaseRows.ToRelease(row) : null;

    /// <summary>For which openings a person applied, or did something else, in an organisation: kind and key.</summary>
    public async Task<List<(string Kind, string Opening)>> ListOpeningsAsync(string partition, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        await foreach (var row in store.ListAsync(ApplicationIndexRows.Table, partition, RowRange.All, cancellationToken))
            found.Add((row.GetString("Kind") ?? "", row.GetString("Opening") ?? ""));
        return found;
    }

    /// <summary>Notes that somebody did something for an opening, by which it is found when they ask what is held about them. A note of nothing is harmless: it comes first.</summary>
    public Task NoteAsync(Opening opening, MemberId person, CancellationToken cancellationToken)
    {
        var row = ApplicationIndexRows.OfDone(opening, person);
        return store.CommitAsync(ApplicationIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
    }

    /// <summary>Whether it is noted that somebody did something for an opening.</summary>
    public async Task<bool> HasDoneAsync(Opening opening, MemberId person, CancellationToken cancellationToken)
    {
        var row = ApplicationIndexRows.OfDone(opening, person);
        return await store.FindAsync(ApplicationIndexRows.Table, row.PartitionKey, row.RowKey, cancellationToken) is not null;
    }

    /// <summary>Whether somebody declared a conflict about all of an opening.</summary>
    public async Task<bool> SteppedBackAsync(string key, MemberId who, CancellationToken cancellationToken)
        => await store.FindAsync(ApplicationRows.Table, key, ApplicationRows.ConflictRow(who, about: null), cancellationToken) is not null;

    public async Task<List<Record>> ListAsync(string key, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(ApplicationRows.Table, key, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static OpeningHead New(Opening opening) => new(opening.Organisation, opening.Kind, opening.Key, opening.Title);
}
