using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Sendings.Held;

/// <summary>What was sent to a person as one of many, and what they had sent.</summary>
internal sealed class SendingHeld(SendingShelf shelf, SendingSources sources, ForgetRecipient forget, IRecordStore store, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var one in await FindAsync(about, cancellationToken))
        {
            var name = (await sources.Of(one.Head).DescribeAsync(one.Head, cancellationToken)).Name.Words;
            if (one.Got is { } got)
            {
                lines.Add(got.Kept.SentAt is { } at
                    ? _text.Plain("sendings.held.got", ("name", name), ("when", TimeWords.Moment(at, about.Zone)))
                    : _text.Plain("sendings.held.notGot", ("name", name), ("state", SendingWords.StateOf(_text, got.Kept, revealsAnswering: true))));
                rows.Add(SendingRows.OfRecipient(one.Head.ShardKeyOf(got.Target.Key), got));
            }

            if (one.IsStarter)
            {
                lines.Add(_text.Plain("sendings.held.started", ("name", name), ("when", TimeWords.Moment(one.Head.OrderedAt, about.Zone))));
                rows.Add(SendingRows.OfHead(one.Head));
            }

            rows.AddRange(one.Audited);
        }

        return lines.Count == 0 && rows.Count == 0 ? [] : [new HeldSection("sendings", _text.Plain("sendings.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = await FindAsync(about, cancellationToken);
        List<PlainText> erased = found.Count(one => one.Got is not null || one.IsStarter) is > 0 and var count ? [_text.Plain("sendings.held.erase", ("count", count))] : [];
        return new ErasurePlan(erased, found.Sum(one => one.Audited.Count) is > 0 and var audited ? [_text.Plain("sendings.held.keep.audit", ("count", audited))] : []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        // Also in those that don't name them: one that is just being begun may do so in a moment.
        foreach (var organisation in about.Organisations)
        {
            await foreach (var head in shelf.ListAsync(organisation.Id, cancellationToken))
                await forget.RunAsync(head, about.Person, cancellationToken);
        }
    }

    private async Task<List<Concerned>> FindAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = new List<Concerned>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var head in shelf.ListAsync(organisation.Id, cancellationToken))
            {
                var got = await shelf.FindRecipientAsync(head, about.Person.ToString(), cancellationToken);
                var audited = await Audit.ListWithAsync(store, SendingRows.Table, head.Id, about.Person.ObjectId, cancellationToken);
                if (got is not null || head.StartedBy == about.Person || audited.Count > 0)
                    found.Add(new Concerned(head, got, head.StartedBy == about.Person, audited));
            }
        }

        return found;
    }

    private sealed record Concerned(SendingHead Head, RecipientRow? Got, bool IsStarter, IReadOnlyList<Record> Audited);
}
