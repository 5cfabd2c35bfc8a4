using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Held;

/// <summary>
/// What is held of a person in rounds: that they took part, about whom they were asked, what they learnt. Who was asked about them is
/// told to nobody, not even here. Forgotten, all goes but what they answered about others, which nobody can find.
/// </summary>
internal sealed class ReviewHeld(ReviewShelf shelf, RaterBook raters, AnonymousBoxes boxes, SubjectBoxes subjects, IRecordStore store, Outbox outbox, Staging staging, CardLibrary library, TimeProvider time) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            foreach (var round in await shelf.ListAsync(organisation.Id, cancellationToken))
            {
                var key = ReviewRows.KeyOf(round);
                if (await store.FindAsync(ReviewRows.Table, key, ReviewRows.Part + about.Person, cancellationToken) is { } part)
                {
                    rows.Add(part);
                    lines.Add(_text.Plain("review.held.round", ("title", round.Title)));
                }

                if (round.Match.Length > 0 && await store.FindAsync(ReviewRows.Table, key, ReviewRows.AtStartOf(round.Match) + about.Person, cancellationToken) is { } start)
                    rows.Add(start);
                await TellAskedAsync(round, about.Person, lines, rows, cancellationToken);

                if (await store.FindAsync(ReviewRows.Table, BoxKeyOf(round, about.Person), ReviewRows.Subject, cancellationToken) is { } subject)
                {
                    rows.Add(subject);
                    if (await boxes.FindAsync(new BoxAt(ReviewRows.Table, BoxKeyOf(round, about.Person)), cancellationToken) is { IsClosed: false })
                        lines.Add(_text.Plain("review.held.box", ("title", round.Title)));
                }

                rows.AddRange(await Audit.ListWithAsync(store, ReviewRows.Table, key, about.Person.ObjectId, cancellationToken));
            }

            var comments = await shelf.RowsAsync(ReviewRows.WordsKey(organisation.Id, about.Person), ReviewRows.Comment, cancellationToken);
            lines.AddRange(comments.Select(row => _text.Plain("review.held.comment", ("words", row.GetString("Words") ?? row.GetString("HiddenBecause") ?? ""))));
            rows.AddRange(comments);
            if (await store.FindAsync(ReviewRows.Table, ReviewRows.WordsKey(organisation.Id, about.Person), WordsPages.Row, cancellationToken) is not null)
                lines.Add(_text.Plain("review.held.page", ("comments", DisclosureLimits.CommentsFrom)));

            var reported = (await shelf.RowsAsync(organisation.Id, ReviewRows.Reported, cancellationToken)).FindAll(row => row.GetString("Person") == about.Person.ToString());
            lines.AddRange(reported.Select(row => _text.Plain("review.held.reported", ("words", row.GetString("Words") ?? row.GetString("Reason") ?? ""))));
            rows.AddRange(reported);
            rows.AddRange(await Audit.ListWithAsync(store, ReviewRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken));
        }

        return rows.Count == 0 && lines.Count == 0 ? [] : [new HeldSection("peerreview", _text.Plain("review.held.title"), lines, RawRows.ToJson(rows))];
    }

    private async Task TellAskedAsync(ReviewRound round, MemberId person, List<PlainText> lines, List<Record> rows, CancellationToken cancellationToken)
    {
        try
        {
            if (await raters.FindAsync(round, person, cancellationToken) is not { } asked)
                return;
            rows.Add(new Record(ReviewRows.KeyOf(round), ReviewRows.RatersOf(round.Match) + person) { ["Person"] = person.ToString(), [nameof(asked.About)] = string.Join(',', asked.About), [nameof(asked.Declined)] = string.Join(',', asked.Declined), [nameof(asked.Self)] = asked.Self }); // unlocked for this
            if (asked.About.Count > 0)
                lines.Add(_text.Plain("review.held.asked", ("count", asked.About.Count), ("title", round.Title)));
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            lines.Add(_text.Plain(round.IsOwnKeyLost ? "review.held.ownKeyLost" : "review.held.keyAway", ("title", round.Title)));
        }
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (joined, audited) = (0, 0);
        foreach (var organisation in about.Organisations)
        {
            audited += (await Audit.ListWithAsync(store, ReviewRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken)).Count;
            foreach (var round in await shelf.ListAsync(organisation.Id, cancellationToken))
            {
                joined += await shelf.FindPartAsync(round, about.Person, cancellationToken) is null ? 0 : 1;
                audited += (await Audit.ListWithAsync(store, ReviewRows.Table, ReviewRows.KeyOf(round), about.Person.ObjectId, cancellationToken)).Count;
            }
        }

        return new ErasurePlan(joined > 0 ? [_text.Plain("review.held.erase", ("count", joined))] : [], audited > 0 ? [_text.Plain("peers.held.keep.audit", ("count", audited))] : []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (person, me) = (about.Person, about.Person.ToString());
        foreach (var organisation in about.Organisations)
        {
            foreach (var round in await shelf.ListAsync(organisation.Id, cancellationToken))
                await ForgetInAsync(round, person, cancellationToken);
            await staging.SweepAllAsync(ReviewRows.Table, ReviewRows.WordsKey(organisation.Id, person), cancellationToken);
            foreach (var reported in (await shelf.RowsAsync(organisation.Id, ReviewRows.Reported, cancellationToken)).Where(row => row.GetString("Person") == me))
                await store.CommitAsync(ReviewRows.Table, organisation.Id, [new Change.Delete(reported.RowKey, null)], cancellationToken);
        }
    }

    private async Task ForgetInAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        var (key, me) = (ReviewRows.KeyOf(round), person.ToString());
        await subjects.WithdrawAsync(round, ReviewRows.NameOf(round.Id, person), time.GetUtcNow(), cancellationToken);
        await staging.SweepAllAsync(ReviewRows.Table, BoxKeyOf(round, person), cancellationToken);
        foreach (var waiting in (await shelf.RowsAsync(key, OutboxRow.Prefix, cancellationToken)).Where(row => row.GetString(StandIn.Whom) == me))
        {
            await outbox.RemovePointerAsync(ReviewRows.Table, waiting, cancellationToken);
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete(waiting.RowKey, null)], cancellationToken);
        }

        await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete(ReviewRows.Part + person, null)], cancellationToken); // a conflict: they took no part
        foreach (var staged in (await shelf.RowsAsync(key, ReviewRows.Rater, cancellationToken)).Concat(await shelf.RowsAsync(key, ReviewRows.AtStart, cancellationToken)).Where(row => row.RowKey.EndsWith("." + me, StringComparison.Ordinal) && !row.RowKey.StartsWith(ReviewRows.RatersOf(round.Match), StringComparison.Ordinal)))
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete(staged.RowKey, null)], cancellationToken); // of a match that doesn't count
        var now = (await shelf.FindAsync(round.Organisation.Id, round.Id, cancellationToken))?.Round ?? round; // it may have started just now
        if (now.Match.Length > 0)
        {
            foreach (var row in new[] { ReviewRows.RatersOf(now.Match) + person, ReviewRows.AtStartOf(now.Match) + person })
                await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete(row, null)], cancellationToken); // a conflict: there is none
            await ForgetSubjectAsync(now, person, cancellationToken);
        }

        if (now.StageAt(time.GetUtcNow()) is RoundStage.Starting or RoundStage.Open)
            await outbox.CommitAsync(ReviewRows.Table, key, [StandIn.FillUpAt(now, time.GetUtcNow())], cancellationToken); // once they are no more among those who can be asked
        foreach (var other in (await shelf.ListPartsAsync(round, cancellationToken)).Where(part => part.Conflicts.Contains(me)))
            await shelf.ChangePartAsync(key, other.Person, before => before! with { Conflicts = [.. before.Conflicts.Where(one => one != me)] }, [], cancellationToken);
    }

    /// <summary>Nobody is asked about them any more; while the key is away it is not known who was, and the nightly removal does it.</summary>
    private async Task ForgetSubjectAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        try
        {
            await raters.ForgetSubjectAsync(round, ReviewRows.NameOf(round.Id, person), cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            // What names them is locked until then.
        }
    }

    private static string BoxKeyOf(ReviewRound round, MemberId person) => ReviewRows.BoxKey(round.Organisation.Id, round.Id, ReviewRows.NameOf(round.Id, person));
}
