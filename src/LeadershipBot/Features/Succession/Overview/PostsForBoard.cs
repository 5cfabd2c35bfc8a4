using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Succession.Overview;

/// <summary>The board of posts as a paragraph for a board paper. Who only explores and what holders say of staying is never part of it.</summary>
internal sealed class PostsForBoard(BoardReading reading, CardLibrary library) : IBoardPaper
{
    private const int NamedMax = 12;

    private readonly TextFile _text = library.Text;

    public string Kind => PostOpenings.PostsKind;

    public async Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(Post.Makers))
            return new Refusal(PostRefusals.Role);
        if (wish.Place is { Scope: not Scope.Personal })
            return new Refusal("posts.refused.ownChat");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(wish.At, wish.Zone).DateTime);
        var now = await reading.ReadAsync(wish.Actor.Organisation, today, cancellationToken);
        var board = now.Board;
        var sentences = new List<string>
        {
            _text.Plain("posts.paper.intro", ("organisation", _text.NameOf(wish.Actor.Organisation)), ("when", TimeWords.Moment(wish.At, wish.Zone)), ("count", board.Seats.Count)).Words,
            board.Red == 0 ? _text.Plain("posts.paper.noRed").Words : _text.Plain("posts.paper.red", ("count", board.Red)).Words,
        };
        sentences.AddRange(now.Ending.Take(NamedMax).Select(seat => _text.Plain("posts.paper.seat", ("title", seat.Post.Title), ("state", BoardWords.Of(_text, seat)), ("bench", BoardWords.Bench(_text, seat, seesExploring: false))).Words));
        if (now.Ending.Count() > NamedMax)
            sentences.Add(_text.Plain("posts.paper.more", ("count", now.Ending.Count() - NamedMax)).Words);
        if (board.Holders.Count(load => load.IsKeyPerson) is > 0 and var risks)
            sentences.Add(_text.Plain("posts.paper.keyPeople", ("count", risks)).Words);
        sentences.Add(_text.Plain("posts.paper.hidden").Words);
        return new BoardParagraph(_text.Plain("posts.board.title").Words, string.Join(' ', sentences));
    }
}

/// <summary>What the brief says of posts: which seats end within nine months, or are empty, and whether somebody is ready.</summary>
internal sealed class SuccessionBriefing(BoardReading reading, CardLibrary library) : IBriefing
{
    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(BriefWish.Readers))
            return [];
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(wish.Now, wish.Zone).DateTime);
        var now = await reading.ReadAsync(wish.Actor.Organisation, today, cancellationToken);
        return [.. now.Ending.Where(seat => wish.SeesAll || (seat.Post.Locality.Length > 0 && wish.Sees(seat.Post.Locality))).Select(seat => Line(wish, seat))];
    }

    private BriefLine Line(BriefWish wish, SeatOnBoard seat)
    {
        var words = _text.Plain("posts.brief.seat", ("title", seat.Post.Title), ("state", BoardWords.Of(_text, seat)));
        return wish.SeesAll ? new BriefLine(BriefPart.Seats, words) { Command = "board", PaperKind = PostOpenings.PostsKind, PaperKey = wish.Actor.Organisation.Id } : new BriefLine(BriefPart.Seats, words);
    }
}
