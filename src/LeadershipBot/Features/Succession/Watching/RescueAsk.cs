using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Succession.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Tells whoever runs a post, and the chairs, that nobody stands against anybody halfway; not where somebody does by then, or it is over.</summary>
internal sealed class RescueAsk(PostShelf shelf, Bench bench, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.rescue";

    private const int UsualDays = 14;

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (PostRows.Read(wish.Key) is not { Round: { } number } || await shelf.FindAsync(wish.Key, cancellationToken) is not { Post.WithdrawnBecause: null } head || head.Post.Rounds.FirstOrDefault(one => one.Number == number) is not { } round || !round.IsOpenAt(wish.At))
            return null;
        if (await roles.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } leader || (leader.Roles & Post.Makers) == Roles.Member)
            return null;
        var counts = await bench.CountAsync(wish.OrganisationId, wish.Key, cancellationToken);
        if (Rescue.IsContested(counts, round.Places))
            return null;
        var view = await CardAsync(head, round, wish.At, wish.Zone, note: null, cancellationToken);
        return new AskCard(view.Summary, view);
    }

    public async Task<CardView> CardAsync(PostHead head, Round round, DateTimeOffset now, TimeZoneInfo zone, CardText? note, CancellationToken cancellationToken)
    {
        var post = head.Post;
        var stand = (await bench.CountAsync(post.Organisation.Id, PostRows.OpeningOf(head.Key, round.Number), cancellationToken)).ReadyNow;
        var title = _text.Plain("posts.rescue.title", ("title", post.Content.Title));
        var data = new CardData()
            .SetId("organisationId", post.Organisation.Id)
            .SetId("post", head.Key)
            .SetId("opening", PostRows.OpeningOf(head.Key, round.Number))
            .Set("organisation", CardText.FromPerson(_text.NameOf(post.Organisation)))
            .Set("state", CardText.FromPerson(PostWords.State(_text, post, now, zone).Words))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("stand", _text.Format("posts.rescue.stand", ("count", stand)))
            .Set("places", _text.Format("posts.rescue.places", ("count", round.Places)))
            .Set("days", Rescue.Days.Select(days => new CardData().SetId("value", days.ToString(CultureInfo.InvariantCulture)).Set("title", _text.Plain("posts.rescue.until", ("days", days), ("when", TimeWords.Moment(round.ClosesAt.AddDays(days), zone))))))
            .Set("interview", PlainText.FromPerson(Columns.Text(round.InterviewOn)))
            .SetId("usual", UsualDays.ToString(CultureInfo.InvariantCulture))
            .Set("mayInvite", round.InvitedAt is null && round.IsOpenAt(now))
            .Set("mayExtend", round.ExtendedAt is null && round.IsOpenAt(now))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (round.InvitedAt is { } invited)
            data.Set("invited", _text.Format("posts.rescue.invited", ("when", TimeWords.Moment(invited, zone))));
        if (round.ExtendedAt is not null)
            data.Set("extended", _text.Format("posts.rescue.extended", ("when", TimeWords.Moment(round.ClosesAt, zone))));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("posts/rescue", data, title);
    }
}

/// <summary>Whoever manages posts has those invited who expressed interest: once in a round, each within their own minutes. Who they are is shown to nobody.</summary>
internal sealed class InviteInterested(PostShelf shelf, RescueAsk cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } notHere)
            return new Answer.Refused(notHere);
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var entry = Audit.Entry(head.Key, turn, "posts.interestedInvited");
        var ruling = await shelf.ChangeAsync(
            turn,
            head,
            post => post.IsOpenAt(turn.At) ? post.Round!.InvitedAt is null ? post.With(post.Round with { InvitedAt = turn.At }) : post : new Refusal("posts.refused.notOpen"),
            entry,
            cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return new Answer.Refused(problem);
        return new Answer.Card(await cards.CardAsync(head with { Post = after }, after.Round!, turn.At, turn.TimeZone, library.Text.Format("posts.rescue.inviting"), cancellationToken));
    }
}

/// <summary>Whoever manages posts extends the time for applications, once, and says when the interviews are then.</summary>
internal sealed class ExtendRound(PostShelf shelf, RescueAsk cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } notHere)
            return new Answer.Refused(notHere);
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("days", out var days);
        var entry = Audit.Entry(head.Key, turn, "posts.extended");
        var ruling = await shelf.ChangeAsync(turn, head, post => Extended(turn, post, days), entry, cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return new Answer.Refused(problem);
        var saidKey = head.Post.Round?.InterviewOn is not null && after.Round!.InterviewOn is null ? "posts.rescue.done.noInterview" : "posts.rescue.done";
        return new Answer.Card(await cards.CardAsync(head with { Post = after }, after.Round!, turn.At, turn.TimeZone, library.Text.Format(saidKey), cancellationToken));
    }

    private static Ruling<Post> Extended(Turn turn, Post post, int days)
    {
        if (post.WithdrawnBecause is not null)
            return new Refusal(PostRefusals.Withdrawn);
        if (post.Round is not { } round)
            return new Refusal("posts.refused.notOpen");
        return Rescue.Extend(round, days, Columns.Day(turn.Data.Text("interview")), turn.At).IsRefused(out var refusal, out var extended) ? refusal : post.With(extended);
    }
}

/// <summary>Invites everybody who expressed interest, once that was wanted; ordering somebody's invitation again changes nothing.</summary>
internal sealed class SendInvitations(PostShelf shelf, Bench bench, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "posts.invite";

    private const int Minutes = 2;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Post: { Round: { InvitedAt: not null } round } post } head || !post.IsOpenAt(time.GetUtcNow()))
            return new Delivered.Done();
        foreach (var person in await bench.ListInterestedAsync(head, await shelf.ListAsync(post.Organisation.Id, cancellationToken), cancellationToken))
            await book.OrderAsync(new AskOrder(person.Id, post.Organisation.Id, InvitationAsk.AskKind, PostRows.OpeningOf(head.Key, round.Number), new Ask(AskWeight.Ask, Minutes, round.ClosesAt)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The invitation to stand, to somebody who expressed interest; not where it is over, or they left.</summary>
internal sealed class InvitationAsk(PostShelf shelf, PostCards cards, IAudience audience, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.invitation";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (PostRows.Read(wish.Key) is not { Round: { } number } || await shelf.FindAsync(wish.Key, cancellationToken) is not { } head || head.Post.Round?.Number != number || !head.Post.IsOpenAt(wish.At))
            return null;
        if (await audience.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is null)
            return null;
        var title = library.Text.Plain("posts.invitation.title", ("title", head.Post.Content.Title));
        return new AskCard(title, await cards.OfAsync(head, wish.At, wish.Zone, isManaged: false, library.Text.Format("posts.invitation.why"), cancellationToken));
    }
}
