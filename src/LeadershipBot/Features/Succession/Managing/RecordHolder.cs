using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Managing;

/// <summary>An organiser or a chair opens the dialog in which a holder is recorded by hand.</summary>
internal sealed class OpenHolder(PostShelf shelf, HolderCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : cards.Holder(turn, head, problem: null);
}

/// <summary>An organiser or a chair records that somebody holds a post. The same person from the same day is recorded once.</summary>
internal sealed class RecordHolder(PostShelf shelf, HolderCards cards, ManageCards manage, IAudience audience, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (!MemberId.TryParse(turn.Data.Text("person"), out var id) || await audience.FindAsync(head.Post.Organisation.Id, id, cancellationToken) is not { } member)
            return cards.Holder(turn, head, new Refusal("posts.refused.nobody"));
        if (Columns.Day(turn.Data.Text("from")) is not { } from)
            return cards.Holder(turn, head, new Refusal("posts.refused.tenure"));
        var until = Columns.Day(turn.Data.Text("until")) ?? head.Post.EndOf(from);
        var tenure = new Tenure(PostTenures.IdOf(head.Key, $"{member.Person}.{Columns.Text(from)}"), new Person(member.Person, member.Name), from, until);
        var ruling = await shelf.ChangeAsync(head.Key, now => now.Post.WithTenure(tenure), now => Audit.Entry(now.Key, turn, "posts.holderRecorded", new Changed(member.Person.ObjectId, "", tenure.Id)), turn.Actor.MemberId, cancellationToken);
        return ruling.IsRefused(out var problem, out _)
            ? cards.Holder(turn, head, problem)
            : await manage.AfterAsync(turn, head, ruling, library.Text.Format("posts.holder.done", ("name", member.Name)), cancellationToken);
    }
}

/// <summary>An organiser or a chair opens the dialog in which a term is ended.</summary>
internal sealed class OpenTenureEnd(PostShelf shelf, HolderCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : cards.End(turn, head, problem: null);
}

/// <summary>An organiser or a chair says on which day a term ends.</summary>
internal sealed class EndTenure(PostShelf shelf, HolderCards cards, ManageCards manage, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (Columns.Day(turn.Data.Text("until")) is not { } day)
            return cards.End(turn, head, new Refusal("posts.refused.tenure"));
        var id = turn.Data.Text("tenure");
        var whom = head.Post.Tenures.FirstOrDefault(one => one.Id == id)?.Holder?.Id.ObjectId ?? "";
        var ruling = await shelf.ChangeAsync(head.Key, now => now.Post.EndTenure(id, day), now => Audit.Entry(now.Key, turn, "posts.tenureEnded", new Changed(whom, "", Columns.Text(day))), turn.Actor.MemberId, cancellationToken);
        return ruling.IsRefused(out var problem, out _)
            ? cards.End(turn, head, problem)
            : await manage.AfterAsync(turn, head, ruling, library.Text.Format("posts.tenure.done", ("date", PostWords.Date(day))), cancellationToken);
    }
}

/// <summary>The two dialogs about who holds a post.</summary>
internal sealed class HolderCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Holder(Turn turn, PostHead head, Refusal? problem)
    {
        var from = turn.Data.TryText("from", out var typed) ? TurnData.Clip(typed, 10) : Columns.Text(head.Post.NextStart(turn.Today) ?? turn.Today);
        var data = Page(head, "posts.holder.title", problem)
            .Set("from", PlainText.FromPerson(from))
            .Set("until", PlainText.FromPerson(turn.Data.Text("until", 10)))
            .Set("about", head.Post.Content.TenureMonths > 0 ? _text.Format("posts.holder.about", ("tenure", PostWords.Tenure(_text, head.Post.Content.TenureMonths))) : _text.Format("posts.holder.noTenure"));
        return Dialog("posts.holder.title", "posts/holder", data);
    }

    public Answer.Dialog End(Turn turn, PostHead head, Refusal? problem)
    {
        var current = head.Post.Tenures.Where(tenure => !(tenure.Until < turn.Today)).ToList();
        var data = Page(head, "posts.tenure.title", problem)
            .Set("tenures", current.Select(tenure => new CardData().SetId("value", tenure.Id).Set("title", PlainText.FromPerson(PostWords.Holder(_text, tenure)))))
            .Set("tenure", PlainText.FromPerson(current is [var only] ? only.Id : ""))
            .Set("until", PlainText.FromPerson(Columns.Text(turn.Today)));
        return Dialog("posts.tenure.title", "posts/tenure", data);
    }

    private CardData Page(PostHead head, string titleKey, Refusal? problem)
    {
        var title = _text.Plain(titleKey);
        var data = new CardData()
            .SetId("organisationId", head.Post.Organisation.Id)
            .SetId("post", head.Key)
            .Set("post_title", CardText.FromPerson(head.Post.Content.Title))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }

    private Answer.Dialog Dialog(string titleKey, string template, CardData data)
    {
        var title = _text.Plain(titleKey);
        return new Answer.Dialog(title, new CardView(template, data, title));
    }
}
