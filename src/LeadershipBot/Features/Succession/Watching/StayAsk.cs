using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Asks a holder, once a year, whether they stay; the card says who reads the answer, and that nobody else does.</summary>
internal sealed class StayAsk(PostShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.stay.ask";

    /// <summary>How long answering takes.</summary>
    public const int Minutes = 1;

    private static readonly Intention[] Choices = [Intention.Stays, Intention.UntilTheEnd, Intention.MayLeave, Intention.NotSure];

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var named, _] || await shelf.FindAsync(PostRows.KeyOf(organisation, id), cancellationToken) is not { } head)
            return null;
        var today = DateOnly.FromDateTime(wish.At.UtcDateTime);
        if (head.Post.Tenures.FirstOrDefault(one => one.Id == named) is not { } tenure || tenure.Holder?.Id.ToString() != wish.Person.ToString() || !tenure.IsHeldOn(today) || tenure.IntentionOn >= tenure.AskedOn)
            return null;
        var view = Card(head, tenure, recorded: null);
        return new AskCard(view.Summary, view);
    }

    public CardView Card(PostHead head, Tenure tenure, CardText? recorded)
    {
        var post = head.Post;
        var title = _text.Plain("posts.stay.title", ("title", post.Content.Title));
        var data = new CardData()
            .SetId("organisationId", post.Organisation.Id)
            .SetId("post", head.Key)
            .SetId("tenure", tenure.Id)
            .Set("organisation", CardText.FromPerson(_text.NameOf(post.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("privacy", post.Content.RunBy is { } runBy ? _text.Format("posts.stay.privacy", ("name", runBy.Name)) : _text.Format("posts.stay.privacy.chair"))
            .Set("choices", Choices.Select(one => new CardData()
                .SetId("intention", one.ToString())
                .Set("mark", _text.Format(one == tenure.Intention ? "posts.stay.chosen" : "posts.stay.choice", ("words", PostWords.Of(_text, one))))
                .Set("press", PlainText.FromPerson(PostWords.Of(_text, one)))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (tenure.Until is { } until)
            data.Set("until", _text.Format("posts.stay.until", ("date", PostWords.Date(until))));
        if (recorded is { } said)
            data.Set("recorded", said);
        return new CardView("posts/stay", data, title);
    }
}

/// <summary>A holder says whether they stay. They may change it; the last word counts.</summary>
internal sealed class SayStay(PostShelf shelf, StayAsk asks, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } notHere)
            return new Answer.Refused(notHere);
        if (await shelf.FindAsync(turn.Data.Text("post"), cancellationToken) is not { } head || head.Post.Organisation.Id != turn.Actor.Organisation.Id)
            return new Answer.Unusable(new Refusal(PostRefusals.Unknown));
        if (!Enum.TryParse<Intention>(turn.Data.Text("intention"), out var intention) || !Enum.IsDefined(intention) || intention is Intention.NotSaid)
            return new Answer.Refused(new Refusal("posts.refused.intention"));
        var tenure = turn.Data.Text("tenure");
        var ruling = await shelf.ChangeAsync(head.Key, now => now.Post.Intend(tenure, turn.Actor.MemberId, intention, DateOnly.FromDateTime(turn.At.UtcDateTime)), _ => null, turn.Actor.MemberId, cancellationToken);
        if (ruling.IsRefused(out var refusal, out var after))
            return new Answer.Refused(refusal);
        return new Answer.Card(asks.Card(head with { Post = after }, after.Tenures.First(one => one.Id == tenure), library.Text.Format("posts.stay.recorded")));
    }
}
