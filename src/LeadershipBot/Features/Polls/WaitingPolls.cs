using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Polls;

/// <summary>The polls that wait for a person: open, put before them, and not answered.</summary>
/// <remarks>
/// Costs one read for the open polls of the organisation (the newest 60 are looked at), one for each that the person has
/// answered, and four or five for each that they have not. What is over costs nothing.
/// </remarks>
internal sealed class WaitingPolls(OpenPolls open, PollRoll roll, PollCards cards) : IWaiting
{
    private const int LookedAtMax = 60;
    private const int AtOnce = 16;

    public string Kind => "polls";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var found = new List<WaitingThing>();
        foreach (var some in (await open.ListAsync(wish.OrganisationId, LookedAtMax, cancellationToken)).Chunk(AtOnce))
            found.AddRange((await Task.WhenAll(some.Select(key => LookAsync(key, wish, cancellationToken)))).OfType<PollHead>().Select(ThingOf));
        return found;
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
        => await LookAsync(key, wish, cancellationToken) is { } head && cards.ForRecipient(head, head.Tally, PollStanding.Of(null) with { Person = wish.Person.ObjectId }, wish.At, wish.Zone) is var view
            ? new AskCard(view.Summary, view)
            : null;

    private static WaitingThing ThingOf(PollHead head) => new(head.PartitionKey, PlainText.FromPerson(head.Poll.Title), head.Poll.MinutesToAnswer, head.Poll.ClosesAt);

    private async Task<PollHead?> LookAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
        => await roll.FindUnansweredAsync(key, wish.Person, cancellationToken) is { } head
            && head.Poll.Organisation.Id == wish.OrganisationId
            && head.Poll.IsOpenAt(wish.At)
            && !head.Poll.IsFull(head.Tally)
            && await roll.IsAskedAsync(head, wish.Person, cancellationToken)
            ? head
            : null;
}
