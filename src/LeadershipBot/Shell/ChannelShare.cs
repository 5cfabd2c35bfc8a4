using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>Puts the card of a thing into a channel of a team in which the member is who shares it: the choice, the order and the posting.</summary>
internal sealed class ChannelShare(IChannels channels, Outbox outbox, Sender sender, SharedCards shared, CardLibrary library, Chance chance)
{
    private const int ChannelsMax = 40;

    private readonly TextFile _text = library.Text;

    /// <summary>The dialog in which a member chooses the channel.</summary>
    /// <param name="turn">Whose.</param>
    /// <param name="template">The feature's card, whose button names its own verb.</param>
    /// <param name="title">What is shared, in words.</param>
    /// <param name="thing">What the button names the thing by.</param>
    /// <param name="key">The thing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer> AskAsync(Turn turn, string template, PlainText title, string thing, string key, CancellationToken cancellationToken)
    {
        var known = await channels.ListAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken);
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId(thing, key)
            .SetId("nonce", chance.NewId())
            .Set("hasChannels", known.Count > 0)
            .Set("channels", known.Take(ChannelsMax).Select(one => CardChoice.Named(NameOf(one), one.Id)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView(template, data, title));
    }

    /// <summary>Orders that the thing be put into the channel that the member chose. The same press twice puts it there once.</summary>
    /// <param name="turn">Who shares, and where to.</param>
    /// <param name="key">The thing's partition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer> OrderAsync<TShareable>(Turn turn, string key, CancellationToken cancellationToken)
        where TShareable : IShareable
    {
        if (await channels.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("channel"), cancellationToken) is not { } channel)
            return new Answer.Refused(new Refusal("shell.refused.channel"));
        var row = OutboxRow.New(key, TShareable.PutKind, Keys.Hash(turn.DialogNonce, turn.Actor.Id, channel.Id), turn.At);
        PlaceColumns.Write(row, channel.Place);
        await outbox.CommitAsync(TShareable.Table, key, [new Change.Upsert(row)], cancellationToken);
        return new Answer.Say(_text.Plain("shell.share.done"));
    }

    /// <summary>Puts the card into the channel that the order names, and notes where it stands then.</summary>
    /// <param name="order">The row of the outbox.</param>
    /// <param name="table">The table in which the thing lies.</param>
    /// <param name="card">The thing as it stands now.</param>
    /// <param name="update">The delivery that keeps the card up to date there.</param>
    /// <param name="cancellationToken">Gives up; it is tried again.</param>
    public async Task<Delivered> PutAsync(Record order, string table, CardView card, string update, CancellationToken cancellationToken)
    {
        var place = PlaceColumns.Read(order);
        var sent = await sender.SendAsync(place, card, cancellationToken);
        if (sent is Sent.NotNow notNow)
            return notNow.ToLater();
        if (sent is Sent.Arrived { ActivityId.Length: > 0 } arrived)
            await shared.NoteAsync(table, order.PartitionKey, arrived.Thread ?? place, arrived.ActivityId, update, cancellationToken);
        return new Delivered.Done();
    }

    private string NameOf(KnownChannel channel)
    {
        var name = channel.Name.Length > 0 ? channel.Name : _text.Plain("shell.share.general").Words;
        return channel.Team.Length > 0 ? $"{channel.Team} › {name}" : name;
    }
}
