using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>
/// Whoever was appointed could not be recorded as holder, since they hold the post in that time already, or no place of it becomes
/// free: whoever runs it, and the chairs, are told to see to it. Who it is stands on the list of applications, and not here.
/// </summary>
internal sealed class NotRecorded(AskBook book, IRoleHolders roles)
{
    public const string AskKind = "posts.notRecorded";

    private const int ChairsMax = 10;

    /// <summary>Has them told; ordered again for the same appointment, it is once.</summary>
    public async Task OrderAsync(PostHead head, string tenureId, CancellationToken cancellationToken)
    {
        var organisation = head.Post.Organisation.Id;
        var chairs = (await roles.ListAsync(organisation, Roles.Chair, cancellationToken)).Take(ChairsMax).Select(one => one.Person);
        foreach (var person in (head.Post.Content.RunBy is { } runBy ? chairs.Prepend(runBy.Id) : chairs).Distinct())
            await book.OrderAsync(new AskOrder(person, organisation, AskKind, $"{head.Key}.{tenureId}", new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }
}

/// <summary>That card; nothing, where they are recorded by then, or whoever was to read it manages no posts any more.</summary>
internal sealed class NotRecordedNews(PostShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    private readonly TextFile _text = library.Text;

    public string Kind => NotRecorded.AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var tenure] || await shelf.FindAsync(PostRows.KeyOf(organisation, id), cancellationToken) is not { } head || head.Post.Tenures.Any(one => one.Id == tenure))
            return null;
        if (await roles.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } leader || (leader.Roles & Post.Makers) == Roles.Member)
            return null;
        var title = _text.Plain("posts.notRecorded.title", ("title", head.Post.Content.Title));
        var data = new CardData()
            .SetId("organisationId", organisation)
            .SetId("post", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Post.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", new[] { _text.Format("posts.notRecorded.why"), _text.Format("posts.notRecorded.next") }.Select(line => new CardData().Set("line", line)))
            .Set("hasBoard", false)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("posts/notice", data, title));
    }
}
