using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Has everybody invited to a round that was made.</summary>
internal sealed class InviteMembers(ReviewShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "review.invite";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        var now = time.GetUtcNow();
        await desk.OrderAsync(new SendingHead(Keys.Hash(RoundInvitation.SendingKind, row.PartitionKey), RoundInvitation.SendingKind, row.PartitionKey, round.Organisation.Id, default) { OrderedAt = now, StartsAt = now }, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The invitation to a round, to everybody who hasn't joined it yet.</summary>
internal sealed class RoundInvitation(ReviewShelf shelf, RoundCards cards, IAudience audience, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "review.round";

    private const int Minutes = 1;

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var member in audience.ListAsync(sending.OrganisationId, cancellationToken))
            yield return SendingTarget.Of(member.Person, member.Locality);
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
        => wish.Person is { } person
            && await shelf.FindByKeyAsync(wish.Sending.Subject, cancellationToken) is { } round
            && round.StageAt(wish.At) is RoundStage.Joining
            && await shelf.FindPartAsync(round, person, cancellationToken) is null
                ? new SendingContent(cards.Invitation(round, wish.Zone), new Ask(AskWeight.Ask, Minutes, round.StartsAt))
                : null;

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var round = await shelf.FindByKeyAsync(sending.Subject, cancellationToken);
        return new SendingTitle(library.Text.Plain("review.invite.title", ("title", round?.Title ?? "")), code => PlainText.FromPerson(localities.GetValueOrDefault(code, code)));
    }
}
