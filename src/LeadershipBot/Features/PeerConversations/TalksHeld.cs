using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>The conversations of a person. Forgotten, they are no more among those who talked; what was noted stays with the others, and goes where nobody is left; who was to talk with them alone is told that there is no conversation.</summary>
internal sealed class TalksHeld(TalkShelf shelf, TalkCards cards, TalkStaging matchings, IRecordStore store, Staging staging, CardLibrary library, TimeProvider time) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            if (await store.FindAsync(TalkRows.Table, organisation.Id, TalkRows.Member + about.Person, cancellationToken) is { } member)
            {
                rows.Add(member);
                lines.Add(_text.Plain("talks.held.in"));
            }

            foreach (var kept in await MineAsync(organisation.Id, about.Person, cancellationToken))
            {
                lines.Add(_text.Plain("talks.held.talk", ("names", cards.Names(kept.Talk, about.Person)), ("when", TalkCards.Day(kept.Talk.At, about.Zone)), ("note", kept.Talk.Note)));
                lines.AddRange(kept.Talk.Declined.Where(one => one.Person.Id == about.Person).Select(one => _text.Plain("talks.held.declined", ("words", one.Reason))));
                rows.Add(TalkRows.OfTalk(kept.Key.Split('.')[0], kept.Key.Split('.')[1], kept.Talk));
            }

            rows.AddRange(await Audit.ListWithAsync(store, TalkRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken));
        }

        return rows.Count == 0 ? [] : [new HeldSection("conversations", _text.Plain("talks.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (talks, audited) = (0, 0);
        foreach (var organisation in about.Organisations)
        {
            talks += (await MineAsync(organisation.Id, about.Person, cancellationToken)).Count + (await shelf.FindMemberAsync(organisation.Id, about.Person, cancellationToken) is null ? 0 : 1);
            audited += (await Audit.ListWithAsync(store, TalkRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken)).Count;
        }

        return new ErasurePlan(talks > 0 ? [_text.Plain("talks.held.erase", ("count", talks))] : [], audited > 0 ? [_text.Plain("peers.held.keep.audit", ("count", audited))] : []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var organisation in about.Organisations)
        {
            await store.CommitAsync(TalkRows.Table, organisation.Id, [new Change.Delete(TalkRows.Member + about.Person, null)], cancellationToken); // a conflict: they take no part
            await matchings.ShutOutAsync(organisation.Id, cancellationToken); // before theirs are listed: one that is being made could count after that
            foreach (var kept in await MineAsync(organisation.Id, about.Person, cancellationToken))
            {
                if (kept.Talk.Has(about.Person) && kept.Talk.People.Count == 1)
                    await store.CommitAsync(TalkRows.Table, organisation.Id, [new Change.Delete(TalkRows.Talk + kept.Key, null)], cancellationToken);
                else
                    await shelf.ForgetAsync(organisation.Id, kept.Key, about.Person, (before, after) => TellLeftAlone.After(kept.Key, before, after, time.GetUtcNow()), cancellationToken);
            }

            await staging.SweepAsync(TalkRows.Table, organisation.Id, TalkRows.MineOf(about.Person), cancellationToken);
        }
    }

    private Task<List<KeptTalk>> MineAsync(string organisationId, MemberId person, CancellationToken cancellationToken) => shelf.ListOfAsync(organisationId, person, talk => talk.Named.Any(one => one.Id == person), int.MaxValue, cancellationToken);
}
