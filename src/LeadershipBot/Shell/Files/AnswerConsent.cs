using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// A person takes a file that was offered, or declines it. Teams waits for a short answer only, so the file is stored by
/// a delivery. The offer lies under the person, so nobody else can take it; pressed twice, it is stored once.
/// </summary>
internal sealed class AnswerConsent(FileDesk desk, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => DecideAsync(turn, stop), cancellationToken);

    private async Task<Answer?> DecideAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(turn.Actor.MemberId, turn.Data.Text("file"), turn.At, cancellationToken) is not { } file)
            return new Answer.Refused(new Refusal("files.refused.gone"));
        if (file.State != FileRows.Offered)
            return Answer.Nothing;

        var isAccepted = turn.Verb == FeatureTable.FileAccepted;
        var answered = file with { State = isAccepted ? FileRows.Accepted : FileRows.Declined, ConsentId = turn.PressedActivityId ?? file.ConsentId };
        if (isAccepted)
        {
            answered = answered with
            {
                Upload = new UploadPlace(turn.Data.Text("uploadUrl"), turn.Data.Text("contentUrl"), turn.Data.Text("name"), turn.Data.Text("uniqueId"), turn.Data.Text("fileType")),
            };
        }

        Change[] changes = [new Change.Replace(FileRows.OfOffer(answered)), new Change.Upsert(OutboxRow.New(file.Partition, StoreFile.Kind, file.Id, turn.At))];
        if (await outbox.CommitAsync(FileRows.Table, file.Partition, changes, cancellationToken) is CommitResult.Conflict)
            return null;
        return isAccepted ? Answer.Nothing : new Answer.Say(library.Text.Plain("files.declined"));
    }
}
