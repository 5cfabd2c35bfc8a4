using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Features.Succession.Watching;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Overview;

/// <summary>A chair or an organiser sees all posts at once: which are red, when terms end, how deep the bench is, and on whom too much hangs.</summary>
internal sealed class ShowBoard(BoardReading reading, Bench bench, CardLibrary library) : ISlice
{
    private const int SeatsOnPage = 6;
    private const int QuartersMax = 8;
    private const int LocalitiesMax = 8;
    private const int PeopleMax = 4;
    private const int BarSquares = 10;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var now = await reading.ReadAsync(turn.Actor.Organisation, turn.Today, cancellationToken);
        var pulled = turn.Actor.HoldsAny(Roles.Chair) ? await bench.CountPulledAsync(turn.Actor.Organisation.Id, now.Posts, turn.At, cancellationToken) : 0; // it counts those who only explore, too
        return new Answer.Card(Card(turn, now, pulled));
    }

    private CardView Card(Turn turn, BoardNow now, int pulled)
    {
        var (board, title) = (now.Board, _text.Plain("posts.board.title"));
        var page = board.Seats.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, SeatsOnPage);
        var keyPeople = board.Holders.Where(load => load.IsKeyPerson).ToList();
        var pulls = board.Holders.Where(load => load is { IsPulled: true, IsKeyPerson: false }).ToList();
        var most = Math.Max(1, board.Timeline.Select(quarter => quarter.Ends).DefaultIfEmpty(0).Max());
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("headline", board.Red > 0 ? _text.Format("posts.board.headline.red", ("red", board.Red), ("count", board.Seats.Count)) : _text.Format("posts.board.headline", ("count", board.Seats.Count)))
            .Set("isRed", board.Red > 0)
            .Set("privacy", _text.Format(turn.Actor.HoldsAny(Roles.Chair) ? "posts.board.privacy.chair" : "posts.board.privacy"))
            .Set("isFirst", page.Number == 0)
            .Set("shown", page.Items.Count == 0 ? _text.Format("posts.board.none") : _text.Format("posts.board.shown", ("from", page.From), ("to", page.To), ("count", board.Seats.Count)))
            .Set("seats", page.Items.Select(seat => SeatOf(turn, now, seat)))
            .Set("timeline", board.Timeline.Take(QuartersMax).Select(quarter => new CardData()
                .Set("when", CardText.FromPerson(BoardWords.Quarter(quarter.From)))
                .Set("bar", CardText.FromPerson(new string('█', Math.Max(1, quarter.Ends * BarSquares / most))))
                .Set("ends", quarter.Red > 0 ? _text.Format("posts.board.ends.red", ("count", quarter.Ends), ("red", quarter.Red)) : _text.Format("posts.board.ends", ("count", quarter.Ends)))))
            .Set("localities", board.Localities.Take(LocalitiesMax).Select(one => new CardData()
                .Set("name", CardText.FromPerson(PostWords.Locality(_text, one.Locality, now.Localities)))
                .Set("bench", _text.Format("posts.board.locality", ("count", one.Posts), ("red", one.Red), ("ready", one.ReadyNow), ("later", one.ReadyLater)))))
            .Set("keyPeople", keyPeople.Take(PeopleMax).Select(Line))
            .Set("pulls", pulls.Take(PeopleMax).Select(Line))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetPages(page);
        SetMore(data, "moreQuarters", board.Timeline.Count - QuartersMax);
        SetMore(data, "moreLocalities", board.Localities.Count - LocalitiesMax);
        SetMore(data, "moreKeyPeople", keyPeople.Count - PeopleMax);
        SetMore(data, "morePulls", pulls.Count - PeopleMax);
        if (pulled > 0)
            data.Set("pulled", _text.Format("posts.board.pulled", ("count", pulled)));
        return new CardView("posts/board", data, title);
    }

    private CardData SeatOf(Turn turn, BoardNow now, SeatOnBoard seat)
    {
        var (post, isConfided) = (seat.Post, now.IsConfidedTo(turn.Actor, seat.Post));
        var data = new CardData()
            .SetId("post", post.Key)
            .Set("title", CardText.FromPerson(post.Title))
            .Set("short", CardText.FromPerson($"{PostWords.Locality(_text, post.Locality, now.Localities)} · {Holders(post, turn.Today)}"))
            .Set("risk", CardText.FromPerson(BoardWords.Of(_text, seat)))
            .Set("isRed", seat.State is SeatState.Red)
            .Set("bench", CardText.FromPerson(BoardWords.Bench(_text, seat, now.SeesExploring(turn.Actor, post))))
            .Set("press", _text.Plain("posts.list.press", ("title", post.Title)));
        var said = post.Tenures.Where(tenure => tenure.IsHeldOn(turn.Today) && tenure.Intention is not Intention.NotSaid).ToList();
        if (isConfided && said.Count > 0)
            data.Set("intentions", CardText.FromPerson(string.Join("; ", said.Select(tenure => _text.Plain("posts.manage.says", ("holder", tenure.Holder?.Name ?? ""), ("intention", PostWords.Of(_text, tenure.Intention))).Words))));
        return data;
    }

    private string Holders(PostLine post, DateOnly today)
    {
        var names = post.Tenures.Where(tenure => tenure.IsHeldOn(today)).Select(tenure => tenure.Holder?.Name ?? _text.Plain("posts.holder.forgotten").Words).ToList();
        return names.Count == 0 ? _text.Plain("posts.board.nobody").Words : string.Join(", ", names);
    }

    private CardData Line(HolderLoad load) => new CardData().Set("line", CardText.FromPerson(BoardWords.Of(_text, load)));

    private void SetMore(CardData data, string name, int more)
    {
        if (more > 0)
            data.Set(name, _text.Format("posts.board.more", ("count", more)));
    }
}
