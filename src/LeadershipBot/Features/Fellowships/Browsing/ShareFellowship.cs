using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>A member looks for a fellowship in the compose box, to put its card into a conversation.</summary>
internal sealed class FindFellowships(FellowshipShelf shelf, FellowshipCards cards, IAudience audience, CardLibrary library) : ISlice
{
    private const int ResultsMax = 8;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.Check(turn) is not null)
            return new Answer.Found([]);
        var typed = TypedFilter.Read(library.Text, turn.Data.Text("words", 80));
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var lines = await shelf.ListAsync(turn.Actor.Organisation.Id, cancellationToken);
        var times = lines.Select(line => line.Sessions).Distinct().ToDictionary(one => one, one => FellowshipWords.Time(library.Text, one));
        var found = lines
            .Where(line => typed.Lets(line, localities.GetValueOrDefault(line.Locality, ""), times[line.Sessions], turn.At))
            .OrderByDescending(line => line.Milestones.TakesApplicationsAt(turn.At)).ThenBy(line => line.Milestones.ClosesAt).ThenBy(line => line.Title, StringComparer.OrdinalIgnoreCase)
            .Take(ResultsMax);
        return new Answer.Found([.. (await Task.WhenAll(found.Select(line => ResultAsync(line, turn.At, localities, cancellationToken)))).OfType<SearchResult>()]);
    }

    private async Task<SearchResult?> ResultAsync(FellowshipLine line, DateTimeOffset now, IReadOnlyDictionary<string, string> localities, CancellationToken cancellationToken)
        => await shelf.FindAsync(line.Key, cancellationToken) is { Fellowship.IsApproved: true } head
            ? new SearchResult(PlainText.FromPerson(FellowshipWords.Title(library.Text, head.Fellowship)), PlainText.FromPerson(FellowshipWords.InShort(library.Text, line.Sessions, line.Locality, line.Funding, localities)), await cards.SharedAsync(head, now, cancellationToken))
            : null;
}

/// <summary>A member chooses the channel in which a fellowship is to stand.</summary>
internal sealed class OpenShare(FellowshipShelf shelf, ChannelShare share, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : await share.AskAsync(turn, "fellowships/share", library.Text.Plain("fellowships.share.title"), "fellowship", head.Key, cancellationToken);
}

/// <summary>A member has a fellowship put into a channel of a team in which they are. The same press twice puts it there once.</summary>
internal sealed class ShareFellowship(FellowshipShelf shelf, ChannelShare share) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Fellowship.WithdrawnBecause is not null)
            return new Answer.Refused(new Refusal(FellowshipRefusals.Withdrawn));
        return head.Fellowship.IsApproved
            ? await share.OrderAsync<SharedFellowships>(turn, head.Key, cancellationToken)
            : new Answer.Refused(new Refusal("fellowships.refused.notApproved"));
    }
}

/// <summary>Fellowships where they are shared: renewed after a change, and when time changes how they stand.</summary>
internal sealed class SharedFellowships(FellowshipShelf shelf, FellowshipCards cards) : IShareable
{
    public const string PutKind = "fellowships.channel";
    public const string RenewKind = "fellowships.shared";

    static string IShareable.Table => FellowshipRows.Table;

    static string IShareable.PutKind => PutKind;

    static string IShareable.RenewKind => RenewKind;

    public async Task<SharedThing?> FindAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Fellowship.IsApproved: true } head
            ? new SharedThing(await cards.SharedAsync(head, now, cancellationToken), IsOffered: head.Fellowship.WithdrawnBecause is null, head.Fellowship.Milestones.NextChangeAfter(now))
            : null;
}
