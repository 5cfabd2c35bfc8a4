using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Domain.Time;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>Reads and changes what people did on the ladder, and who is whose mentor.</summary>
internal sealed class LadderShelf(IRecordStore store, Outbox outbox, Contention contention)
{
    private const int AskHour = 9;

    /// <summary>What somebody did, the newest first.</summary>
    public async Task<List<LadderStep>> ListStepsAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, LadderRows.StepsOf(person), cancellationToken)).Select(LadderRows.ToStep).OfType<LadderStep>().OrderByDescending(step => step.From).ThenBy(step => step.Id, StringComparer.Ordinal)];

    public async Task<List<MentorCall>> ListCallsAsync(string organisationId, string kind, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, kind, cancellationToken)).Select(LadderRows.ToCall).OfType<MentorCall>().OrderBy(call => call.Who.Name, StringComparer.OrdinalIgnoreCase)];

    public async Task<List<MentorPair>> ListPairsAsync(string organisationId, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, LadderRows.Pair, cancellationToken)).Select(LadderRows.ToPair).OfType<MentorPair>()];

    public async Task<MentorPair?> FindPairAsync(string organisationId, string id, CancellationToken cancellationToken)
        => IsId(id) && await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Pair + id, cancellationToken) is { } row ? LadderRows.ToPair(row) : null;

    public async Task<LadderStep?> FindStepAsync(string organisationId, MemberId person, string id, CancellationToken cancellationToken)
        => IsId(id) && await store.FindAsync(LadderRows.Table, organisationId, LadderRows.StepsOf(person) + id, cancellationToken) is { } row ? LadderRows.ToStep(row) : null;

    /// <summary>Keeps a step, and has it asked on the morning after how it was. The same step again changes nothing.</summary>
    public async Task AddStepAsync(string organisationId, LadderStep step, Change audit, CancellationToken cancellationToken)
    {
        var order = OutboxRow.New(organisationId, AskHow.Kind, step.Id, LocalTime.MomentOf(step.AskedOn, new TimeOnly(AskHour, 0), Zones.UnitedKingdom));
        order["Person"] = step.Who.Id.ToString();
        await outbox.CommitAsync(LadderRows.Table, organisationId, [new Change.Insert(LadderRows.OfStep(organisationId, step)), new Change.Upsert(order), audit], cancellationToken); // a conflict: it is there already
    }

    /// <summary>Takes a step away that did not come to pass; what is to ask about it finds nothing then. Again changes nothing.</summary>
    public Task DropStepAsync(string organisationId, MemberId person, string id, CancellationToken cancellationToken)
        => store.CommitAsync(LadderRows.Table, organisationId, [new Change.Delete(LadderRows.StepsOf(person) + id, null)], cancellationToken); // a conflict: there is none

    /// <summary>Somebody says how they found it; the last word counts.</summary>
    public Task<Ruling<LadderStep>> SayAsync(string organisationId, MemberId person, string id, Experience experience, CancellationToken cancellationToken)
        => ChangeAsync<LadderStep>(
            async stop =>
            {
                if (!IsId(id) || await store.FindAsync(LadderRows.Table, organisationId, LadderRows.StepsOf(person) + id, stop) is not { } row || LadderRows.ToStep(row) is not { } step)
                    return new Refusal("posts.refused.noStep");
                var after = step with { Experience = experience };
                if (after == step || await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Replace(LadderRows.OfStep(organisationId, after, row.ETag))], stop) is CommitResult.Committed)
                    return after;
                return null;
            },
            cancellationToken);

    /// <summary>Keeps an offer or a wish in place of the one before; or takes it back.</summary>
    public async Task CallAsync(string organisationId, string kind, MentorCall call, CancellationToken cancellationToken)
        => await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Upsert(LadderRows.OfCall(organisationId, kind, call))], cancellationToken);

    public async Task TakeBackAsync(string organisationId, string kind, MemberId person, CancellationToken cancellationToken)
        => await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Delete(kind + person, null)], cancellationToken); // a conflict: there is none

    /// <summary>Matches two, whose wish is granted by it; both are told. The mentor's offer decides races between two matches.</summary>
    public Task<Ruling<MentorPair>> MatchAsync(string organisationId, MemberId mentor, Person mentee, string words, Turn turn, CancellationToken cancellationToken)
        => ChangeAsync<MentorPair>(
            async stop =>
            {
                if (await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Mentor + mentor, stop) is not { } offered || LadderRows.ToCall(offered) is not { } offer)
                    return new Refusal("posts.refused.noMentor");
                var pairs = await ListPairsAsync(organisationId, stop);
                if (pairs.Find(one => one.EndedAt is null && one.Mentor.Id.ToString() == mentor.ToString() && one.Mentee.Id.ToString() == mentee.Id.ToString()) is { } there)
                    return there;
                if (Mentoring.WhyNot(mentor, mentee.Id, pairs) is { } refusal)
                    return refusal;
                var pair = new MentorPair(LadderRows.IdOf("pair", organisationId, mentor.ToString(), mentee.Id.ToString(), turn.Intent.Key), offer.Who, mentee, turn.At) { Words = words };
                List<Change> changes =
                [
                    new Change.Replace(offered), new Change.Insert(LadderRows.OfPair(organisationId, pair)), new Change.Upsert(OutboxRow.New(organisationId, TellPair.Kind, pair.Id, turn.At)),
                    Audit.Entry(organisationId, turn, "posts.mentorMatched", new Changed(mentee.Id.ObjectId, "", pair.Id)),
                ];
                if (await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Wish + mentee.Id, stop) is { } wish)
                    changes.Add(new Change.Delete(wish.RowKey, wish.ETag));
                if (await outbox.CommitAsync(LadderRows.Table, organisationId, changes, stop) is CommitResult.Committed)
                    return pair;
                return null;
            },
            cancellationToken);

    /// <summary>Ends it; both are told. Again changes nothing.</summary>
    public Task<Ruling<MentorPair>> EndAsync(string organisationId, string id, Turn turn, bool isManaged, CancellationToken cancellationToken)
        => ChangeAsync<MentorPair>(
            async stop =>
            {
                if (!IsId(id) || await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Pair + id, stop) is not { } row || LadderRows.ToPair(row) is not { } pair || !(isManaged || pair.Has(turn.Actor.MemberId)))
                    return new Refusal("posts.refused.noPair");
                if (pair.EndedAt is not null)
                    return pair;
                var after = pair with { EndedAt = turn.At };
                Change[] changes = [new Change.Replace(LadderRows.OfPair(organisationId, after, row.ETag)), new Change.Upsert(OutboxRow.New(organisationId, TellPair.Kind, pair.Id, turn.At)), Audit.Entry(organisationId, turn, "posts.mentorEnded", new Changed(pair.Mentee.Id.ObjectId, pair.Id, ""))];
                if (await outbox.CommitAsync(LadderRows.Table, organisationId, changes, stop) is CommitResult.Committed)
                    return after;
                return null;
            },
            cancellationToken);

    public async Task<List<Record>> RowsAsync(string organisationId, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(LadderRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 26 && id.All(char.IsAsciiLetterOrDigit);

    /// <param name="once">One try; null where something moved meanwhile.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    private async Task<Ruling<T>> ChangeAsync<T>(Func<CancellationToken, Task<Ruling<T>?>> once, CancellationToken cancellationToken)
        where T : class
        => (await contention.RunAsync<Tried<T>>(async stop => await once(stop) is { } ruling ? new Tried<T>(ruling) : null, cancellationToken)).Ruling;

    private sealed record Tried<T>(Ruling<T> Ruling)
        where T : class;
}
