using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>Has both told that they are matched, or that it ended.</summary>
internal sealed class TellPair(LadderShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "posts.pair";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..];
        if (await shelf.FindPairAsync(row.PartitionKey, id, cancellationToken) is not { } pair)
            return new Delivered.Done();
        foreach (var person in new[] { pair.Mentor, pair.Mentee })
            await book.OrderAsync(new AskOrder(person.Id, row.PartitionKey, PairNews.AskKind, $"{row.PartitionKey}.{pair.Id}.{PairNews.StateOf(pair)}", new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells one of two who is whose mentor, or that it ended; what is overtaken isn't told.</summary>
internal sealed class PairNews(LadderShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.mentor";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public static string StateOf(MentorPair pair) => pair.EndedAt is null ? "begun" : "ended";

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var state] || await shelf.FindPairAsync(organisation, id, cancellationToken) is not { } pair || !pair.Has(wish.Person) || StateOf(pair) != state || await roles.NameAsync(organisation, cancellationToken) is not { } name)
            return null;
        var isMentor = pair.Mentor.Id.ToString() == wish.Person.ToString();
        var title = (isMentor, pair.EndedAt is null) switch
        {
            (true, true) => _text.Plain("posts.mentor.told.mentor", ("name", pair.Mentee.Name)),
            (false, true) => _text.Plain("posts.mentor.told.mentee", ("name", pair.Mentor.Name)),
            _ => _text.Plain("posts.mentor.told.ended", ("name", isMentor ? pair.Mentee.Name : pair.Mentor.Name)),
        };
        List<CardText> lines = [_text.Format(pair.EndedAt is null ? "posts.mentor.told.next" : "posts.mentor.told.thanks")];
        if (isMentor && pair is { EndedAt: null, Words.Length: > 0 })
            lines.Insert(0, _text.Format("posts.mentor.told.words", ("words", pair.Words)));
        return new AskCard(title, NoticeCard.Of(_text, title, null, lines, _text.Format("posts.mentor.kind", ("organisation", _text.NameOf(name)))));
    }
}
