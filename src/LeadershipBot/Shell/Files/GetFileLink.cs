using LeadershipBot.Domain;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// A person gets a link to a file that was offered to them. It works once, for a quarter of an hour, and only for them;
/// the store knows only a hash of its secret, and no message holds it. Pressed again, there is a new one.
/// </summary>
internal sealed class GetFileLink(FileDesk desk, FileCardViews cards, FileSettings settings, IRecordStore store, Chance chance) : ISlice
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (settings.LinksAt is not { } home)
            return new Answer.Refused(new Refusal("files.refused.noLink"));
        if (await desk.FindAsync(turn.Actor.MemberId, turn.Data.Text("file"), turn.At, cancellationToken) is not { } file)
            return new Answer.Unusable(new Refusal("files.refused.gone"));

        var secret = chance.NewId();
        var until = turn.At + GoodFor;
        await store.CommitAsync(FileRows.Table, file.Partition, [new Change.Insert(FileRows.OfLink(file, secret, until))], cancellationToken);
        return new Answer.Card(cards.WithLink(file, FileLinks.AddressOf(home, file.Partition, secret), until, turn.TimeZone));
    }
}
