using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Features.Succession.Watching;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Overview;

/// <summary>Reads what the board shows: the lines of all posts, and the counts of all applicants, a list each, whatever their number.</summary>
internal sealed class BoardReading(PostShelf shelf, Bench bench, IAudience audience)
{
    public async Task<BoardNow> ReadAsync(OrganisationName organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var posts = await shelf.ListAsync(organisation.Id, cancellationToken);
        var counts = await bench.CountAllAsync(organisation.Id, posts, cancellationToken);
        return new BoardNow(organisation, posts, SuccessionBoard.Of(posts, counts, today), await audience.NameLocalitiesAsync(organisation.Id, cancellationToken));
    }
}

/// <summary>The board as it was read.</summary>
internal sealed record BoardNow(OrganisationName Organisation, IReadOnlyList<PostLine> Posts, SuccessionBoard Board, IReadOnlyDictionary<string, string> Localities)
{
    /// <summary>Whether somebody reads what holders of this post say of staying.</summary>
    public bool IsConfidedTo(Actor actor, PostLine post) => Post.IsConfidedTo(actor, Organisation.Id, post.RunBy);

    /// <summary>Whether somebody reads how many only explore this post: where others ran it while its newest round was open, the chairs alone.</summary>
    public bool SeesExploring(Actor actor, PostLine post)
        => IsConfidedTo(actor, post) && (actor.HoldsAny(Roles.Chair) || !(post.Round?.OpensAt < post.RunBySince));

    /// <summary>The seats whose terms end soon, red ones or not.</summary>
    public IEnumerable<SeatOnBoard> Ending => Board.Seats.Where(seat => seat.State is SeatState.Red or SeatState.EndsSoon);

    /// <summary>The seats that are on the ladder to the governing body, for the figures.</summary>
    public int Seats => Board.Seats.Count(seat => seat.Post.Rung >= Rung.Associate);
}
