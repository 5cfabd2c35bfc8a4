using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Reminds a holder, whoever runs the post and the chairs that a term ends; not where it was changed meanwhile, or a later reminder is due.</summary>
internal sealed class TermAsk(PostShelf shelf, Bench bench, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.term";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var named, var number, _] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var months))
            return null;
        if (await shelf.FindAsync(PostRows.KeyOf(organisation, id), cancellationToken) is not { } head || head.Post.Tenures.FirstOrDefault(one => one.Id == named) is not { Until: { } until } tenure)
            return null;
        var today = DateOnly.FromDateTime(wish.At.UtcDateTime);
        if (WatchPost.TermKey(head.Key, tenure, months) != wish.Key || TermReminders.DueOn(until, 0, today) != months)
            return null;
        var isOwn = tenure.Holder?.Id.ToString() == wish.Person.ToString();
        if (!isOwn && (await roles.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } leader || (leader.Roles & Post.Makers) == Roles.Member))
            return null;
        var post = head.Post;
        var title = isOwn
            ? _text.Plain("posts.termEnd.own", ("title", post.Content.Title), ("date", PostWords.Date(until)))
            : _text.Plain("posts.termEnd.other", ("name", tenure.Holder?.Name ?? _text.Plain("posts.holder.forgotten").Words), ("title", post.Content.Title), ("date", PostWords.Date(until)));
        List<CardText> lines = isOwn ? [_text.Format("posts.termEnd.own.next")] : [await BenchAsync(head, today, cancellationToken), _text.Format("posts.termEnd.other.next")];
        return new AskCard(title, NoticeFor(post, head.Key, title, lines, isOwn));
    }

    private async Task<CardText> BenchAsync(PostHead head, DateOnly today, CancellationToken cancellationToken)
    {
        var counts = head.Post.Round is { } round ? await bench.CountAsync(head.Post.Organisation.Id, PostRows.OpeningOf(head.Key, round.Number), cancellationToken) : Domain.Applying.ApplicantCounts.None;
        return SeatRisk.Of(head.Post.Content.Places, head.Post.Tenures, counts.ReadyNow, today) is SeatState.Red
            ? _text.Format("posts.termEnd.red")
            : _text.Format("posts.termEnd.ready", ("count", counts.ReadyNow));
    }

    private CardView NoticeFor(Post post, string key, PlainText title, IEnumerable<CardText> lines, bool isOwn)
    {
        var data = new CardData()
            .SetId("organisationId", post.Organisation.Id)
            .SetId("post", key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(post.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("hasBoard", !isOwn)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new CardView("posts/notice", data, title);
    }
}
