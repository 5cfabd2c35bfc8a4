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
        => contention.ChangeAsync<KeptStep, LadderStep>(
            async stop => IsId(id) && await store.FindAsync(LadderRows.Table, organisationId, LadderRows.StepsOf(person) + id, stop) is { } row && LadderRows.ToStep(row) is { } step ? new KeptStep(row, step) : null,
            new Refusal("posts.refused.noStep"),
            kept => kept.Step with { Experience = experience },
            async (kept, after, stop) => after == kept.Step || await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Replace(LadderRows.OfStep(organisationId, after, kept.Row.ETag))], stop) is CommitResult.Committed,
            cancellationToken);

    /// <summary>Keeps an offer or a wish in place of the one before; or takes it back.</summary>
    public async Task CallAsync(string organisationId, string kind, MentorCall call, CancellationToken cancellationToken)
        => await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Upsert(LadderRows.OfCall(organisationId, kind, call))], cancellationToken);

    public async Task TakeBackAsync(string organisationId, string kind, MemberId person, CancellationToken cancellationToken)
        => await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Delete(kind + person, null)], cancellationToken); // a conflict: there is none

    /// <summary>Matches two, whose wish is granted by it; both are told. The mentor's offer decides races between two matches.</summary>
    public Task<Ruling<MentorPair>> MatchAsync(string organisationId, MemberId mentor, Person mentee, string words, Turn turn, CancellationToken cancellationToken)
        => contention.ChangeAsync<KeptOffer, MentorPair>(
            async stop => await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Mentor + mentor, stop) is { } row && LadderRows.ToCall(row) is { } offer ? new KeptOffer(row, offer, await ListPairsAsync(organisationId, stop)) : null,
            new Refusal("posts.refused.noMentor"),
            kept =>
            {
                if (kept.Pairs.Find(one => one.EndedAt is null && one.Mentor.Id.ToString() == mentor.ToString() && one.Mentee.Id.ToString() == mentee.Id.ToString()) is { } there)
                    return there;
                return Mentoring.WhyNot(mentor, mentee.Id, kept.Pairs) is { } refusal
                    ? refusal
                    : new MentorPair(LadderRows.IdOf("pair", organisationId, mentor.ToString(), mentee.Id.ToString(), turn.Intent.Key), kept.Offer.Who, mentee, turn.At) { Words = words };
            },
            async (kept, pair, stop) => kept.Pairs.Contains(pair) || await MatchAsync(organisationId, kept, pair, turn, stop),
            cancellationToken);

    private async Task<bool> MatchAsync(string organisationId, KeptOffer kept, MentorPair pair, Turn turn, CancellationToken cancellationToken)
    {
        List<Change> changes =
        [
            new Change.Replace(kept.Row), new Change.Insert(LadderRows.OfPair(organisationId, pair)), new Change.Upsert(OutboxRow.New(organisationId, TellPair.Kind, pair.Id, turn.At)),
            Audit.Entry(organisationId, turn, "posts.mentorMatched", new Changed(pair.Mentee.Id.ObjectId, "", pair.Id)),
        ];
        if (await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Wish + pair.Mentee.Id, cancellationToken) is { } wish)
            changes.Add(new Change.Delete(wish.RowKey, wish.ETag));
        return await outbox.CommitAsync(LadderRows.Table, organisationId, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Ends it; both are told. Again changes nothing.</summary>
    public Task<Ruling<MentorPair>> EndAsync(string organisationId, string id, Turn turn, bool isManaged, CancellationToken cancellationToken)
        => contention.ChangeAsync<KeptPair, MentorPair>(
            async stop => IsId(id) && await store.FindAsync(LadderRows.Table, organisationId, LadderRows.Pair + id, stop) is { } row && LadderRows.ToPair(row) is { } pair && (isManaged || pair.Has(turn.Actor.MemberId)) ? new KeptPair(row, pair) : null,
            new Refusal("posts.refused.noPair"),
            kept => kept.Pair.EndedAt is null ? kept.Pair with { EndedAt = turn.At } : kept.Pair,
            async (kept, after, stop) => after == kept.Pair || await outbox.CommitAsync(
                LadderRows.Table,
                organisationId,
                [new Change.Replace(LadderRows.OfPair(organisationId, after, kept.Row.ETag)), new Change.Upsert(OutboxRow.New(organisationId, TellPair.Kind, after.Id, turn.At)), Audit.Entry(organisationId, turn, "posts.mentorEnded", new Changed(after.Mentee.Id.ObjectId, after.Id, ""))],
                stop) is CommitResult.Committed,
            cancellationToken);

    public async Task<List<Record>> RowsAsync(string organisationId, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(LadderRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 26 && id.All(char.IsAsciiLetterOrDigit);

    private sealed record KeptStep(Record Row, LadderStep Step);

    private sealed record KeptOffer(Record Row, MentorCall Offer, List<MentorPair> Pairs);

    private sealed record KeptPair(Record Row, MentorPair Pair);
}
