using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>
/// Somebody points at a message and would have it raised. Their own goes into the dialog; another person's is raised only
/// after that person said yes, and until then the dialog and the card that asks them carry the words, and the bot keeps nothing.
/// </summary>
internal sealed class SuggestRaise(RaiseCards cards, SuggestCards suggest, IRoleHolders people, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var words = turn.Data.Text(PointedMessage.WordsField);
        if (LedgerTexts.Check(words, LedgerLimits.WordsMax, turn.Today) is { } wrong)
            return new Answer.Refused(wrong);
        var author = turn.Data.Text(PointedMessage.AuthorField);
        if (author == turn.Actor.Id)
            return cards.Form(turn, chance.NewId(), SendRaise.Confidential, words, standsInChat: true, problem: null);
        return author.Length > 0 && await people.FindAsync(turn.Actor.Organisation.Id, new MemberId(turn.Actor.TenantId, author), cancellationToken) is { } person
            ? suggest.Form(turn, person, words, chance.NewId())
            : new Answer.Refused(new Refusal("ledger.refused.notTheirs"));
    }
}

/// <summary>Asks the author of a message, in their own chat, whether it may be raised. Nothing is kept of it; whoever suggested it isn't told what they say.</summary>
internal sealed class AskAuthor(SuggestCards cards, IRoleHolders people, IReach reach, Sender sender, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var words = turn.Data.Text("words");
        if (LedgerTexts.Check(words, LedgerLimits.WordsMax, turn.Today) is { } wrong)
            return new Answer.Refused(wrong);
        var author = turn.Data.Text("author", 64);
        if (!MemberId.TryParse($"{turn.Actor.TenantId}.{author}", out var id) || id == turn.Actor.MemberId || await people.FindAsync(turn.Actor.Organisation.Id, id, cancellationToken) is not { } person)
            return new Answer.Refused(new Refusal("ledger.refused.notTheirs"));
        var where = await reach.OpenAsync(id, cancellationToken);
        if (where.Chat is not { } chat)
            return new Answer.Refused(new Refusal("ledger.refused.noChat", ("name", person.Name)));
        var free = QuietTime.EndOf(where.Settings.Quiet ?? AskDefaults.Quiet, turn.At, where.Zone);
        if (free > turn.At) // nothing may be kept until then
            return new Answer.Refused(new Refusal("ledger.refused.quiet", ("name", person.Name), ("when", TimeWords.Moment(free, turn.TimeZone))));
        return await sender.SendAsync(chat, cards.Question(turn, words), cancellationToken) is Sent.Arrived
            ? new Answer.Say(library.Text.Plain("ledger.suggest.sent", ("name", person.Name)))
            : new Answer.Refused(new Refusal("ledger.refused.noChat", ("name", person.Name)));
    }
}

/// <summary>The author of a message lets it be raised: it is theirs from the first, and confidential.</summary>
internal sealed class AllowRaise(RaiseMaking making, Mine.MyRaiseCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var draft = new RaiseDraft(LeadershipBot.Domain.Disclosure.Voice.Confidential, turn.Data.Text("words"));
        return (await making.MakeAsync(turn, draft, cancellationToken)).IsRefused(out var problem, out var entry)
            ? new Answer.Unusable(problem)
            : new Answer.Card(cards.Of(entry, turn.At, turn.TimeZone, library.Text.Format("ledger.mine.recorded")));
    }
}

/// <summary>The author of a message doesn't want it raised: the card with the words gives way, and nothing was kept.</summary>
internal sealed class DeclineRaise(CardLibrary library) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(new Answer.Card(NoticeCard.Of(library.Text, library.Text.Plain("ledger.suggest.declined"), null, [library.Text.Format("ledger.suggest.declined.next")])));
}

/// <summary>The dialog that asks whether to ask, and the card that asks the author.</summary>
internal sealed class SuggestCards(CardLibrary library, Chance chance)
{
    private readonly string _secret = chance.NewId();
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Form(Turn turn, RoleHolder author, string words, string nonce)
    {
        var title = _text.Plain("ledger.suggest.title");
        var data = Base(turn, words, nonce, title)
            .SetId("author", author.Person.ObjectId)
            .Set("about", _text.Format("ledger.suggest.about", ("name", author.Name)));
        return new Answer.Dialog(title, new CardView("ledger/suggest", data, title));
    }

    /// <remarks>
    /// What is raised gets its id from the nonce: whoever suggests it must not know it, or they could ask whether it was
    /// raised. It is the same where the suggestion is sent again.
    /// </remarks>
    public CardView Question(Turn turn, string words)
    {
        var title = _text.Plain("ledger.suggest.question", ("name", turn.Actor.Name));
        var data = Base(turn, words, Keys.Hash("suggested", _secret, turn.Intent.Key), title)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("about", _text.Format("ledger.suggest.question.about", ("organisation", _text.NameOf(turn.Actor.Organisation))));
        return new CardView("ledger/suggested", data, title);
    }

    private CardData Base(Turn turn, string words, string nonce, PlainText title) => new CardData()
        .Set("organisation", _text.OrganisationName(turn.Actor))
        .SetId("organisationId", turn.Actor.Organisation.Id)
        .SetId("nonce", nonce)
        .Set("words", PlainText.FromPerson(words))
        .Set("quoted", _text.Format("ledger.quoted", ("words", words)))
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));
}
