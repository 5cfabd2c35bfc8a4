using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Succession.Writing;

/// <summary>The three dialogs in which a post is written: what it is, for whom it is and who decides, and how it stands before it is saved or opened.</summary>
internal sealed class WritingCards(CardLibrary library, Sentences sentences, RoleChoices choices, IAudience audience, PostShelf shelf)
{
    private const int PostsMax = 60;
    private const int UsualWindowDays = 28;

    private readonly TextFile _text = library.Text;

    /// <summary>The first page: what the post is.</summary>
    public async Task<Answer.Dialog> FactsAsync(Turn turn, PostHead? head, string nonce, PostContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var data = Page(turn, head, "posts.write.title", problem)
            .SetId("nonce", nonce)
            .Set("rungs", Enum.GetValues<Rung>().Reverse().Select(rung => CardChoice.Named(PostWords.Of(_text, rung), rung.ToString())))
            .Set("localities", CardChoice.Localities(localities).Prepend(CardChoice.Named(_text.Plain("posts.wholeOrganisation").Words, OpeningForm.Whole)))
            .Set("typed", new CardData()
                .Set("title", PlainText.FromPerson(content.Title))
                .SetId("rung", content.Rung.ToString())
                .SetId("locality", content.Locality.Length == 0 ? OpeningForm.Whole : content.Locality)
                .Set("places", Math.Clamp(content.Places, 1, PostLimits.PlacesMax))
                .Set("sessions", PlainText.FromPerson(content.Sessions > 0 ? PostWords.Number(content.Sessions) : ""))
                .Set("months", Math.Clamp(content.TenureMonths, 0, PostLimits.TenureMonthsMax))
                .Set("pay", PlainText.FromPerson(content.Pay))
                .Set("backfill", PlainText.FromPerson(content.Backfill))
                .Set("protected", PlainText.FromPerson(content.ProtectedTime))
                .Set("why", PlainText.FromPerson(content.Why))
                .Set("costs", PlainText.FromPerson(content.Costs)));
        return Dialog("posts.write.title", "posts/write-facts", data);
    }

    /// <summary>The second page: for whom it is, and who decides.</summary>
    public async Task<Answer.Dialog> PeopleAsync(Turn turn, PostHead head, PostContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var (makers, panelists) = await choices.ListAsync(organisation, Post.Makers, content.RunBy, content.Panel, cancellationToken);
        var localities = await audience.NameLocalitiesAsync(organisation, cancellationToken);
        var posts = (await shelf.ListAsync(organisation, cancellationToken)).Where(post => post.Key != head.Key && !post.IsWithdrawn && post.Title.Length > 0).OrderBy(post => post.Title, StringComparer.OrdinalIgnoreCase).Take(PostsMax);
        var data = Page(turn, head, "posts.write.people", problem)
            .SetEligible(_text, localities)
            .Set("makers", makers)
            .Set("panelists", panelists)
            .Set("deputiesNow", content.Deputies.Select(RoleChoices.Of))
            .Set("posts", posts.Select(post => CardChoice.Named(post.Title, post.Key.Split('.')[1])))
            .Set("typed", new CardData()
                .SetPeople(content.Specification, content.Eligibility, content.RunBy, content.Panel, content.TalkTo)
                .Set("deputies", PlainText.FromPerson(content.Deputies.Count > 0 ? content.Deputies[0].Id.ToString() : ""))
                .Set("deputies2", PlainText.FromPerson(content.Deputies.Count > 1 ? content.Deputies[1].Id.ToString() : ""))
                .Set("conflicts", PlainText.FromPerson(string.Join(',', content.Conflicts)))
                .Set("onlyLinkTo", PlainText.FromPerson(content.OnlyLinkTo)));
        return Dialog("posts.write.people", "posts/write-people", data);
    }

    /// <summary>The third page: what it will look like, and from when until when it takes applications.</summary>
    public async Task<Answer.Dialog> PreviewAsync(Turn turn, PostHead head, Refusal? problem, CancellationToken cancellationToken)
    {
        var (post, content, today) = (head.Post, head.Written, turn.Today);
        var localities = await audience.NameLocalitiesAsync(post.Organisation.Id, cancellationToken);
        var isRunning = post.Round is { } round && !round.IsOverAt(turn.At);
        var lines = PostWords.Terms(_text, content).Append(_text.Plain("posts.preview.eligible", ("who", EligibilityWords.Listed(_text, content.Eligibility, localities))).Words).ToList();
        lines.Add(content.Panel.Count > 0 ? _text.Plain("posts.preview.panel", ("names", string.Join(", ", content.Panel.Select(one => one.Name)))).Words : _text.Plain("posts.preview.noPanel", ("name", content.RunBy?.Name ?? "")).Words);
        lines.Add(_text.Plain("posts.preview.runBy", ("name", content.RunBy?.Name ?? "")).Words);
        var data = Page(turn, head, "posts.preview.title", problem)
            .Set("title", CardText.FromPerson(content.Title))
            .Set("short", CardText.FromPerson(string.Join(" · ", PostWords.Of(_text, content.Rung), PostWords.Locality(_text, content.Locality, localities), PostWords.Sessions(_text, content.Sessions))))
            .Set("lines", lines.Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("mayOpen", !isRunning)
            .Set("isRunning", isRunning)
            .Set("opens", PlainText.FromPerson(turn.Data.TryText("opens", out var opens) ? TurnData.Clip(opens, 10) : Columns.Text(today)))
            .Set("closes", PlainText.FromPerson(turn.Data.TryText("closes", out var closes) ? TurnData.Clip(closes, 10) : Columns.Text(today.AddDays(UsualWindowDays))))
            .Set("interview", PlainText.FromPerson(turn.Data.Text("interview", 10)))
            .Set("appoint", Math.Min((post with { Content = content }).PlacesToFill(today), PostLimits.PlacesMax));
        return Dialog("posts.preview.title", "posts/preview", data);
    }

    private CardData Page(Turn turn, PostHead? head, string titleKey, Refusal? problem)
    {
        var data = new CardData().Titled(_text, _text.Plain(titleKey)).WithProblem(sentences, problem).SetId("organisationId", turn.Actor.Organisation.Id);
        return head is null ? data : data.SetId("post", head.Key);
    }

    private Answer.Dialog Dialog(string titleKey, string template, CardData data)
    {
        var title = _text.Plain(titleKey);
        return new Answer.Dialog(title, new CardView(template, data, title));
    }
}
