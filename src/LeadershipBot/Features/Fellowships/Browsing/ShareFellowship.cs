using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>A member looks for a fellowship in the compose box, to put its card into a conversation.</summary>
internal sealed class FindFellowships(FellowshipShelf shelf, FellowshipCards cards, IAudience audience, CardLibrary library) : ISlice
{
    private const int ResultsMax = 8;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (FellowshipGate.Check(turn) is not null)
            return new Answer.Found([]);
        var words = turn.Data.Text("words", 80);
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var found = (await shelf.ListAsync(turn.Actor.Organisation.Id, cancellationToken))
            .Where(line => line.Milestones is { IsApproved: true, IsWithdrawn: false } && FellowshipFilter.Has(line, words, localities.GetValueOrDefault(line.Locality, "")))
            .OrderByDescending(line => line.Milestones.StateAt(turn.At) is FellowshipState.Open).ThenBy(line => line.Milestones.ClosesAt).ThenBy(line => line.Title, StringComparer.OrdinalIgnoreCase)
            .Take(ResultsMax);
        var results = new List<SearchResult>();
        foreach (var line in found)
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { Fellowship.IsApproved: true } head)
                results.Add(new SearchResult(PlainText.FromPerson(FellowshipWords.Title(library.Text, head.Fellowship)), PlainText.FromPerson(FellowshipWords.InShort(library.Text, line.Sessions, line.Locality, line.Funding, localities)), await cards.SharedAsync(head, turn.At, cancellationToken)));
        }

        return new Answer.Found(results);
    }
}

/// <summary>A member chooses the channel in which a fellowship is to stand.</summary>
internal sealed class OpenShare(FellowshipShelf shelf, IChannels channels, CardLibrary library, Chance chance) : ISlice
{
    private const int ChannelsMax = 40;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var (text, known) = (library.Text, await channels.ListAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken));
        var title = text.Plain("fellowships.share.title");
        var data = new CardData().Titled(text, title)
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("nonce", chance.NewId())
            .Set("hasChannels", known.Count > 0)
            .Set("channels", known.Take(ChannelsMax).Select(one => FellowshipWords.Choice(one.Id, NameOf(text, one))));
        return new Answer.Dialog(title, new CardView("fellowships/share", data, title));
    }

    private static string NameOf(TextFile text, KnownChannel channel)
    {
        var name = channel.Name.Length > 0 ? channel.Name : text.Plain("fellowships.share.general").Words;
        return channel.Team.Length > 0 ? $"{channel.Team} › {name}" : name;
    }
}

/// <summary>A member has a fellowship put into a channel of a team in which they are. The same press twice puts it there once.</summary>
internal sealed class ShareFellowship(FellowshipShelf shelf, IChannels channels, Outbox outbox, CardLibrary library) : ISlice
{
    private const int NonceCharactersMax = 64;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (!head.Fellowship.IsApproved)
            return new Answer.Refused(new Refusal("fellowships.refused.notApproved"));
        if (await channels.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("channel"), cancellationToken) is not { } channel)
            return new Answer.Refused(new Refusal("fellowships.refused.channel"));
        var nonce = turn.Data.TryText("nonce", out var given) && given.Length <= NonceCharactersMax && given.All(char.IsAsciiLetterOrDigit) ? given : turn.Intent.Key;
        var row = OutboxRow.New(head.Key, PostFellowship.Kind, Keys.Hash(nonce, turn.Actor.Id, channel.Id), turn.At);
        PlaceColumns.Write(row, channel.Place);
        await outbox.CommitAsync(FellowshipRows.Table, head.Key, [new Change.Upsert(row)], cancellationToken);
        return new Answer.Say(library.Text.Plain("fellowships.share.done"));
    }
}

/// <summary>Puts a fellowship into a channel, as it stands then.</summary>
internal sealed class PostFellowship(FellowshipShelf shelf, FellowshipCards cards, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.channel";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Fellowship: { IsApproved: true, WithdrawnBecause: null } } head)
            return new Delivered.Done();
        return await sender.SendAsync(PlaceColumns.Read(row), await cards.SharedAsync(head, time.GetUtcNow(), cancellationToken), cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }
}
