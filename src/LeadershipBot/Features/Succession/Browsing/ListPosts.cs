using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Browsing;

/// <summary>A member browses the posts of their organisation, open ones first; whoever manages posts begins a new one here, and opens drafts.</summary>
internal sealed class ListPosts(PostShelf shelf, IAudience audience, CardLibrary library) : ISlice
{
    private const int PageSize = 5;
    private static readonly int[] Sessions = [1, 2, 3, 4];

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (PatientData.FindIn(turn.Words, turn.Today) is not null || PatientData.FindIn(turn.Data.Text("words"), turn.Today) is not null)
            return new Answer.Refused(new Refusal("shell.refused.patientData"));
        var isMaker = turn.Actor.HoldsAny(Post.Makers) && turn.Place.Scope is Scope.Personal;
        var filter = PostFilter.Read(turn, showsAll: isMaker);
        var all = await shelf.ListAsync(turn.Actor.Organisation.Id, cancellationToken);
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var wanted = all
            .Where(post => (isMaker || (post.IsPublished && !post.IsWithdrawn)) && filter.Lets(post, turn.At))
            .OrderByDescending(post => post.IsOpenAt(turn.At)).ThenByDescending(post => post.IsPublished).ThenBy(post => post.Round?.ClosesAt ?? DateTimeOffset.MaxValue).ThenBy(post => post.Title, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var page = wanted.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var title = _text.Plain("posts.list.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("about", _text.Format(filter.OnlyOpen ? "posts.list.open" : "posts.list.all", ("count", wanted.Count)))
            .Set("isMaker", isMaker)
            .Set("items", page.Items.Select(post => Item(post, turn, localities)))
            .Set("localities", CardChoice.Localities(localities).Prepend(CardChoice.Of(_text.Plain("posts.wholeOrganisation"), PostFilter.Whole)).Prepend(Any()))
            .Set("rungs", Enum.GetValues<Rung>().Select(rung => CardChoice.Named(PostWords.Of(_text, rung), rung.ToString())).Prepend(Any()))
            .Set("sessionChoices", Sessions.Select(most => CardChoice.Of(_text.Plain("posts.list.most", ("count", most)), most.ToString(CultureInfo.InvariantCulture))).Prepend(Any()))
            .SetId("locality", filter.LocalityText)
            .SetId("rung", filter.RungText)
            .SetId("sessions", filter.SessionsText)
            .SetId("open", filter.OnlyOpen ? "open" : "all")
            .Set("words", PlainText.FromPerson(filter.Words))
            .Set("showsFilter", filter != PostFilter.None(showsAll: isMaker))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetPages(page);
        if (page.Items.Count == 0)
            data.Set("empty", _text.Format(filter.OnlyOpen ? "posts.list.noneOpen" : "posts.list.none"));
        return new Answer.Card(new CardView("posts/list", data, title));
    }

    private CardData Item(PostLine post, Turn turn, IReadOnlyDictionary<string, string> localities)
    {
        var title = post.Title.Length > 0 ? post.Title : _text.Plain("posts.untitled").Words;
        return new CardData()
            .SetId("post", post.Key)
            .Set("title", CardText.FromPerson(title))
            .Set("short", CardText.FromPerson(PostWords.InShort(_text, post, localities)))
            .Set("state", CardText.FromPerson(PostWords.State(_text, post, turn.At, turn.TimeZone).Words))
            .Set("press", _text.Plain("posts.list.press", ("title", title)));
    }

    private CardData Any() => CardChoice.Of(_text.Plain("posts.list.any"), PostFilter.Any);
}
