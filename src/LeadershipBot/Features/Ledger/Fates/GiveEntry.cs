using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>An organiser or a chair opens the dialog in which an entry becomes somebody's.</summary>
internal sealed class OpenOwner(LedgerShelf shelf, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var title = library.Text.Plain("ledger.owner.title");
        var data = new CardData()
            .SetId("organisationId", head.Entry.Organisation.Id)
            .SetId("key", head.Key)
            .Set("now", head.Entry.Owner is { } owner ? library.Text.Format("ledger.entry.owner", ("name", owner.Name)) : library.Text.Format("ledger.entry.noOwner"))
            .Set("summary", title)
            .Set("spoken", library.Text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("ledger/owner", data, title));
    }
}

/// <summary>An organiser or a chair makes an entry somebody's, who is reminded of it from then on, and may say what became of it.</summary>
internal sealed class GiveEntry(LedgerShelf shelf, IRoleHolders people, EntryCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var notHere, out var head))
            return new Answer.Refused(notHere);
        var key = head.Key;
        if (!MemberId.TryParse(turn.Data.Text("person"), out var id) || await people.FindAsync(head.Entry.Organisation.Id, id, cancellationToken) is not { } person)
            return new Answer.Refused(new Refusal("ledger.refused.nobody"));
        await shelf.NoteAsync(key, person.Person, cancellationToken);
        var step = new LedgerStep(StepKind.Owner, turn.At, person.Name) { By = turn.Actor.MemberId, ByName = turn.Actor.Name, Of = person.Person };
        var ruling = await shelf.ChangeAsync(turn, key, entry => entry.GivenTo(new LedgerOwner(person.Person, person.Name), turn.Actor), step, Audit.Entry(key, turn, "ledger.given", new Changed(person.Person.ObjectId, "", "")), cancellationToken);
        if (ruling.IsRefused(out var refusal, out var after))
            return new Answer.Refused(refusal);
        return new Answer.Say(library.Text.Plain("ledger.owner.done", ("name", person.Name)))
        {
            Renewed = await card.OfAsync(turn.Actor, after, turn.At, turn.TimeZone, note: null, cancellationToken),
        };
    }
}
